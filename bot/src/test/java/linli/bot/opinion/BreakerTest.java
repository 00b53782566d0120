package linli.bot.opinion;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An endpoint that fails")
class BreakerTest {

  private long now = Long.MAX_VALUE - 5; // a clock may start anywhere, also before its end
  private final Breaker breaker = new Breaker(() -> now);

  @Test
  void is_left_alone_after_three_failures_in_a_row_and_tried_once_after_a_minute() {
    breaker.failed();
    breaker.failed();
    breaker.succeeded();
    breaker.failed();
    breaker.failed();
    assertThat(breaker.isClosed()).isTrue();
    breaker.failed();
    assertThat(breaker.isClosed()).isFalse();
    now += Duration.ofSeconds(61).toNanos();
    assertThat(breaker.isClosed()).isTrue();
    breaker.failed();
    assertThat(breaker.isClosed()).isFalse();
    now += Duration.ofSeconds(61).toNanos();
    breaker.succeeded();
    assertThat(breaker.isClosed()).isTrue();
  }
}
