package linli.bot.receptions;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import linli.bot.cases.CaseService;
import linli.bot.due.DueItem;
import linli.bot.due.DueWork;
import linli.bot.estates.Estate;
import linli.bot.receptions.Entry.FollowUp;
import linli.bot.receptions.Entry.Wish;
import linli.bot.residents.Speaker;
import linli.bot.speech.ChinaTime;
import linli.bot.speech.Speech.Line;
import linli.bot.store.Transaction;
import linli.schedules.QuietHours;
import linli.schedules.WorkCalendar;

/** What can be done with reception days. Every method works inside the caller's transaction. */
public final class ReceptionService {

  private static final LocalTime MORNING = LocalTime.of(9, 0);

  private final ReceptionRepository receptions;
  private final EntryRepository entries;
  private final MatterRepository matters;
  private final ReceptionNotices notices;
  private final Aftercare aftercare;
  private final CaseService cases;
  private final java.util.function.Supplier<WorkCalendar> calendar;
  private final DueWork due;

  ReceptionService(
      ReceptionRepository receptions,
      EntryRepository entries,
      MatterRepository matters,
      ReceptionNotices notices,
      Aftercare aftercare,
      CaseService cases,
      java.util.function.Supplier<WorkCalendar> calendar,
      DueWork due) {
    this.receptions = receptions;
    this.entries = entries;
    this.matters = matters;
    this.notices = notices;
    this.aftercare = aftercare;
    this.cases = cases;
    this.calendar = calendar;
    this.due = due;
  }

  // --- which day --------------------------------------------------------------------------------

  /** The days whose session is not over, the nearest first. */
  public List<Reception> coming(Transaction tx, String estateId, Instant now) {
    return receptions.coming(tx, estateId, now);
  }

  /** The day after this one. */
  public Optional<Reception> after(Transaction tx, Reception one) {
    return receptions.coming(tx, one.estateId(), one.endsAt()).stream().findFirst();
  }

  public Optional<Reception> find(Transaction tx, String estateId, long id) {
    return receptions.find(tx, estateId, id);
  }

  /** Today's, or else the last one. */
  public Optional<Reception> atDesk(Transaction tx, String estateId, Instant now) {
    return begun(tx, estateId, tonight(now));
  }

  private static Instant tonight(Instant now) {
    return ChinaTime.date(now).plusDays(1).atStartOfDay(ChinaTime.ZONE).toInstant();
  }

  /** The last one that has begun. */
  public Optional<Reception> begun(Transaction tx, String estateId, Instant now) {
    return receptions.begun(tx, estateId, now).stream().findFirst();
  }

  /**
   * The days that have begun, today's also before its hour, the last first.
   *
   * @param month of the day that is meant, null for any
   * @param dayOfMonth of the day on which it was held, or of the fixed one; null for any
   */
  public List<Reception> begunOn(
      Transaction tx, String estateId, Integer month, Integer dayOfMonth, Instant now) {
    return receptions.begun(tx, estateId, tonight(now)).stream()
        .filter(r -> isOn(r.heldOn(), month, dayOfMonth) || isOn(r.nominalOn(), month, dayOfMonth))
        .toList();
  }

  private static boolean isOn(LocalDate day, Integer month, Integer dayOfMonth) {
    return (month == null || day.getMonthValue() == month)
        && (dayOfMonth == null || day.getDayOfMonth() == dayOfMonth);
  }

  // --- numbers ----------------------------------------------------------------------------------

  public List<Entry> entries(Transaction tx, Reception about) {
    return entries.of(tx, about);
  }

  public Optional<Entry> entry(Transaction tx, Reception about, int number) {
    return entries.find(tx, about.estateId(), about.id(), number);
  }

  /** What the speaker is signed up for, the nearest day first. */
  public List<Entry> own(Transaction tx, String estateId, Speaker speaker, Instant now) {
    return entries.coming(tx, estateId, speaker.channel(), speaker.accountId(), now);
  }

  public Entry enter(Transaction tx, Reception to, NewEntry wanted, Instant now) {
    var entry = entries.insert(tx, to, wanted, now);
    if (wanted.saidIn() != null) {
      matters.put(tx, entry, wanted.saidIn(), wanted.matter(), wanted.issueType(), now);
    }
    return entry;
  }

  /** The same person says more. */
  public Entry sayMore(
      Transaction tx, Entry entry, UUID saidIn, String matter, String issueType, Instant now) {
    matters.put(tx, entry, saidIn, matter, issueType, now);
    return entries.sayMore(tx, entry, matter, issueType);
  }

  // --- messages that are taken back or changed --------------------------------------------------

  /** The number that this message of the speaker asked for, or said more about. */
  public Optional<Entry> saidIn(Transaction tx, String estateId, UUID message, Speaker by) {
    return entries.saidIn(tx, estateId, message, by.channel(), by.accountId());
  }

  /**
   * The message is taken back, its words are gone; a number of which nothing else was said is given
   * back.
   *
   * @return whether the number was given back
   */
  public boolean takeBack(Transaction tx, Estate estate, Entry entry, UUID message, Instant now) {
    matters.drop(tx, estate.id(), message);
    var left = matters.isLeft(tx, entry);
    entries.retell(tx, entry);
    if (left || entry.isCancelled() || entry.outcome() != null) {
      return false;
    }
    cancel(tx, estate, entry, now);
    return true;
  }

  /** The message says something else now. */
  public Entry rewrite(
      Transaction tx, Entry entry, UUID message, String matter, String issueType, Instant now) {
    matters.put(tx, entry, message, matter, issueType, now);
    return entries.retell(tx, entry);
  }

  // --- numbers that change ----------------------------------------------------------------------

  /** About when the number is heard; empty when the session is over before. */
  public Optional<Instant> expected(Transaction tx, Reception about, Entry entry, Instant now) {
    return queue(tx, about, now).expected(entry.number());
  }

  private Queue queue(Transaction tx, Reception about, Instant now) {
    return new Queue(about, entries.of(tx, about), now);
  }

  /** 取消报名: who now fits into the session hears of it. */
  public void cancel(Transaction tx, Estate estate, Entry entry, Instant now) {
    leave(tx, estate, entry, () -> entries.cancel(tx, entry, now), now);
  }

  /** Instead of coming to the place. */
  public Entry wish(Transaction tx, Estate estate, Entry entry, Wish wish, Instant now) {
    return leave(tx, estate, entry, () -> entries.wish(tx, entry, wish), now);
  }

  private Entry leave(
      Transaction tx,
      Estate estate,
      Entry entry,
      java.util.function.Supplier<Entry> change,
      Instant now) {
    var about = receptions.find(tx, entry.estateId(), entry.receptionId()).orElseThrow();
    var before = queue(tx, about, now);
    var changed = change.get();
    var after = entries.of(tx, about);
    var queue = new Queue(about, after, now);
    for (var other : after) {
      var at = queue.expected(other.number());
      if (at.isPresent() && before.expected(other.number()).isEmpty() && at.get().isAfter(now)) {
        notices.toEntry(tx, other, Line.of(placeFree(estate, about, other, at.get())));
      }
    }
    return changed;
  }

  private String placeFree(Estate estate, Reception about, Entry entry, Instant at) {
    return notices.about(
        estate,
        about,
        "reception.place-free",
        "number",
        entry.number(),
        "at",
        ReceptionTimes.clock(at));
  }

  /** 匿名: the list names nobody. */
  public Entry hide(Transaction tx, Entry entry) {
    return entries.hide(tx, entry);
  }

  /** The day on which somebody is visited at home, told to them. */
  public void visitOn(Transaction tx, Entry entry, LocalDate day, String time) {
    remind(tx, entries.visitOn(tx, entry, day), ReceptionTimers.VISIT, day);
    notices.toEntry(
        tx, entry, Line.of(notices.text("reception.visit", "day", ReceptionTimes.day(day) + time)));
  }

  /** Somebody wants to be visited or called: the grid worker agrees a time with them. */
  public void tellOfVisit(Transaction tx, Estate estate, Reception about, Entry entry) {
    var now = entries.find(tx, estate.id(), about.id(), entry.number()).orElseThrow();
    notices.toGridWorker(
        tx,
        estate,
        notices.about(
            estate,
            about,
            "reception.staff.visit." + now.wish(),
            "number",
            now.number(),
            "name",
            notices.nameOf(tx, now),
            "matter",
            now.matter() == null ? "" : ":" + now.matter()));
  }

  /** The list of who signed up, with names: for the secretary and the desk alone. */
  public String listText(Transaction tx, Estate estate, Reception about) {
    return notices.list(tx, estate, about, "");
  }

  /** Signs the person up for the next day instead; the old number is given back. */
  public Entry move(Transaction tx, Estate estate, Entry entry, Reception to, Instant now) {
    var moved =
        new NewEntry(
            false,
            entry.channel(),
            entry.accountId(),
            entry.name(),
            entry.matter(),
            entry.issueType(),
            entry.anonymous(),
            entry.wish(),
            null);
    cancel(tx, estate, entry, now);
    var there = entries.insert(tx, to, moved, now);
    matters.move(tx, entry, there);
    entries.retell(tx, entry);
    if (entry.visitOn() == null) {
      return there;
    }
    remind(tx, there, ReceptionTimers.VISIT, entry.visitOn());
    return entries.visitOn(tx, there, entry.visitOn());
  }

  // --- at the desk ------------------------------------------------------------------------------

  /**
   * 「7 到」: the next in the queue is told once.
   *
   * @return who is next
   */
  public Optional<Entry> call(Transaction tx, Reception about, Entry entry, Instant now) {
    var known = entry.calledAt() != null;
    entries.call(tx, entry, now);
    var next = queue(tx, about, now).after(entry.number());
    if (!known) {
      next.ifPresent(
          n ->
              notices.toEntry(
                  tx, n, Line.of(notices.text("reception.next", "number", n.number()))));
    }
    return next;
  }

  /** Notes what became of a number; the person hears of a promise or a meeting. */
  public Entry record(Transaction tx, Entry entry, Result result, long by, Instant now) {
    var recorded = entries.record(tx, entry, result, by, now);
    var at = Step.followUp(ChinaTime.date(now), calendar.get());
    schedule(tx, recorded, ReceptionTimers.FOLLOW_UP, 0, at);
    switch (recorded.outcome()) {
      case PROMISED -> promised(tx, recorded);
      case MEETING ->
          notices.toEntry(tx, recorded, Line.of(notices.text("reception.recorded.meeting")));
      case ANSWERED, CASE, ABSENT -> {}
    }
    return recorded;
  }

  private void promised(Transaction tx, Entry entry) {
    var day = ReceptionTimes.day(entry.promisedOn());
    notices.toEntry(tx, entry, Line.of(notices.text("reception.recorded.promised", "day", day)));
    remind(tx, entry, ReceptionTimers.PROMISE, entry.promisedOn());
  }

  /** In the morning of that day staff hear of it. */
  private void remind(Transaction tx, Entry entry, String kind, LocalDate on) {
    var at = on.atTime(MORNING).atZone(ChinaTime.ZONE).toInstant();
    schedule(tx, entry, kind, (int) on.toEpochDay(), at);
  }

  private void schedule(Transaction tx, Entry entry, String kind, int occurrence, Instant at) {
    var subject = entry.receptionId() + ":" + entry.number();
    due.schedule(tx, new DueItem(entry.estateId(), kind, subject, occurrence, at));
  }

  /** The person hears the number of the case. */
  public void tellCase(Transaction tx, Entry entry, String no, String from) {
    notices.toEntry(
        tx,
        entry,
        Line.of(notices.text("reception.recorded.case", "no", no, "at", from)).about(no));
  }

  /** 已办: what was left to do is done; the person hears it. */
  public void settle(Transaction tx, Entry entry, String how, Instant now) {
    entries.settle(tx, entry, now);
    notices.toEntry(tx, entry, Line.of(notices.text("reception.settled", "text", how)));
  }

  /** From when on the deadlines of what became a case count. */
  public Instant handOver(Reception about) {
    return Step.handOver(about, calendar.get());
  }

  /** Who was at the place and has no result yet. */
  public static List<Entry> unrecorded(List<Entry> entries) {
    return entries.stream().filter(e -> e.queues() && e.outcome() == null).toList();
  }

  // --- afterwards -------------------------------------------------------------------------------

  public Tally tally(Transaction tx, Reception about) {
    return tally(tx, about, entries.of(tx, about));
  }

  private Tally tally(Transaction tx, Reception about, List<Entry> list) {
    return Tally.of(
        list,
        id -> cases.find(tx, about.estateId(), id).filter(c -> c.state().isOver()).isPresent());
  }

  /**
   * 发布: the numbers go to the group, at night in the morning.
   *
   * @return whether they went at once
   */
  public boolean publish(Transaction tx, Estate estate, Reception about, Instant now) {
    receptions.published(tx, about, now);
    if (!QuietHours.contains(now)) {
      aftercare.publish(tx, estate, about);
      return true;
    }
    due.schedule(
        tx,
        new DueItem(
            about.estateId(),
            ReceptionTimers.PUBLISH,
            Long.toString(about.id()),
            0,
            QuietHours.after(now)));
    return false;
  }

  /** What the person says to the question whether the answer came true. */
  public void followUp(Transaction tx, Estate estate, Reception about, Entry entry, FollowUp said) {
    entries.followUp(tx, entry, said);
    if (said == FollowUp.NOT_YET) {
      var text = notices.about(estate, about, "reception.staff.not-yet", "number", entry.number());
      notices.toChief(tx, estate, about, Line.of(text));
    }
  }
}
