package linli.bot.inbox;

import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.util.List;
import java.util.UUID;

/** The inbox with what stores behind it exchanged: what the benchmarks compare it with. */
public final class BenchInboxes {

  private static final int CAPACITY = 4096;
  private static final Runnable NOBODY = () -> {};

  private BenchInboxes() {}

  /** As the service has it. */
  public static Inbox durable(Vertx vertx, Pool pool) {
    return new Inbox(vertx, new Arrivals(pool), CAPACITY, NOBODY);
  }

  /** With other numbers of statements under way and rows in each. */
  public static Inbox durable(Vertx vertx, Pool pool, int flushers, int rows) {
    return new Inbox(vertx, new Arrivals(pool), CAPACITY, flushers, rows, NOBODY);
  }

  /** Says yes and stores nothing. */
  public static Inbox notStored(Vertx vertx) {
    return new Inbox(vertx, new NotStored(), CAPACITY, NOBODY);
  }

  /** One statement and one commit for each event, as many at once as the pool has connections. */
  public static Inbox oneRowPerCommit(Vertx vertx, Pool pool, int connections) {
    return durable(vertx, pool, connections, 1);
  }

  private static final class NotStored extends Arrivals {
    NotStored() {
      super(null);
    }

    @Override
    List<UUID> insert(List<Arrival> arrivals) {
      return arrivals.stream().map(Arrival::key).toList();
    }
  }
}
