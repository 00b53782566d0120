package linli.bot.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import linli.bot.Features;
import linli.bot.store.TestDatabase;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two days of the month that {@code ./bot/bench/run noise} plays; docs/benchmarks.md. */
@DisplayName("Two days of an estate of 2,000 households")
class NoiseTest {

  private static final int DAYS = 2;

  private final long seed = Long.getLong("linli.seed", 20261127);

  @Test
  void are_quiet_and_nobody_who_asks_is_left_without_an_answer(@TempDir Path data) {
    try (var fresh = TestDatabase.fresh()) {
      var noise =
          new Month(TestDatabase.vertx(), data, fresh.database(), Features.Knowledge.load(), seed)
              .play(seed, DAYS);
      assertThat(noise.failed()).as("events that failed").isZero();
      assertThat(noise.spokeWrongly()).as("spoke in a group to nobody, %s", noise).isEmpty();
      assertThat(noise.silentWrongly()).as("said nothing, %s", noise).isEmpty();
      assertThat(noise.lost()).as("lost in a flood, %s", noise).isZero();
      assertThat(noise.held()).as("held back in a flood, %s", noise).isPositive();
      assertThat(noise.mostCaseLines()).as("lines about a case, %s", noise).isLessThanOrEqualTo(4);
      assertThat(noise.median())
          .as("bot lines of a group and day, %s", noise)
          .isLessThanOrEqualTo(2);
      assertThat(noise.largest())
          .as("bot lines of a group and day, %s", noise)
          .isLessThanOrEqualTo(25);
      assertThat(noise.longestBurst())
          .as("lines within a minute, %s", noise)
          .isLessThanOrEqualTo(20);
    }
  }
}
