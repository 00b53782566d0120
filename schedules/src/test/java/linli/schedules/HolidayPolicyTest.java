package linli.schedules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A fixed day of the month")
class HolidayPolicyTest {

  private final WorkCalendar calendar = WorkCalendar.shipped();

  @ParameterizedTest
  @MethodSource("days")
  void moves_as_the_table_says(List<String> row) {
    var nominal = LocalDate.parse(row.getFirst());
    for (var policy : HolidayPolicy.values()) {
      var expected = row.get(policy.ordinal() + 1);
      assertThat(policy.move(nominal, calendar).map(LocalDate::toString).orElse("-"))
          .as("%s under %s", nominal, policy)
          .isEqualTo(expected);
    }
  }

  @Test
  void is_listed_three_times_a_month_for_three_years() throws IOException {
    assertThat(days()).hasSize(108).allMatch(row -> row.size() == 6);
  }

  @ParameterizedTest
  @EnumSource(HolidayPolicy.class)
  void keeps_its_place_among_the_others_of_three_years(HolidayPolicy policy) throws IOException {
    var moved =
        days().stream()
            .map(row -> policy.move(LocalDate.parse(row.getFirst()), calendar))
            .flatMap(Optional::stream)
            .toList();
    assertThat(moved).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void never_lands_where_its_policy_forbids() {
    Seeded.always(
        random -> {
          var nominal = Seeded.instant(random).atZone(WorkCalendar.ZONE).toLocalDate();
          var deferred = HolidayPolicy.DEFER_HOLIDAY.move(nominal, calendar).orElseThrow();
          var later = HolidayPolicy.DEFER_TO_WORKDAY.move(nominal, calendar).orElseThrow();
          var earlier = HolidayPolicy.ADVANCE_TO_WORKDAY.move(nominal, calendar).orElseThrow();

          assertThat(calendar.holiday(deferred)).isEmpty();
          assertThat(deferred).isBetween(nominal, nominal.plusDays(10));
          assertThat(calendar.isWorkingDay(later)).isTrue();
          assertThat(calendar.workingDaysBetween(nominal.minusDays(1), later)).isOne();
          assertThat(calendar.isWorkingDay(earlier)).isTrue();
          assertThat(calendar.workingDaysBetween(earlier, nominal)).isZero();
          assertThat(HolidayPolicy.SKIP_HOLIDAY.move(nominal, calendar).isPresent())
              .isEqualTo(deferred.equals(nominal));
        });
  }

  private static List<List<String>> days() throws IOException {
    try (var file = HolidayPolicyTest.class.getResourceAsStream("reception-days.tsv")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .skip(2)
          .map(line -> List.of(line.split("\t")))
          .toList();
    }
  }
}
