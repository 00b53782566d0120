package linli.bot.receptions;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import linli.schedules.HolidayPolicy;

/**
 * When, where and by whom an estate receives its residents.
 *
 * @param days of the month
 * @param rota who receives instead, by the day of the month
 * @param plannedSince null before the first planning
 */
record ReceptionRule(
    String estateId,
    List<Integer> days,
    LocalTime starts,
    LocalTime ends,
    String place,
    String whereabouts,
    HolidayPolicy policy,
    Duration slot,
    People people,
    Map<Integer, People> rota,
    Instant plannedSince) {

  /**
   * Who receives.
   *
   * @param deputy stands in for the secretary; null when nobody does
   * @param manager of the property company; null where there is none
   */
  record People(long secretary, Long deputy, Long manager) {}

  /** Who receives on a fixed day: by the rota, else as always. */
  People on(LocalDate nominal) {
    return rota.getOrDefault(nominal.getDayOfMonth(), people);
  }

  /** The fixed days from one day to another, both included. */
  List<LocalDate> nominalDays(LocalDate from, LocalDate to) {
    return Stream.iterate(
            YearMonth.from(from),
            month -> !month.isAfter(YearMonth.from(to)),
            month -> month.plusMonths(1))
        .flatMap(month -> days.stream().sorted().map(month::atDay))
        .filter(day -> !day.isBefore(from) && !day.isAfter(to))
        .toList();
  }
}
