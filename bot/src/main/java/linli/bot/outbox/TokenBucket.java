package linli.bot.outbox;

import java.util.function.LongSupplier;

/** Lets so many through per second, and as many at once after a rest. For one thread. */
final class TokenBucket {

  private static final double NANOS_PER_SECOND = 1e9;

  private final int perSecond;
  private final LongSupplier nanoTime;
  private double tokens;
  private long filledAt;

  TokenBucket(int perSecond, LongSupplier nanoTime) {
    this.perSecond = perSecond;
    this.nanoTime = nanoTime;
    this.tokens = perSecond;
    this.filledAt = nanoTime.getAsLong();
  }

  /** How many may go now. */
  int available() {
    var now = nanoTime.getAsLong();
    tokens = Math.min(perSecond, tokens + (now - filledAt) / NANOS_PER_SECOND * perSecond);
    filledAt = now;
    return (int) tokens;
  }

  void take(int count) {
    tokens -= count;
  }
}
