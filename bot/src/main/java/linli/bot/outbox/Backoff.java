package linli.bot.outbox;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How long a message waits after a failed attempt: 1 s, 2 s, 4 s … up to five minutes, each between
 * half and the whole of it so that many do not come back at once.
 */
public final class Backoff {

  /** The eighth failure makes a dead letter. */
  public static final int MOST_ATTEMPTS = 8;

  private static final Duration LONGEST = Duration.ofMinutes(5);

  private final RandomGenerator random;

  public Backoff(RandomGenerator random) {
    this.random = random;
  }

  /**
   * The pause before the next attempt, or empty when there is none.
   *
   * @param attempts how often it was tried
   * @param wished what the receiver asked for; a longer wish than ours is kept
   */
  public Optional<Duration> after(int attempts, Duration wished) {
    if (attempts >= MOST_ATTEMPTS) {
      return Optional.empty();
    }
    var whole = Math.min(LONGEST.toMillis(), 1000L << (attempts - 1));
    var ours = Duration.ofMillis(whole / 2 + random.nextLong(whole / 2 + 1));
    return Optional.of(ours.compareTo(wished) < 0 ? wished : ours);
  }
}
