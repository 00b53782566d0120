package linli.bot.inbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import linli.bot.store.Wake;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The virtual threads that take attachments in, on this node; other nodes have their own. */
public final class MediaWorkers implements AutoCloseable {

  /** Each holds one connection while it waits for a link; the first is there for dangers only. */
  private static final int COUNT = 3;

  /** Few events have something to take: they are looked for, not rung for. */
  private static final Duration LOOK_AROUND = Duration.ofMillis(200);

  private static final Duration AFTER_A_FAULT = Duration.ofSeconds(1);
  private static final Logger log = LoggerFactory.getLogger(MediaWorkers.class);

  private final MediaIntake intake;
  private final Runnable taken;
  private final Wake rest = new Wake(COUNT);
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean stopping;

  /**
   * @param taken is called when an event can be processed
   */
  public MediaWorkers(MediaIntake intake, Runnable taken) {
    this.intake = intake;
    this.taken = taken;
    for (var i = 0; i < COUNT; i++) {
      var dangersOnly = i == 0;
      threads.add(Thread.ofVirtual().name("media-worker-" + i).start(() -> work(dangersOnly)));
    }
  }

  /** Ends after the attachments that are being taken. */
  @Override
  public void close() {
    stopping = true;
    rest.ringAll();
    try {
      for (var thread : threads) {
        thread.join();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void work(boolean dangersOnly) {
    while (!stopping) {
      try {
        if (intake.takeOne(dangersOnly)) {
          taken.run();
        } else {
          rest.await(LOOK_AROUND);
        }
      } catch (Throwable fault) {
        log.atWarn().setCause(fault).log("attachments not taken, will try again");
        rest.await(AFTER_A_FAULT);
      }
    }
  }
}
