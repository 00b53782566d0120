package linli.schedules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The work calendar")
class WorkCalendarTest {

  private static final TimeZone MACHINE_ZONE = TimeZone.getDefault();
  private static final Locale MACHINE_LANGUAGE = Locale.getDefault();

  private final WorkCalendar calendar = WorkCalendar.shipped();

  @AfterEach
  void give_the_machine_its_zone_back() {
    TimeZone.setDefault(MACHINE_ZONE);
    Locale.setDefault(MACHINE_LANGUAGE);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-27, true", // a Friday
    "2026-11-28, false", // a Saturday
    "2025-01-26, true", // a Sunday worked for Spring Festival
    "2025-01-28, false", // New Year's Eve
    "2026-02-14, true",
    "2026-02-15, false",
    "2026-02-23, false",
    "2026-02-24, true",
    "2026-02-28, true", // a Saturday worked
    "2026-10-07, false",
    "2026-10-08, true",
    "2026-10-10, true", // a Saturday worked
    "2026-10-11, false",
    "2027-02-05, false",
    "2027-02-09, true", // provisional: bridge days are not known
    "2028-02-29, true",
  })
  void knows_who_works_on_which_day(LocalDate date, boolean works) {
    assertThat(calendar.isWorkingDay(date)).isEqualTo(works);
  }

  @Test
  void tells_a_holiday_from_a_weekend() {
    assertThat(calendar.holiday(LocalDate.parse("2026-10-03"))).contains("国庆节");
    assertThat(calendar.holiday(LocalDate.parse("2026-10-10"))).isEmpty();
    assertThat(calendar.holiday(LocalDate.parse("2026-11-28"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-27, 2026-11-30",
    "2026-09-30, 2026-10-08",
    "2026-10-09, 2026-10-10",
    "2026-02-13, 2026-02-14",
    "2026-02-14, 2026-02-24",
    "2026-12-31, 2027-01-04",
    "2028-02-28, 2028-02-29",
  })
  void finds_the_next_working_day(LocalDate date, LocalDate next) {
    assertThat(calendar.nextWorkingDay(date)).isEqualTo(next);
  }

  @ParameterizedTest(name = "{0} + {1} = {2}")
  @CsvSource({
    // around the clock: no weekend, no night
    "2026-11-27T23:50+08:00, PT30M, 2026-11-28T00:20+08:00",
    "2026-09-30T20:00+08:00, PT24H, 2026-10-01T20:00+08:00",
    "2028-02-28T12:00+08:00, PT24H, 2028-02-29T12:00+08:00",
    "2026-12-31T23:00+08:00, PT2H, 2027-01-01T01:00+08:00",
    // working hours: inside, to the closing minute, over night, weekend, holiday
    "2026-11-23T09:00+08:00, PT4H@work, 2026-11-23T13:00+08:00",
    "2026-11-23T13:30+08:00, PT4H@work, 2026-11-23T17:30+08:00",
    "2026-11-23T13:31+08:00, PT4H@work, 2026-11-24T08:31+08:00",
    "2026-11-23T17:30+08:00, PT2H@work, 2026-11-24T10:30+08:00",
    "2026-11-23T06:00+08:00, PT2H@work, 2026-11-23T10:30+08:00",
    "2026-11-27T16:30+08:00, PT4H@work, 2026-11-30T11:30+08:00",
    "2026-11-28T11:00+08:00, PT8H@work, 2026-11-30T16:30+08:00",
    "2026-09-30T17:00+08:00, PT1H@work, 2026-10-08T09:00+08:00",
    "2026-10-09T17:00+08:00, PT1H@work, 2026-10-10T09:00+08:00",
    "2026-11-23T08:30+08:00, PT18H@work, 2026-11-24T17:30+08:00",
    // working days: day 0, then to midnight of day n
    "2026-11-23T00:00+08:00, P1WD, 2026-11-25T00:00+08:00",
    "2026-11-23T23:59+08:00, P1WD, 2026-11-25T00:00+08:00",
    "2026-11-26T10:00+08:00, P1WD, 2026-11-28T00:00+08:00",
    "2026-11-27T10:00+08:00, P1WD, 2026-12-01T00:00+08:00",
    "2026-11-28T10:00+08:00, P1WD, 2026-12-01T00:00+08:00",
    "2026-09-29T10:00+08:00, P3WD, 2026-10-10T00:00+08:00",
    "2026-10-08T10:00+08:00, P2WD, 2026-10-11T00:00+08:00",
    "2026-02-13T10:00+08:00, P5WD, 2026-02-28T00:00+08:00",
    "2026-12-30T10:00+08:00, P3WD, 2027-01-06T00:00+08:00",
    "2028-02-25T10:00+08:00, P2WD, 2028-03-01T00:00+08:00",
  })
  void says_when_a_limit_ends(OffsetDateTime from, String limit, OffsetDateTime end) {
    assertThat(calendar.deadline(from.toInstant(), TimeLimit.parse(limit)))
        .isEqualTo(end.toInstant());
  }

  @ParameterizedTest(name = "half of {1} from {0} = {2}")
  @CsvSource({
    "2026-11-27T23:50+08:00, PT30M, 2026-11-28T00:05+08:00",
    "2026-11-23T16:30+08:00, PT4H@work, 2026-11-24T09:30+08:00",
    "2026-11-28T16:30+08:00, PT4H@work, 2026-11-30T10:30+08:00",
    // 7.5 h of Monday and three days of 9 h: half is 17 h 15 min of work
    "2026-11-23T10:00+08:00, P3WD, 2026-11-25T09:15+08:00",
    "2026-11-28T10:00+08:00, P1WD, 2026-11-30T13:00+08:00",
  })
  void says_when_half_of_a_limit_is_used(OffsetDateTime from, String limit, OffsetDateTime half) {
    assertThat(calendar.fraction(from.toInstant(), TimeLimit.parse(limit), 0.5))
        .isEqualTo(half.toInstant());
  }

  @Test
  void refuses_a_share_that_is_none() {
    var limit = new TimeLimit.WorkingDays(1);
    for (double share : new double[] {0, 1, -0.5, Double.NaN}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> calendar.fraction(Instant.EPOCH, limit, share));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> calendar.plusWorkingHours(Instant.EPOCH, Duration.ofHours(-1)));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-23T20:59:59+08:00, 2026-11-23T20:59:59+08:00",
    "2026-11-23T21:00:00+08:00, 2026-11-24T08:00:00+08:00",
    "2026-11-30T23:59:59+08:00, 2026-12-01T08:00:00+08:00",
    "2026-11-24T00:00:00+08:00, 2026-11-24T08:00:00+08:00",
    "2026-11-24T07:59:59+08:00, 2026-11-24T08:00:00+08:00",
    "2026-11-24T08:00:00+08:00, 2026-11-24T08:00:00+08:00",
    "2028-02-28T22:00:00+08:00, 2028-02-29T08:00:00+08:00",
  })
  void waits_until_the_quiet_hours_are_over(OffsetDateTime at, OffsetDateTime after) {
    assertThat(QuietHours.after(at.toInstant())).isEqualTo(after.toInstant());
    assertThat(QuietHours.contains(at.toInstant())).isEqualTo(!at.equals(after));
  }

  @ParameterizedTest
  @CsvSource({
    "America/Los_Angeles, ar-EG",
    "Pacific/Kiritimati, th-TH-u-ca-buddhist-nu-thai",
    "Asia/Kathmandu, tr-TR",
  })
  void answers_the_same_on_any_machine(String zone, String language) {
    TimeZone.setDefault(TimeZone.getTimeZone(zone));
    Locale.setDefault(Locale.forLanguageTag(language));
    var wednesday = Instant.parse("2026-09-29T16:30:00Z"); // 30 September, 00:30 in Shanghai

    assertThat(deadline(wednesday, "PT4H@work")).isEqualTo("2026-09-30T04:30:00Z");
    assertThat(deadline(wednesday, "P1WD")).isEqualTo("2026-10-08T16:00:00Z");
    assertThat(QuietHours.after(wednesday)).isEqualTo("2026-09-30T00:00:00Z");
    assertThat(TimeLimit.parse("P3WD")).hasToString("P3WD");
  }

  private static Instant deadline(Instant from, String limit) {
    return WorkCalendar.shipped().deadline(from, TimeLimit.parse(limit));
  }
}
