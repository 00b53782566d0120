package linli.bot.due;

import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;

/** The demo's clock: whoever tries the product moves it, and it stays moved after a restart. */
public final class DemoTime {

  private final Pool pool;
  private final MovableClock clock;
  private final TimeMachine machine;

  public DemoTime(Pool pool, MovableClock clock, DueWork due) {
    this.pool = pool;
    this.clock = clock;
    this.machine = new TimeMachine(clock, due);
  }

  private static final String READ = "select ahead_seconds from demo_clock";

  /** Sets the clock where it was left; before anything else runs. */
  public void restore() {
    for (var row : pool.query(READ).execute().await()) {
      clock.moveTo(clock.wall().instant().plusSeconds(row.getLong("ahead_seconds")));
    }
  }

  private static final String WRITE =
      """
      insert into demo_clock (ahead_seconds) values ($1)
      on conflict (only_row) do update set ahead_seconds = excluded.ahead_seconds
      """;

  /** Moves the clock forward; everything that is due on the way has happened on return. */
  public void advance(Duration by) {
    Instant target = clock.instant().plus(by);
    machine.advanceTo(target);
    pool.preparedQuery(WRITE).execute(Tuple.of(clock.ahead().toSeconds())).await();
  }

  public Instant now() {
    return clock.instant();
  }
}
