package linli.bot.outbox;

import java.time.Duration;
import java.time.Instant;
import linli.bot.channels.Callbacks.Outcome.Failed;
import linli.bot.channels.Callbacks.Outcome.Trouble;

/**
 * Keeps a node from knocking at a platform that is away or does not take our key: then one message
 * at a time tries whether it is back, and the others wait without counting attempts.
 */
final class Breaker {

  /** One message may be at fault for itself; so many in a row are not. */
  private static final int MOST_FAILURES = 5;

  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final int MOST_DOUBLINGS = 9;

  /** What an outcome changed. */
  enum Change {
    NONE,
    OPENED,
    CLOSED
  }

  private int failures;
  private boolean open;
  private Instant nextTry;

  /**
   * How many may go now.
   *
   * @param most without this
   * @param underWay attempts that have not ended
   */
  synchronized int mayGo(int most, int underWay, Instant now) {
    if (!open) {
      return most;
    }
    return underWay == 0 && !now.isBefore(nextTry) ? Math.min(1, most) : 0;
  }

  synchronized boolean isOpen() {
    return open;
  }

  /** The platform answered. */
  synchronized Change worked() {
    failures = 0;
    if (!open) {
      return Change.NONE;
    }
    open = false;
    return Change.CLOSED;
  }

  /** An attempt failed; what concerns its message alone changes nothing. */
  synchronized Change failed(Failed failed, Instant now) {
    if (failed.trouble() == Trouble.MESSAGE) {
      return Change.NONE;
    }
    failures++;
    if (!open && failed.trouble() == Trouble.PLATFORM && failures < MOST_FAILURES) {
      return Change.NONE;
    }
    var opened = !open;
    open = true;
    nextTry = now.plus(pause());
    return opened ? Change.OPENED : Change.NONE;
  }

  private Duration pause() {
    var ours = Duration.ofSeconds(1L << Math.min(failures - 1, MOST_DOUBLINGS));
    return ours.compareTo(LONGEST) < 0 ? ours : LONGEST;
  }
}
