package linli.bot.proof;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits, never without an end. */
final class Await {

  private static final Duration LOOK_AGAIN = Duration.ofMillis(5);

  private Await() {}

  /** Returns as soon as the condition holds; fails naming {@code what} when it does not in time. */
  static void until(Duration longest, String what, BooleanSupplier condition) {
    if (!holdsWithin(longest, condition)) {
      throw new AssertionError(what + " did not happen within " + longest.toSeconds() + " s");
    }
  }

  /** Whether the condition came to hold in time. */
  static boolean holdsWithin(Duration longest, BooleanSupplier condition) {
    var end = System.nanoTime() + longest.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        return false;
      }
      pause(LOOK_AGAIN);
    }
    return true;
  }

  static void pause(Duration time) {
    LockSupport.parkNanos(time.toNanos());
  }
}
