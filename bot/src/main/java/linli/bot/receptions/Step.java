package linli.bot.receptions;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.Optional;
import linli.schedules.WorkCalendar;

/**
 * What happens by itself around a reception, in order: the schedule (docs/receptions.md). Each step
 * knows when it is due and until when it is still of use when nobody could do it in time.
 */
enum Step {
  /** Three days before: the staff hear place, time and what is still open from the last day. */
  ARRANGE,
  /** Three days before: the group hears of it and may sign up. */
  ANNOUNCE,
  /** The eve: the group is reminded, once. */
  EVE,
  /** The eve: secretary and manager are asked to confirm. */
  ASK,
  ASK_AGAIN,
  /** The secretary gets the list of who signed up. */
  LIST,
  /** The secretary has not answered: the deputy is asked. */
  DEPUTY,
  /** Nobody has answered: 街道值守 hears of it. */
  STREET,
  /** Still nobody: the group hears that the time may change. */
  NOBODY,
  /** The day itself. */
  TODAY,
  /** Half an hour before, for those who signed up. */
  SOON,
  /** Afterwards: the numbers for the secretary, who lets them go out. */
  SUMMARY,
  SUMMARY_AGAIN,
  /** Items that nobody recorded. */
  NAG,
  NAG_AGAIN,
  /** The next working day: what became a case is handed over. */
  HAND_OVER,
  /** What is personal is forgotten. */
  FORGET;

  private static final LocalTime EVENING = LocalTime.of(20, 45);
  private static final LocalTime FIRST_NAG = LocalTime.of(20, 30);
  private static final LocalTime TEN = LocalTime.of(10, 0);
  private static final Duration TOO_LATE_FOR_TODAY = Duration.ofHours(2);
  private static final Duration SUMMARY_AFTER = Duration.ofMinutes(10);
  private static final int FOLLOW_UP_WORKING_DAYS = 3;

  /** Sign-ups are kept so long (domain-rules 5.4). */
  private static final Duration KEPT = Duration.ofDays(90);

  private static final String PREFIX = "reception.";

  /** Its kind of due work. */
  String kind() {
    return PREFIX + name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }

  static Step ofKind(String kind) {
    return Arrays.stream(values()).filter(s -> s.kind().equals(kind)).findFirst().orElseThrow();
  }

  Instant due(Reception about, WorkCalendar calendar) {
    var day = about.heldOn();
    return switch (this) {
      case ARRANGE -> at(day.minusDays(3), LocalTime.of(9, 0));
      case ANNOUNCE -> at(day.minusDays(3), TEN);
      case EVE, ASK -> at(day.minusDays(1), LocalTime.of(18, 30));
      case ASK_AGAIN -> at(day.minusDays(1), LocalTime.of(20, 0));
      case LIST, DEPUTY -> at(day.minusDays(1), LocalTime.of(20, 30));
      case STREET -> at(day.minusDays(1), EVENING);
      case NOBODY -> at(day, LocalTime.of(8, 0));
      case TODAY -> at(day, LocalTime.of(8, 30));
      case SOON -> about.startsAt().minus(Duration.ofMinutes(30));
      case SUMMARY -> about.endsAt().plus(SUMMARY_AFTER);
      case SUMMARY_AGAIN -> summaryAgain(about);
      case NAG -> later(about.endsAt().plus(Duration.ofMinutes(30)), at(day, FIRST_NAG));
      case NAG_AGAIN -> at(day.plusDays(1), LocalTime.of(9, 0));
      case HAND_OVER -> handOver(about, calendar);
      case FORGET -> about.endsAt().plus(KEPT);
    };
  }

  /** From when on it is of no use any more; empty for what is always done. */
  Optional<Instant> until(Reception about, WorkCalendar calendar) {
    return switch (this) {
      case ARRANGE, ANNOUNCE -> Optional.of(EVE.due(about, calendar));
      case EVE -> Optional.of(TODAY.due(about, calendar));
      case ASK -> Optional.of(ASK_AGAIN.due(about, calendar));
      case TODAY -> Optional.of(about.startsAt().minus(TOO_LATE_FOR_TODAY));
      case ASK_AGAIN, LIST, DEPUTY, STREET, NOBODY, SOON -> Optional.of(about.startsAt());
      case SUMMARY, SUMMARY_AGAIN, NAG, NAG_AGAIN, HAND_OVER, FORGET -> Optional.empty();
    };
  }

  /** Some working days after somebody was heard they are asked. */
  static Instant followUp(LocalDate heardOn, WorkCalendar calendar) {
    return at(calendar.plusWorkingDays(heardOn, FOLLOW_UP_WORKING_DAYS), TEN);
  }

  /** When the units get their tasks and their deadlines begin. */
  static Instant handOver(Reception about, WorkCalendar calendar) {
    return at(calendar.nextWorkingDay(about.heldOn()), TEN);
  }

  /** 20:45; the next morning when the session ends that late. */
  private static Instant summaryAgain(Reception about) {
    var evening = at(about.heldOn(), EVENING);
    return evening.isAfter(about.endsAt().plus(SUMMARY_AFTER))
        ? evening
        : at(about.heldOn().plusDays(1), LocalTime.of(8, 0));
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static Instant at(LocalDate day, LocalTime time) {
    return day.atTime(time).atZone(WorkCalendar.ZONE).toInstant();
  }
}
