package linli.bot.receptions;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import linli.bot.due.DueItem;
import linli.bot.due.DueWork;
import linli.bot.estates.Estate;
import linli.bot.estates.Estates;
import linli.bot.receptions.Entry.Outcome;
import linli.bot.speech.Speech.Line;
import linli.bot.store.Transaction;
import linli.schedules.QuietHours;
import linli.schedules.WorkCalendar;

/** What happens around a reception because its time has come ({@link Step}). */
final class ReceptionTimers {

  static final String PUBLISH = "reception.publish";
  static final String FOLLOW_UP = "reception.follow-up";
  static final String PROMISE = "reception.promise";
  static final String VISIT = "reception.visit";

  /** A private line to staff at 21:00 sharp is still of the day. */
  private static final Duration LAST_MOMENT = Duration.ofMinutes(5);

  private final ReceptionRepository receptions;
  private final EntryRepository entries;
  private final ReceptionService service;
  private final Attendance attendance;
  private final ReceptionNotices notices;
  private final Aftercare aftercare;
  private final Estates estates;
  private final Supplier<WorkCalendar> calendar;
  private final DueWork due;
  private final Clock clock;

  ReceptionTimers(
      ReceptionRepository receptions,
      EntryRepository entries,
      ReceptionService service,
      Attendance attendance,
      ReceptionNotices notices,
      Aftercare aftercare,
      Estates estates,
      Supplier<WorkCalendar> calendar,
      DueWork due,
      Clock clock) {
    this.receptions = receptions;
    this.entries = entries;
    this.service = service;
    this.attendance = attendance;
    this.notices = notices;
    this.aftercare = aftercare;
    this.estates = estates;
    this.calendar = calendar;
    this.due = due;
    this.clock = clock;
  }

  void register() {
    for (var step : Step.values()) {
      due.register(step.kind(), (tx, item) -> take(tx, item, step));
    }
    due.registerByDay(PUBLISH, this::publish);
    due.registerByDay(FOLLOW_UP, (tx, item) -> entry(tx, item, aftercare::followUp));
    due.registerByDay(PROMISE, (tx, item) -> entry(tx, item, this::promiseIsDue));
    due.registerByDay(VISIT, (tx, item) -> entry(tx, item, this::visitIsDue));
  }

  private void take(Transaction tx, DueItem item, Step step) {
    var now = clock.instant();
    var id = Long.parseLong(item.subject());
    var found =
        step == Step.FORGET
            ? receptions.findAlsoMerged(tx, item.estateId(), id)
            : receptions.find(tx, item.estateId(), id);
    if (found.isEmpty()) {
      return;
    }
    var about = found.get();
    var tooLate = step.until(about, calendar.get()).filter(end -> !now.isBefore(end)).isPresent();
    if (tooLate) {
      return;
    }
    if (isQuiet(step, item, now)) {
      due.schedule(
          tx,
          new DueItem(
              item.estateId(),
              item.kind(),
              item.subject(),
              item.occurrence() + 1,
              QuietHours.after(now)));
      return;
    }
    run(tx, estates.byId(item.estateId()), about, step, now);
  }

  private static boolean isQuiet(Step step, DueItem item, Instant now) {
    var justDue = step == Step.NAG && now.isBefore(item.dueAt().plus(LAST_MOMENT));
    return QuietHours.contains(now)
        && !(justDue && !QuietHours.contains(item.dueAt().minusNanos(1)));
  }

  private void run(Transaction tx, Estate estate, Reception about, Step step, Instant now) {
    switch (step) {
      case ARRANGE -> arrange(tx, estate, about);
      case ANNOUNCE -> announce(tx, estate, about, now);
      case EVE -> eve(tx, estate, about, now);
      case ASK -> attendance.ask(tx, estate, about);
      case ASK_AGAIN -> attendance.askAgain(tx, estate, about);
      case LIST -> list(tx, estate, about);
      case DEPUTY -> whileOpen(tx, about, () -> attendance.askDeputy(tx, estate, about));
      case STREET -> whileOpen(tx, about, () -> attendance.tellStreet(tx, estate, about, now));
      case NOBODY ->
          whileOpen(
              tx,
              about,
              () -> notices.toGroups(tx, estate, notices.about(estate, about, "reception.nobody")));
      case TODAY -> today(tx, estate, about);
      case SOON -> soon(tx, estate, about, now);
      case SUMMARY -> aftercare.summary(tx, estate, about);
      case SUMMARY_AGAIN -> aftercare.summaryAgain(tx, estate, about);
      case NAG, NAG_AGAIN -> aftercare.nag(tx, estate, about);
      case HAND_OVER -> aftercare.handOver(tx, estate, about);
      case FORGET -> entries.forget(tx, about, now);
    }
  }

  private void whileOpen(Transaction tx, Reception about, Runnable action) {
    if (attendance.isOpen(tx, about)) {
      action.run();
    }
  }

  private Optional<Reception> find(Transaction tx, DueItem item) {
    return receptions.find(tx, item.estateId(), Long.parseLong(item.subject()));
  }

  // --- before -----------------------------------------------------------------------------------

  private void arrange(Transaction tx, Estate estate, Reception about) {
    attendance.arrange(tx, estate, about, promises(tx, estate, about));
  }

  /** Promises and meetings of the last day that nobody has settled. */
  private String promises(Transaction tx, Estate estate, Reception about) {
    var last = last(tx, about);
    if (last.isEmpty()) {
      return "";
    }
    var open =
        entries.of(tx, last.get()).stream()
            .filter(e -> e.outcome() == Outcome.PROMISED || e.outcome() == Outcome.MEETING)
            .filter(e -> e.settledAt() == null)
            .toList();
    return open.isEmpty()
        ? ""
        : notices.about(
            estate, last.get(), "reception.promises", "list", ReceptionNotices.numbers(open));
  }

  private Optional<Reception> last(Transaction tx, Reception about) {
    return receptions.begun(tx, about.estateId(), clock.instant()).stream()
        .filter(r -> r.id() != about.id())
        .findFirst();
  }

  private void announce(Transaction tx, Estate estate, Reception about, Instant now) {
    var holiday = calendar.get().holiday(about.nominalOn());
    var text =
        about.isShifted() && holiday.isPresent()
            ? notices.about(
                estate,
                about,
                "reception.announce.shifted",
                "nominal",
                nominal(tx, about),
                "holiday",
                holiday.get())
            : notices.about(estate, about, "reception.announce", "nominal", otherDays(tx, about));
    notices.toGroups(tx, estate, text);
    last(tx, about)
        .filter(r -> r.publishedAt() != null)
        .ifPresent(r -> notices.toGroups(tx, estate, feedback(tx, estate, r)));
    receptions.announced(tx, about, now);
  }

  /** The fixed day, and others that the holiday moved onto the same date. */
  private String nominal(Transaction tx, Reception about) {
    return Stream.concat(
            Stream.of(ReceptionTimes.day(about.nominalOn())),
            receptions.mergedInto(tx, about).stream().map(ReceptionTimes::day))
        .collect(Collectors.joining("、"));
  }

  /** The day that it was moved from without a holiday, and days that became part of it. */
  private String otherDays(Transaction tx, Reception about) {
    if (about.isShifted()) {
      return notices.text(
          "reception.announce.instead", "nominal", ReceptionTimes.date(about.nominalOn()));
    }
    var merged = receptions.mergedInto(tx, about);
    return merged.isEmpty()
        ? ""
        : notices.text(
            "reception.announce.with",
            "nominal",
            merged.stream().map(ReceptionTimes::date).collect(Collectors.joining("、")));
  }

  private String feedback(Transaction tx, Estate estate, Reception last) {
    var tally = service.tally(tx, last);
    return notices.about(
        estate,
        last,
        "reception.announce.last",
        "collected",
        tally.collected(),
        "answered",
        tally.answered(),
        "settled",
        tally.settled(),
        "open",
        tally.inWork());
  }

  private void eve(Transaction tx, Estate estate, Reception about, Instant now) {
    notices.toGroups(
        tx, estate, notices.about(estate, about, "reception.eve", "count", count(tx, about)));
    receptions.announced(tx, about, now);
  }

  private String count(Transaction tx, Reception about) {
    return notices.count(
        (int) entries.of(tx, about).stream().filter(e -> !e.isCancelled()).count());
  }

  private void list(Transaction tx, Estate estate, Reception about) {
    var manager = attendance.managerState(tx, estate, about);
    notices.toChief(tx, estate, about, Line.of(notices.list(tx, estate, about, manager)));
  }

  private void today(Transaction tx, Estate estate, Reception about) {
    var count = count(tx, about);
    notices.toGroups(tx, estate, notices.about(estate, about, "reception.today", "count", count));
    attendance.tellHosts(
        tx,
        estate,
        about,
        role ->
            notices.about(
                estate,
                about,
                role.equals(Hosts.MANAGER) ? "reception.today.manager" : "reception.today.staff",
                "count",
                count));
    notices.toGridWorker(
        tx, estate, notices.about(estate, about, "reception.today.desk", "count", count));
  }

  private void soon(Transaction tx, Estate estate, Reception about, Instant now) {
    var list = entries.of(tx, about);
    var queue = new Queue(about, list, now);
    for (var entry : list.stream().filter(Entry::queues).toList()) {
      var at = queue.expected(entry.number());
      var text =
          at.isPresent()
              ? notices.about(
                  estate,
                  about,
                  "reception.soon",
                  "number",
                  entry.number(),
                  "at",
                  ReceptionTimes.clock(at.get()))
              : notices.about(estate, about, "reception.soon.full", "number", entry.number());
      notices.toEntry(tx, entry, Line.of(text));
    }
  }

  // --- afterwards -------------------------------------------------------------------------------

  private void publish(Transaction tx, DueItem item) {
    find(tx, item).ifPresent(about -> aftercare.publish(tx, estates.byId(item.estateId()), about));
  }

  /** What is due for one number of a reception. */
  @FunctionalInterface
  private interface OfEntry {
    void run(Transaction tx, Estate estate, Reception about, Entry entry, Instant now);
  }

  private void entry(Transaction tx, DueItem item, OfEntry action) {
    var key = item.subject().split(":");
    var about = receptions.find(tx, item.estateId(), Long.parseLong(key[0]));
    var entry =
        about.flatMap(r -> entries.find(tx, r.estateId(), r.id(), Integer.parseInt(key[1])));
    entry
        .filter(e -> !e.isCancelled())
        .filter(e -> item.occurrence() == 0 || item.occurrence() == dayOf(e))
        .ifPresent(
            e -> action.run(tx, estates.byId(item.estateId()), about.get(), e, clock.instant()));
  }

  /** A promise or a visit that was put off has another day, and another reminder. */
  private static int dayOf(Entry entry) {
    var day = entry.outcome() == Outcome.PROMISED ? entry.promisedOn() : entry.visitOn();
    return day == null ? 0 : (int) day.toEpochDay();
  }

  private void promiseIsDue(
      Transaction tx, Estate estate, Reception about, Entry entry, Instant now) {
    if (entry.outcome() == Outcome.PROMISED && entry.settledAt() == null) {
      aftercare.promiseIsDue(tx, estate, about, entry);
    }
  }

  private void visitIsDue(
      Transaction tx, Estate estate, Reception about, Entry entry, Instant now) {
    if (entry.outcome() == null) {
      aftercare.visitIsDue(tx, estate, about, entry);
    }
  }
}
