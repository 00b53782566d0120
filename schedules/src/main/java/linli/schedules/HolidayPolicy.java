package linli.schedules;

import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** What becomes of a fixed day of the month that falls on a public holiday or a day off. */
public enum HolidayPolicy {
  /** The day stays, whatever it is. */
  KEEP,
  /** Weekends stay; a public holiday moves to the first later day that is none. */
  DEFER_HOLIDAY,
  /** The first working day on it or after it. */
  DEFER_TO_WORKDAY,
  /** The last working day on it or before it. */
  ADVANCE_TO_WORKDAY,
  /** Dropped when it is a public holiday. */
  SKIP_HOLIDAY;

  private static final UnaryOperator<LocalDate> LATER = date -> date.plusDays(1);
  private static final UnaryOperator<LocalDate> EARLIER = date -> date.minusDays(1);

  /** The day on which it takes place; empty when it is dropped. */
  public Optional<LocalDate> move(LocalDate nominal, WorkCalendar calendar) {
    Predicate<LocalDate> holiday = date -> calendar.holiday(date).isPresent();
    return switch (this) {
      case KEEP -> Optional.of(nominal);
      case DEFER_HOLIDAY -> Optional.of(first(nominal, LATER, holiday.negate()));
      case DEFER_TO_WORKDAY -> Optional.of(first(nominal, LATER, calendar::isWorkingDay));
      case ADVANCE_TO_WORKDAY -> Optional.of(first(nominal, EARLIER, calendar::isWorkingDay));
      case SKIP_HOLIDAY -> Optional.of(nominal).filter(holiday.negate());
    };
  }

  private static LocalDate first(
      LocalDate from, UnaryOperator<LocalDate> next, Predicate<LocalDate> wanted) {
    var date = from;
    while (!wanted.test(date)) {
      date = next.apply(date);
    }
    return date;
  }
}
