package linli.bot.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** When work that failed is tried again: after 1, 2, 4 and 8 seconds; then it is parked. */
public final class Retry {

  /** The fifth failure parks. */
  public static final int MOST_ATTEMPTS = 5;

  private Retry() {}

  /**
   * The time of the next attempt, or empty when there is none.
   *
   * @param failures how often it has failed, this time included
   */
  public static Optional<Instant> after(int failures, Instant now) {
    if (failures >= MOST_ATTEMPTS) {
      return Optional.empty();
    }
    return Optional.of(now.plus(Duration.ofSeconds(1L << (failures - 1))));
  }
}
