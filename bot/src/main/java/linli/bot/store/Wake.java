package linli.bot.store;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A bell: whoever waits goes on when it rings, or when the time is over. Rings are not counted. */
public final class Wake {

  private final Semaphore rings = new Semaphore(0);
  private final int most;

  /** A bell for {@code waiters} threads: as many rings are remembered while nobody waits. */
  public Wake(int waiters) {
    this.most = waiters;
  }

  public void ring() {
    if (rings.availablePermits() < most) {
      rings.release();
    }
  }

  public void ringAll() {
    rings.release(most);
  }

  /** Waits for a ring, at most {@code longest}; an interruption ends the wait and stays set. */
  public void await(Duration longest) {
    try {
      rings.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
