package linli.bot.inbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import linli.bot.store.Wake;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The virtual threads that take attachments in, on this node; other nodes have their own. */
public final class MediaWorkers implements AutoCloseable {

  /** Each holds one connection while it waits for a link. */
  private static final int COUNT = 2;

  private static final Duration LOOK_AROUND = Duration.ofSeconds(1);
  private static final Duration AFTER_A_FAULT = Duration.ofSeconds(1);
  private static final Logger log = LoggerFactory.getLogger(MediaWorkers.class);

  private final MediaIntake intake;
  private final Runnable taken;
  private final Wake wake = new Wake(COUNT);
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean stopping;

  /**
   * @param taken is called when an event can be processed
   */
  public MediaWorkers(MediaIntake intake, Runnable taken) {
    this.intake = intake;
    this.taken = taken;
    for (var i = 0; i < COUNT; i++) {
      threads.add(Thread.ofVirtual().name("media-worker-" + i).start(this::work));
    }
  }

  /** Something was stored. */
  public void wake() {
    wake.ring();
  }

  /** Ends after the attachments that are being taken. */
  @Override
  public void close() {
    stopping = true;
    wake.ringAll();
    try {
      for (var thread : threads) {
        thread.join();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void work() {
    while (!stopping) {
      try {
        if (intake.takeOne()) {
          taken.run();
          wake.ring(); // there may be more than one can do
        } else {
          wake.await(LOOK_AROUND);
        }
      } catch (Throwable fault) {
        log.atWarn().setCause(fault).log("attachments not taken, will try again");
        wake.await(AFTER_A_FAULT);
      }
    }
  }
}
