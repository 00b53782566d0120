package linli.bot.outbox;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How long a message waits after a failed attempt: 1 s, 2 s, 4 s … up to five minutes, each between
 * half and the whole of it so that many do not come back at once.
 */
public final class Backoff {

  /**
   * What is older than a day tells nobody anything: it becomes a dead letter, but only after {@link
   * #ENOUGH} attempts. It may have lain in a service that did not run.
   */
  static final Duration LAST = Duration.ofHours(24);

  /** So many attempts take four to nine minutes. */
  static final int ENOUGH = 10;

  private static final Duration LONGEST = Duration.ofMinutes(5);

  /** Doubled so often, a second is longer than {@link #LONGEST}. */
  private static final int MOST_DOUBLINGS = 9;

  private final RandomGenerator random;

  public Backoff(RandomGenerator random) {
    this.random = random;
  }

  /**
   * The pause before the next attempt, or empty when there is none.
   *
   * @param attempts how often it was tried, from 1
   * @param wished what the receiver asked for; a longer wish than ours is kept
   * @param age since the message was made
   */
  public Optional<Duration> after(int attempts, Duration wished, Duration age) {
    if (age.compareTo(LAST) >= 0 && attempts >= ENOUGH) {
      return Optional.empty();
    }
    var whole = Math.min(LONGEST.toMillis(), 1000L << Math.min(attempts - 1, MOST_DOUBLINGS));
    var ours = Duration.ofMillis(whole / 2 + random.nextLong(whole / 2 + 1));
    return Optional.of(ours.compareTo(wished) < 0 ? wished : ours);
  }
}
