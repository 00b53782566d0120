package linli.bot.opinion;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Leaves an endpoint alone that failed several times in a row; after a rest one failure more is
 * enough for the next. Thread-safe.
 */
final class Breaker {

  private static final int MOST_FAILURES = 3;
  private static final Duration REST = Duration.ofMinutes(1);

  private final LongSupplier nanos;
  private int failures;
  private long restsUntil;

  /**
   * @param nanos a clock that only goes forward, as {@link System#nanoTime}
   */
  Breaker(LongSupplier nanos) {
    this.nanos = nanos;
  }

  synchronized boolean isClosed() {
    return failures < MOST_FAILURES || restsUntil - nanos.getAsLong() <= 0;
  }

  synchronized void succeeded() {
    failures = 0;
  }

  synchronized void failed() {
    failures++;
    restsUntil = nanos.getAsLong() + REST.toNanos();
  }
}
