package linli.schedules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Any deadline")
class DeadlinePropertiesTest {

  private final WorkCalendar calendar = WorkCalendar.shipped();

  @Test
  void lies_after_its_start_and_no_earlier_than_one_with_an_earlier_start() {
    Seeded.always(
        random -> {
          var limit = Seeded.limit(random);
          var one = Seeded.instant(random);
          var other = Seeded.instant(random);
          var first = one.isBefore(other) ? one : other;
          var second = first.equals(one) ? other : one;

          assertThat(calendar.deadline(first, limit)).isAfter(first);
          assertThat(calendar.deadline(first, limit))
              .isBeforeOrEqualTo(calendar.deadline(second, limit));
        });
  }

  @Test
  void grows_with_its_limit() {
    Seeded.always(
        random -> {
          var from = Seeded.instant(random);
          var hours = Seeded.duration(random);
          var days = random.nextInt(1, 30);

          assertThat(calendar.plusWorkingHours(from, hours.plusSeconds(1)))
              .isAfter(calendar.plusWorkingHours(from, hours));
          assertThat(calendar.deadline(from, new TimeLimit.WorkingDays(days + 1)))
              .isAfter(calendar.deadline(from, new TimeLimit.WorkingDays(days)));
        });
  }

  @Test
  void on_a_work_clock_never_ends_on_a_day_off() {
    Seeded.always(
        random -> {
          var limit = Seeded.limit(random);
          var lastMoment = calendar.deadline(Seeded.instant(random), limit).minusNanos(1);
          if (!(limit instanceof TimeLimit.AroundTheClock)) {
            assertThat(calendar.isWorkingDay(dateOf(lastMoment))).isTrue();
          }
        });
  }

  @Test
  void in_working_hours_lies_in_working_hours() {
    Seeded.always(
        random -> {
          var end = calendar.plusWorkingHours(Seeded.instant(random), Seeded.duration(random));
          var lastMoment = LocalTime.ofInstant(end.minusNanos(1), WorkCalendar.ZONE);
          assertThat(lastMoment).isBetween(WorkCalendar.OPENS, WorkCalendar.CLOSES);
        });
  }

  @Test
  void counted_back_gives_what_was_added() {
    Seeded.always(
        random -> {
          var from = Seeded.instant(random);
          var hours = Seeded.duration(random);
          var end = calendar.plusWorkingHours(from, hours);
          assertThat(calendar.workingTimeBetween(from, end)).isEqualTo(hours);

          var days = random.nextInt(1, 60);
          var lastDay = calendar.plusWorkingDays(dateOf(from), days);
          assertThat(calendar.workingDaysBetween(dateOf(from), lastDay)).isEqualTo(days);
        });
  }

  @Test
  void may_be_reached_in_two_steps() {
    Seeded.always(
        random -> {
          var from = Seeded.instant(random);
          var first = Seeded.duration(random);
          var second = Seeded.duration(random);
          var halfWay = calendar.plusWorkingHours(from, first);

          assertThat(calendar.plusWorkingHours(halfWay, second))
              .isEqualTo(calendar.plusWorkingHours(from, first.plus(second)));
        });
  }

  @Test
  void has_its_half_between_start_and_end_and_growing_with_the_share() {
    Seeded.always(
        random -> {
          var from = Seeded.instant(random);
          var limit = Seeded.limit(random);
          var share = random.nextDouble(0.01, 0.49);

          var earlier = calendar.fraction(from, limit, share);
          var later = calendar.fraction(from, limit, share * 2);
          assertThat(earlier).isAfter(from).isBeforeOrEqualTo(later);
          assertThat(later).isBefore(calendar.deadline(from, limit));
        });
  }

  @Test
  void put_off_by_quiet_hours_is_put_off_once() {
    Seeded.always(
        random -> {
          var at = Seeded.instant(random);
          var after = QuietHours.after(at);
          assertThat(after).isAfterOrEqualTo(at).isEqualTo(QuietHours.after(after));
          assertThat(QuietHours.contains(after)).isFalse();
        });
  }

  private static LocalDate dateOf(Instant instant) {
    return LocalDate.ofInstant(instant, WorkCalendar.ZONE);
  }
}
