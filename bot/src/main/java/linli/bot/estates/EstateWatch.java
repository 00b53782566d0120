package linli.bot.estates;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks once a second whether another node or a command has changed an estate. */
public final class EstateWatch implements AutoCloseable {

  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final Logger log = LoggerFactory.getLogger(EstateWatch.class);

  private final Estates estates;
  private final Thread thread;

  private EstateWatch(Estates estates) {
    this.estates = estates;
    this.thread = Thread.ofVirtual().name("estates").start(this::watch);
  }

  /** Begins to look; the estates are loaded. */
  public static EstateWatch of(Estates estates) {
    return new EstateWatch(estates);
  }

  private void watch() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        Thread.sleep(EVERY);
        refresh();
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  /** While the database is away the estates stay as they were. */
  private void refresh() {
    try {
      estates.refresh();
    } catch (RuntimeException unreachable) {
      log.atDebug().setCause(unreachable).log("estates could not be read again");
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
