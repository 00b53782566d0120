package linli.bot.receptions;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Supplier;
import linli.bot.due.DueItem;
import linli.bot.due.DueWork;
import linli.bot.speech.ChinaTime;
import linli.bot.store.Transaction;
import linli.schedules.QuietHours;
import linli.schedules.WorkCalendar;
import linli.schedules.WorkCalendar.Certainty;

/**
 * Looks ahead once a day, at 00:05, and writes down each coming reception day with everything that
 * happens around it. A day that was missed is made up for by the next run.
 */
public final class ReceptionPlanner {

  static final String PLAN = "reception.plan";
  static final String MERGE_ASK = "reception.merge-ask";
  static final String MERGE_SILENT = "reception.merge-silent";
  static final String MOVED = "reception.moved";
  static final String DROPPED = "reception.dropped";
  static final String PROVISIONAL = "reception.provisional";

  /** So far ahead a day can be signed up for. */
  private static final int DAYS_AHEAD = 31;

  /** So far behind a fixed day may lie whose holiday moved it to a day that is still to come. */
  private static final int DAYS_BEHIND = 12;

  /** A shifted day that comes so near to the next one is perhaps one with it (domain-rules 2.2). */
  private static final int TOO_NEAR_DAYS = 2;

  private static final Duration TO_THINK = Duration.ofHours(24);
  private static final LocalTime DAILY = LocalTime.of(0, 5);

  private final ReceptionRules rules;
  private final ReceptionRepository receptions;
  private final Hosts hosts;
  private final Supplier<WorkCalendar> calendar;
  private final DueWork due;
  private final Clock clock;

  ReceptionPlanner(
      ReceptionRules rules,
      ReceptionRepository receptions,
      Hosts hosts,
      Supplier<WorkCalendar> calendar,
      DueWork due,
      Clock clock) {
    this.rules = rules;
    this.receptions = receptions;
    this.hosts = hosts;
    this.calendar = calendar;
    this.due = due;
    this.clock = clock;
    due.register(PLAN, (tx, item) -> plan(tx, item.estateId()));
  }

  /** Plans now, and from now on every night; does nothing more when it is called again. */
  public void begin(Transaction tx, String estateId) {
    due.schedule(tx, first(estateId, clock.instant()));
  }

  /** What {@link #begin} schedules: for who makes an estate without running the service. */
  public static DueItem first(String estateId, Instant now) {
    return new DueItem(estateId, PLAN, "start " + now, 0, now);
  }

  private void plan(Transaction tx, String estateId) {
    var now = clock.instant();
    var today = ChinaTime.date(now);
    nextRun(tx, estateId, today);
    var found = rules.of(tx, estateId);
    if (found.isEmpty()) {
      dropWhatComes(tx, estateId, now);
      return;
    }
    receptions.free(tx, estateId, now);
    var rule = found.get();
    rules.plannedSince(tx, estateId, now);
    var since = rule.plannedSince() == null ? now : rule.plannedSince();
    for (var nominal : rule.nominalDays(today.minusDays(DAYS_BEHIND), today.plusDays(DAYS_AHEAD))) {
      plan(tx, rule, nominal, since, now);
    }
  }

  /** The estate has no reception days any more: who signed up hears of it, in the daytime. */
  private void dropWhatComes(Transaction tx, String estateId, Instant now) {
    for (var about : receptions.coming(tx, estateId, now)) {
      if (about.startsAt().isAfter(now)) {
        receptions.drop(tx, about, now);
        for (var step : Step.values()) {
          due.cancel(tx, estateId, step.kind(), Long.toString(about.id()));
        }
        due.schedule(tx, item(about, DROPPED, QuietHours.after(now)));
      }
    }
  }

  private void nextRun(Transaction tx, String estateId, LocalDate today) {
    var next = today.plusDays(1);
    var at = next.atTime(DAILY).atZone(ChinaTime.ZONE).toInstant();
    due.schedule(tx, new DueItem(estateId, PLAN, next.toString(), 0, at));
  }

  private void plan(
      Transaction tx, ReceptionRule rule, LocalDate nominal, Instant since, Instant now) {
    var wanted = on(rule, nominal);
    var known = receptions.ofNominal(tx, rule.estateId(), nominal);
    if (wanted.isEmpty() || !wanted.get().startsAt().isAfter(now)) {
      return;
    }
    if (known.isPresent()) {
      follow(tx, rule, known.get(), wanted.get(), since, now);
    } else {
      add(tx, rule, wanted.get(), since, now);
    }
  }

  /** The reception of a fixed day as rule and calendar have it now; empty when it is dropped. */
  private Optional<Reception> on(ReceptionRule rule, LocalDate nominal) {
    return rule.policy()
        .move(nominal, calendar.get())
        .map(
            day ->
                new Reception(
                    rule.estateId(),
                    0,
                    nominal,
                    day,
                    day.atTime(rule.starts()).atZone(ChinaTime.ZONE).toInstant(),
                    day.atTime(rule.ends()).atZone(ChinaTime.ZONE).toInstant(),
                    rule.place(),
                    rule.whereabouts(),
                    rule.slot(),
                    null,
                    null));
  }

  private void add(
      Transaction tx, ReceptionRule rule, Reception wanted, Instant since, Instant now) {
    warnOfProvisional(tx, wanted, now);
    var sameDay = receptions.heldOn(tx, rule.estateId(), wanted.heldOn());
    if (sameDay.isPresent()) {
      receptions.insert(tx, wanted, sameDay.get().id());
      return;
    }
    var planned = receptions.insert(tx, wanted, null);
    name(tx, rule, planned);
    schedule(tx, planned, since);
    askWhetherMerged(tx, rule, planned, since, now);
  }

  private void name(Transaction tx, ReceptionRule rule, Reception planned) {
    var people = rule.on(planned.nominalOn());
    hosts.name(tx, planned, Hosts.SECRETARY, people.secretary());
    if (people.manager() != null) {
      hosts.name(tx, planned, Hosts.MANAGER, people.manager());
    }
  }

  /** What should have been said before the estate had reception days is not made up for. */
  private void schedule(Transaction tx, Reception planned, Instant since) {
    for (var step : Step.values()) {
      var at = step.due(planned, calendar.get());
      if (!at.isBefore(since)) {
        due.schedule(tx, item(planned, step.kind(), at));
      }
    }
  }

  /** A calendar or a rule that changed moves a day of which the group was not told yet. */
  private void follow(
      Transaction tx,
      ReceptionRule rule,
      Reception known,
      Reception wanted,
      Instant since,
      Instant now) {
    if (receptions.find(tx, known.estateId(), known.id()).isEmpty()) {
      return;
    }
    name(tx, rule, known);
    if (known.announcedAt() != null || same(known, wanted) || isTaken(tx, known, wanted)) {
      return;
    }
    var changed = withId(wanted, known.id());
    receptions.change(tx, changed);
    for (var step : Step.values()) {
      due.cancel(tx, known.estateId(), step.kind(), Long.toString(known.id()));
    }
    schedule(tx, changed, since);
    var minute = (int) (changed.startsAt().getEpochSecond() / 60);
    due.schedule(
        tx,
        new DueItem(
            changed.estateId(), MOVED, Long.toString(changed.id()), minute, QuietHours.after(now)));
  }

  /** Two days are not put on one date silently. */
  private boolean isTaken(Transaction tx, Reception known, Reception wanted) {
    return receptions
        .heldOn(tx, known.estateId(), wanted.heldOn())
        .filter(other -> other.id() != known.id())
        .isPresent();
  }

  private static boolean same(Reception one, Reception other) {
    return one.startsAt().equals(other.startsAt())
        && one.endsAt().equals(other.endsAt())
        && one.place().equals(other.place())
        && one.slot().equals(other.slot());
  }

  private static Reception withId(Reception planned, long id) {
    return new Reception(
        planned.estateId(),
        id,
        planned.nominalOn(),
        planned.heldOn(),
        planned.startsAt(),
        planned.endsAt(),
        planned.place(),
        planned.whereabouts(),
        planned.slot(),
        null,
        null);
  }

  private void askWhetherMerged(
      Transaction tx, ReceptionRule rule, Reception planned, Instant since, Instant now) {
    var next = next(rule, planned);
    if (!planned.isShifted() || next.isEmpty()) {
      return;
    }
    plan(tx, rule, next.get(), since, now);
    var at = QuietHours.after(now);
    due.schedule(tx, item(planned, MERGE_ASK, at));
    due.schedule(tx, item(planned, MERGE_SILENT, at.plus(TO_THINK)));
  }

  /** The fixed day that follows a shifted one so closely that the two could be one. */
  Optional<LocalDate> tooNear(Transaction tx, Reception shifted) {
    return rules.of(tx, shifted.estateId()).flatMap(rule -> next(rule, shifted));
  }

  private Optional<LocalDate> next(ReceptionRule rule, Reception shifted) {
    var day = shifted.heldOn();
    return rule.nominalDays(shifted.nominalOn().plusDays(1), day.plusDays(TOO_NEAR_DAYS)).stream()
        .filter(other -> ChronoUnit.DAYS.between(day, other) > 0)
        .findFirst();
  }

  private void warnOfProvisional(Transaction tx, Reception planned, Instant now) {
    var year = planned.nominalOn().getYear();
    if (calendar.get().certainty(year) != Certainty.OFFICIAL) {
      var at = QuietHours.after(now);
      due.schedule(tx, new DueItem(planned.estateId(), PROVISIONAL, Integer.toString(year), 0, at));
    }
  }

  private static DueItem item(Reception about, String kind, Instant at) {
    return new DueItem(about.estateId(), kind, Long.toString(about.id()), 0, at);
  }
}
