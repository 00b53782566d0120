package linli.bot.cases;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import linli.bot.due.DueItem;
import linli.bot.due.DueWork;
import linli.bot.estates.Estate;
import linli.bot.speech.ChinaTime;
import linli.bot.store.Transaction;
import linli.nlp.IssueType;
import linli.schedules.QuietHours;
import linli.schedules.TimeLimit;
import linli.schedules.TimeLimit.AroundTheClock;
import linli.schedules.TimeLimit.WorkingDays;
import linli.schedules.TimeLimit.WorkingHours;
import linli.schedules.WorkCalendar;

/** Deadlines of a case, and the timers that watch them (decisions 4). */
final class CaseClocks {

  static final String DISPATCH = "case.dispatch";
  static final String RESPOND_HALF = "case.respond-half";
  static final String RESPOND_MISSED = "case.respond-missed";
  static final String RESPOND_GRID = "case.respond-grid";
  static final String RESOLVE_HALF = "case.resolve-half";
  static final String RESOLVE_MISSED = "case.resolve-missed";
  static final String HAZARD_UNACKNOWLEDGED = "hazard.unacknowledged";
  static final String CLOSING_REMINDER = "case.closing-reminder";
  static final String CLOSING_END = "case.closing-end";
  static final String FORGET_CONTACT = "case.forget-contact";
  static final String FORGET_MEDIA = "case.forget-media";
  static final String YELLOW_CARD = "case.yellow-card";
  static final String RED_CARD = "case.red-card";
  static final String RESUME = "case.resume";
  static final String TRANSFER_SILENT = "case.transfer-silent";

  /** Of a danger: the first who is called has this long to say 到岗. */
  static final Duration P0_STEP = Duration.ofMinutes(5);

  /** Steps after the first call: 李经理's role, grid worker, secretary, 街道值守. */
  static final int P0_STEPS = 4;

  private static final int STEPS_OF_A_ROUND = 10;

  private static final Duration GRID_AFTER_URGENT = Duration.ofMinutes(30);
  private static final Duration GRID_AFTER_ORDINARY = Duration.ofHours(4);
  private static final List<String> WATCHING =
      List.of(RESPOND_HALF, RESPOND_MISSED, RESOLVE_HALF, RESOLVE_MISSED, YELLOW_CARD, RED_CARD);

  /**
   * Cards are shown then: yellow a working day before the deadline, red on the first working day
   * after it (rules of the Shandong provincial hotline, 2017).
   */
  private static final LocalTime CARDS = LocalTime.of(9, 0);

  /** Working days after the start; a shorter limit has no yellow card. */
  private static final int YELLOW_NOT_BEFORE = 2;

  private static final Duration REMIND_AFTER = Duration.ofHours(24);
  private static final Duration END_AFTER = Duration.ofHours(72);

  /** So long after closing a contact phone is kept (decisions 8). */
  private static final Duration CONTACT_KEPT = Duration.ofDays(30);

  /** As long as claims of a contract run (Civil Code 188). */
  private static final int MEDIA_KEPT_YEARS = 3;

  private final Supplier<WorkCalendar> calendar;
  private final DueWork due;
  private final SlaProfiles profiles = SlaProfiles.load();

  CaseClocks(Supplier<WorkCalendar> calendar, DueWork due) {
    this.calendar = calendar;
    this.due = due;
  }

  CaseRepository.Clocks of(
      Estate estate, IssueType type, String urgency, String nature, Instant now) {
    return of(estate, type, urgency, nature, now, now);
  }

  /**
   * @param from when the deadlines begin to count
   */
  CaseRepository.Clocks of(
      Estate estate, IssueType type, String urgency, String nature, Instant now, Instant from) {
    var limits = profiles.of(estate.slaProfile(), type, urgency, nature);
    var respond =
        urgency.equals("P0") ? from.plus(P0_STEP) : calendar.get().deadline(from, limits.respond());
    return new CaseRepository.Clocks(now, respond, calendar.get().deadline(from, limits.resolve()));
  }

  /**
   * Starts the clocks of a case that was just opened or given to another party; what would lie in
   * the past already is left out.
   */
  void start(Transaction tx, Estate estate, Case given, IssueType type, Instant now) {
    var limits = profiles.of(estate.slaProfile(), type, given.urgency(), given.nature());
    var timers = new ArrayList<DueItem>();
    var round = given.round();
    if (given.urgency().equals("P0")) {
      for (int step = 1; step <= P0_STEPS; step++) {
        var at = now.plus(P0_STEP.multipliedBy(step));
        timers.add(item(given, HAZARD_UNACKNOWLEDGED, round * STEPS_OF_A_ROUND + step, at));
      }
    } else {
      timers.add(fit(given, RESPOND_HALF, round, half(now, limits.respond())));
      timers.add(fit(given, RESPOND_MISSED, round, given.respondBy()));
    }
    timers.add(fit(given, RESOLVE_HALF, round, half(now, limits.resolve())));
    timers.addAll(ofResolution(given, now));
    timers.stream()
        .filter(timer -> timer.dueAt().isAfter(now))
        .forEach(timer -> due.schedule(tx, timer));
  }

  /** What watches the deadline of the case as it is now. */
  private List<DueItem> ofResolution(Case open, Instant now) {
    var timers = new ArrayList<DueItem>();
    timers.add(fit(open, RESOLVE_MISSED, open.round(), open.resolveBy()));
    var yellow = yellowCardOn(open.resolveBy());
    if (workingDaysUntil(yellow, now) >= YELLOW_NOT_BEFORE) {
      timers.add(item(open, YELLOW_CARD, open.round(), cardsAt(yellow)));
    }
    timers.add(item(open, RED_CARD, open.round(), cardsAt(redCardOn(open.resolveBy(), now))));
    return timers;
  }

  /** A working day before the one with which the time ends. */
  private LocalDate yellowCardOn(Instant resolveBy) {
    var day = lastDay(resolveBy).minusDays(1);
    while (!calendar.get().isWorkingDay(day)) {
      day = day.minusDays(1);
    }
    return day;
  }

  /** The first working day after that one; of what is over already, after today. */
  private LocalDate redCardOn(Instant resolveBy, Instant now) {
    var last = resolveBy.isAfter(now) ? lastDay(resolveBy) : ChinaTime.date(now);
    return calendar.get().nextWorkingDay(last);
  }

  private static LocalDate lastDay(Instant deadline) {
    return ChinaTime.date(deadline.minusNanos(1));
  }

  private static Instant cardsAt(LocalDate day) {
    return day.atTime(CARDS).atZone(ChinaTime.ZONE).toInstant();
  }

  /** Nobody is reminded of it and it does not rise. */
  void stop(Transaction tx, Case ticket) {
    for (var kind : WATCHING) {
      due.cancel(tx, ticket.estateId(), kind, Long.toString(ticket.id()));
    }
  }

  /** Which call of the chain it is, from 1; empty when the case has changed hands since. */
  static Optional<Integer> hazardStep(Case open, DueItem item) {
    return item.occurrence() / STEPS_OF_A_ROUND == open.round()
        ? Optional.of(item.occurrence() % STEPS_OF_A_ROUND)
        : Optional.empty();
  }

  private Instant half(Instant from, TimeLimit limit) {
    return calendar.get().fraction(from, limit, 0.5);
  }

  /** The grid worker hears of it when the staff group did not react either. */
  void watchByGrid(Transaction tx, Case missed, Instant now) {
    var at =
        missed.isUrgent()
            ? now.plus(GRID_AFTER_URGENT)
            : calendar.get().plusWorkingHours(now, GRID_AFTER_ORDINARY);
    due.schedule(tx, fit(missed, RESPOND_GRID, missed.round(), at));
  }

  void awaitConfirmation(Transaction tx, Case done, Instant now) {
    due.schedule(
        tx, item(done, CLOSING_REMINDER, done.round(), QuietHours.after(now.plus(REMIND_AFTER))));
    due.schedule(tx, item(done, CLOSING_END, done.round(), now.plus(END_AFTER)));
  }

  /** Somebody has answered that it is not solved: silence does not end it any more. */
  void endClosing(Transaction tx, Case disputed) {
    var subject = Long.toString(disputed.id());
    due.cancel(tx, disputed.estateId(), CLOSING_REMINDER, subject);
    due.cancel(tx, disputed.estateId(), CLOSING_END, subject);
  }

  void forgetContact(Transaction tx, Case closed, Instant now) {
    due.schedule(tx, item(closed, FORGET_CONTACT, closed.round(), now.plus(CONTACT_KEPT)));
    var threeYears = ChinaTime.zoned(now).plusYears(MEDIA_KEPT_YEARS).toInstant();
    due.schedule(tx, item(closed, FORGET_MEDIA, closed.round(), threeYears));
  }

  /** So long another party may think about taking a case (decisions 4). */
  private static final Duration TRANSFER_ANSWER = Duration.ofHours(4);

  /** The case is put off for so many working days: until then no clock of it runs. */
  Instant pauseEnd(Instant now, int workingDays) {
    return calendar.get().deadline(now, TimeLimit.parse("P" + workingDays + "WD"));
  }

  /** 0 when the day is today or over. */
  int workingDaysUntil(LocalDate day, Instant now) {
    var today = ChinaTime.date(now);
    return day.isAfter(today) ? calendar.get().workingDaysBetween(today, day) : 0;
  }

  void resume(Transaction tx, Case paused) {
    due.schedule(tx, item(paused, RESUME, paused.pauses(), paused.resumeAt()));
  }

  void awaitTransfer(Transaction tx, Case asked, int transferNo, Instant now) {
    var until = calendar.get().plusWorkingHours(now, TRANSFER_ANSWER);
    due.schedule(tx, item(asked, TRANSFER_SILENT, transferNo, until));
  }

  /** The deadline was moved. */
  void watchResolution(Transaction tx, Case moved, Instant now) {
    ofResolution(moved, now).forEach(timer -> due.schedule(tx, timer));
  }

  /** Hours of a working day: 08:30–17:30. */
  private static final Duration WORKING_DAY =
      Duration.between(WorkCalendar.OPENS, WorkCalendar.CLOSES);

  /**
   * Of a case that was put off before half of its time was used: the reminder comes when half of it
   * is left. Who was reminded before is not reminded again.
   */
  void remindAtHalf(Transaction tx, Estate estate, Case resumed, IssueType type, Instant now) {
    var limits = profiles.of(estate.slaProfile(), type, resumed.urgency(), resumed.nature());
    var half = halfLeft(resumed.resolveBy(), limits.resolve(), now);
    if (half.isAfter(now)) {
      due.schedule(tx, fit(resumed, RESOLVE_HALF, resumed.round(), half));
    }
  }

  /**
   * When half of the limit is left until the deadline; not later than {@code now} if it is less.
   */
  private Instant halfLeft(Instant deadline, TimeLimit limit, Instant now) {
    return switch (limit) {
      case AroundTheClock hours -> deadline.minus(hours.duration().dividedBy(2));
      case WorkingHours hours -> halfLeft(deadline, hours.duration(), now);
      case WorkingDays days -> halfLeft(deadline, WORKING_DAY.multipliedBy(days.days()), now);
    };
  }

  private Instant halfLeft(Instant deadline, Duration workingTime, Instant now) {
    var more = calendar.get().workingTimeBetween(now, deadline).minus(workingTime.dividedBy(2));
    return more.isPositive() ? calendar.get().plusWorkingHours(now, more) : now;
  }

  /**
   * The deadline of a case whose clock runs again: it stood still from the pause on, by the clock
   * that the limit is measured with. Working days end on a working day again.
   *
   * <p>It runs from the time on that was said, also when nobody noticed at night.
   */
  Instant afterPause(Estate estate, Case paused, IssueType type, Instant now) {
    var until = now.isBefore(paused.resumeAt()) ? now : paused.resumeAt();
    var limits = profiles.of(estate.slaProfile(), type, paused.urgency(), paused.nature());
    var from = paused.pausedAt();
    return switch (limits.resolve()) {
      case AroundTheClock hours -> paused.resolveBy().plus(Duration.between(from, until));
      case WorkingHours hours ->
          calendar
              .get()
              .plusWorkingHours(paused.resolveBy(), calendar.get().workingTimeBetween(from, until));
      case WorkingDays days -> {
        var stood = workingDaysUntil(lastDay(until), from);
        var end = calendar.get().plusWorkingDays(lastDay(paused.resolveBy()), stood);
        yield end.plusDays(1).atStartOfDay(ChinaTime.ZONE).toInstant();
      }
    };
  }

  /** An ordinary task that comes in at night is handed out in the morning. */
  void dispatchLater(Transaction tx, Case opened, Instant now) {
    due.schedule(tx, item(opened, DISPATCH, opened.round(), QuietHours.after(now)));
  }

  /** 1st reopening: the later of what is left and one working day (decisions 4). */
  Instant afterReopening(Case closed, Instant now) {
    var oneWorkingDay = calendar.get().deadline(now, TimeLimit.parse("P1WD"));
    return closed.resolveBy().isAfter(oneWorkingDay) ? closed.resolveBy() : oneWorkingDay;
  }

  /** P0 and P1 at any hour, the rest only between 08:00 and 21:00. */
  private static DueItem fit(Case about, String kind, int round, Instant when) {
    return item(about, kind, round, about.isUrgent() ? when : QuietHours.after(when));
  }

  private static DueItem item(Case about, String kind, int round, Instant when) {
    return new DueItem(
        about.estateId(), kind, Long.toString(about.id()), round, when, about.dueUrgency());
  }
}
