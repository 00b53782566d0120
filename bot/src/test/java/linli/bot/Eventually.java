package linli.bot;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what other threads bring about. */
public final class Eventually {

  private static final Duration LONGEST = Duration.ofSeconds(20);

  private Eventually() {}

  /** Returns as soon as the condition holds; fails when it does not for twenty seconds. */
  public static void until(BooleanSupplier condition) {
    var end = System.nanoTime() + LONGEST.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("did not happen within " + LONGEST.toSeconds() + " s");
      }
      LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
    }
  }
}
