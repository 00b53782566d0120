package linli.bot.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The pause after a failure")
class BackoffTest {

  private final Backoff backoff = new Backoff(new Random(1));

  @ParameterizedTest
  @CsvSource({
    "1, PT1S",
    "2, PT2S",
    "5, PT16S",
    "9, PT4M16S",
    "10, PT5M",
    "64, PT5M",
    "65, PT5M",
    "2000, PT5M"
  })
  void is_between_half_and_the_whole_and_never_above_five_minutes(int attempts, Duration whole) {
    for (var i = 0; i < 100; i++) {
      assertThat(backoff.after(attempts, Duration.ZERO, Duration.ofHours(23)).orElseThrow())
          .isBetween(whole.dividedBy(2), whole);
    }
  }

  @Test
  void is_as_long_as_the_receiver_wishes() {
    assertThat(backoff.after(1, Duration.ofMinutes(10), Duration.ZERO))
        .contains(Duration.ofMinutes(10));
  }

  @Test
  void is_the_last_within_a_day() {
    assertThat(backoff.after(400, Duration.ZERO, Backoff.LAST.minusMillis(1))).isPresent();
    assertThat(backoff.after(Backoff.ENOUGH, Duration.ZERO, Backoff.LAST)).isEmpty();
  }

  @Test
  void is_given_to_what_lay_for_days_in_a_service_that_did_not_run() {
    assertThat(backoff.after(1, Duration.ZERO, Duration.ofDays(4))).isPresent();
    assertThat(backoff.after(Backoff.ENOUGH - 1, Duration.ZERO, Duration.ofDays(4))).isPresent();
  }
}
