package linli.bot.inbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import linli.bot.store.Wake;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The virtual threads that get second opinions, on this node; other nodes have their own. */
public final class OpinionWorkers implements AutoCloseable {

  /** So many are asked for at once: what cannot be asked in time is processed without. */
  private static final int COUNT = 3;

  /** Few events wait for an opinion: they are looked for, not rung for. */
  private static final Duration LOOK_AROUND = Duration.ofMillis(200);

  private static final Duration AFTER_A_FAULT = Duration.ofSeconds(1);
  private static final Logger log = LoggerFactory.getLogger(OpinionWorkers.class);

  private final OpinionIntake intake;
  private final Runnable taken;
  private final Wake rest = new Wake(COUNT);
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean stopping;

  /**
   * @param taken is called when an event can be processed
   */
  public OpinionWorkers(OpinionIntake intake, Runnable taken) {
    this.intake = intake;
    this.taken = taken;
    for (var i = 0; i < COUNT; i++) {
      threads.add(Thread.ofVirtual().name("opinion-worker-" + i).start(this::work));
    }
  }

  /** Ends after the opinions that are being asked for. */
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

  private void work() {
    while (!stopping) {
      try {
        if (intake.takeOne()) {
          taken.run();
        } else {
          rest.await(LOOK_AROUND);
        }
      } catch (Throwable fault) {
        log.atWarn().setCause(fault).log("second opinion not got, will go on");
        rest.await(AFTER_A_FAULT);
      }
    }
  }
}
