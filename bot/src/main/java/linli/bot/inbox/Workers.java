package linli.bot.inbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import linli.bot.store.Wake;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The virtual threads that process what waits, on this node; other nodes have their own. */
public final class Workers implements AutoCloseable {

  /** How late work is seen that another node stored or that waited for a retry. */
  private static final Duration LOOK_AROUND = Duration.ofMillis(250);

  private static final Duration AFTER_A_FAULT = Duration.ofSeconds(1);
  private static final Logger log = LoggerFactory.getLogger(Workers.class);

  private final Processing processing;
  private final Wake wake;
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean stopping;

  public Workers(Processing processing, int count) {
    this.processing = processing;
    this.wake = new Wake(count);
    for (var i = 0; i < count; i++) {
      var name = "inbox-worker-" + i;
      // One looks around for all: the others come when it rings.
      var longestRest = i == 0 ? LOOK_AROUND : LOOK_AROUND.multipliedBy(20);
      threads.add(Thread.ofVirtual().name(name).start(() -> work(longestRest)));
    }
  }

  /** Something was stored. */
  public void wake() {
    wake.ring();
  }

  /** Ends after the events that are being processed. */
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

  private void work(Duration longestRest) {
    while (!stopping) {
      try {
        var round = processing.processSome(false);
        if (round.isIdle()) {
          wake.await(longestRest);
        } else if (!round.isElsewhere()) {
          wake.ring(); // there may be more than one can do
        }
      } catch (Throwable fault) {
        log.atWarn().setCause(fault).log("inbox not processed, will try again");
        wake.await(AFTER_A_FAULT);
      }
    }
  }
}
