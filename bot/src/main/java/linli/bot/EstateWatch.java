package linli.bot;

import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets this node see what commands and other nodes change in the estates. */
final class EstateWatch implements AutoCloseable {

  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final Logger log = LoggerFactory.getLogger(EstateWatch.class);

  private final Features features;
  private final Pool pool;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("estate-watch").factory());

  EstateWatch(Features features, Pool pool) {
    this.features = features;
    this.pool = pool;
  }

  void begin() {
    timer.scheduleWithFixedDelay(
        this::look, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** A look that fails is made up for by the next one. */
  private void look() {
    try {
      features.refreshEstates(pool);
    } catch (
        Throwable failed) { // await throws what is checked, too; one that gets out ends the task
      log.atWarn().setCause(failed).log("estates could not be read again");
    }
  }

  @Override
  public void close() {
    timer.close();
  }
}
