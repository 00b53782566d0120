package linli.schedules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import linli.schedules.TimeLimit.AroundTheClock;
import linli.schedules.TimeLimit.WorkingDays;
import linli.schedules.TimeLimit.WorkingHours;

/**
 * Which days and hours people work in mainland China, and when a time limit ends.
 *
 * <p>A working day is Monday to Friday and not a holiday, or a make-up day (调休). Every span is
 * half-open: the deadline itself is already too late. Immutable; a replacement is a new calendar.
 */
public final class WorkCalendar {

  /** Beijing time, also where people set their watches otherwise. */
  public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  public static final LocalTime OPENS = LocalTime.of(8, 30);
  public static final LocalTime CLOSES = LocalTime.of(17, 30);

  private static final String SHIPPED = "holidays.tsv";

  /** How much is known about a year's holidays. */
  public enum Certainty {
    /** By the State Council's notice for that year. */
    OFFICIAL,
    /** Statutory days only; bridge and make-up days are missing. */
    PROVISIONAL,
    /** No file speaks of it: Monday to Friday is all that is known. */
    UNKNOWN
  }

  /** A day that is not what its weekday says: off, or else worked. */
  record SpecialDay(boolean off, String name, String source) {}

  private final SortedMap<Integer, Certainty> years;
  private final SortedMap<LocalDate, SpecialDay> days;

  WorkCalendar(Map<Integer, Certainty> years, Map<LocalDate, SpecialDay> days) {
    this.years = new TreeMap<>(years);
    this.days = new TreeMap<>(days);
  }

  /** The calendar that comes with the product. */
  public static WorkCalendar shipped() {
    try (var file = WorkCalendar.class.getResourceAsStream(SHIPPED)) {
      return HolidayFile.parse(SHIPPED, new String(file.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /**
   * Reads a file of the same form as the shipped one.
   *
   * @throws CalendarRefused with every line at fault
   */
  public static WorkCalendar read(Path file) throws IOException {
    return HolidayFile.parse(file.getFileName().toString(), Files.readString(file));
  }

  /** This calendar with each year that {@code newer} knows taken from there, whole. */
  public WorkCalendar replacedBy(WorkCalendar newer) {
    var allYears = new TreeMap<>(years);
    allYears.putAll(newer.years);
    var allDays = new TreeMap<>(days);
    allDays.keySet().removeIf(date -> newer.years.containsKey(date.getYear()));
    allDays.putAll(newer.days);
    return new WorkCalendar(allYears, allDays);
  }

  public Certainty certainty(int year) {
    return years.getOrDefault(year, Certainty.UNKNOWN);
  }

  /** The name of the public holiday on this day; a plain weekend is none. */
  public Optional<String> holiday(LocalDate date) {
    return Optional.ofNullable(days.get(date)).filter(SpecialDay::off).map(SpecialDay::name);
  }

  public boolean isWorkingDay(LocalDate date) {
    var special = days.get(date);
    return special == null ? !HolidayFile.isWeekend(date) : !special.off();
  }

  /** The first working day after this one. */
  public LocalDate nextWorkingDay(LocalDate date) {
    var next = date.plusDays(1);
    while (!isWorkingDay(next)) {
      next = next.plusDays(1);
    }
    return next;
  }

  /** The {@code count}-th working day after this one, which itself is day 0. */
  public LocalDate plusWorkingDays(LocalDate date, int count) {
    var day = date;
    for (int i = 0; i < count; i++) {
      day = nextWorkingDay(day);
    }
    return day;
  }

  /** How many working days lie after {@code from}, up to and with {@code to}. */
  public int workingDaysBetween(LocalDate from, LocalDate to) {
    return (int) from.plusDays(1).datesUntil(to.plusDays(1)).filter(this::isWorkingDay).count();
  }

  /** The instant from which on the limit is exceeded. */
  public Instant deadline(Instant from, TimeLimit limit) {
    return switch (limit) {
      case AroundTheClock span -> from.plus(span.duration());
      case WorkingHours span -> plusWorkingHours(from, span.duration());
      case WorkingDays span -> endOf(plusWorkingDays(dateOf(from), span.days()));
    };
  }

  /**
   * The instant when a share of the limit is used up, measured on the limit's own clock; for
   * working days that is the working time from {@code from} to the deadline.
   *
   * @param share more than 0, less than 1
   */
  public Instant fraction(Instant from, TimeLimit limit, double share) {
    if (!(share > 0 && share < 1)) {
      throw new IllegalArgumentException("a share lies between 0 and 1, not " + share);
    }
    return switch (limit) {
      case AroundTheClock span -> from.plus(part(span.duration(), share));
      case WorkingHours span -> plusWorkingHours(from, part(span.duration(), share));
      case WorkingDays span ->
          plusWorkingHours(from, part(workingTimeBetween(from, deadline(from, span)), share));
    };
  }

  private static Duration part(Duration whole, double share) {
    return Duration.ofMillis(Math.round(whole.toMillis() * share));
  }

  /**
   * Counts only 08:30–17:30 on working days; outside of it the clock waits for the next opening.
   */
  public Instant plusWorkingHours(Instant from, Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException("working time is added, not " + duration);
    }
    var rest = duration;
    for (var date = dateOf(from); ; date = nextWorkingDay(date)) {
      var left = openTime(date, from, Instant.MAX);
      if (left.isPositive() && left.compareTo(rest) >= 0) {
        return later(from, at(date, OPENS)).plus(rest);
      }
      rest = rest.minus(left);
    }
  }

  /** How much working time lies between two instants. */
  public Duration workingTimeBetween(Instant from, Instant to) {
    return dateOf(from)
        .datesUntil(dateOf(to).plusDays(1))
        .map(date -> openTime(date, from, to))
        .reduce(Duration.ZERO, Duration::plus);
  }

  /** The part of one day's opening hours that lies within a span. */
  private Duration openTime(LocalDate date, Instant from, Instant to) {
    var start = later(from, at(date, OPENS));
    var end = at(date, CLOSES).isBefore(to) ? at(date, CLOSES) : to;
    return isWorkingDay(date) && start.isBefore(end) ? Duration.between(start, end) : Duration.ZERO;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static LocalDate dateOf(Instant instant) {
    return LocalDate.ofInstant(instant, ZONE);
  }

  private static Instant at(LocalDate date, LocalTime time) {
    return date.atTime(time).atZone(ZONE).toInstant();
  }

  private static Instant endOf(LocalDate date) {
    return date.plusDays(1).atStartOfDay(ZONE).toInstant();
  }
}
