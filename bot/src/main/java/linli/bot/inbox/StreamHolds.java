package linli.bot.inbox;

import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.UUID;

/**
 * Which of all nodes holds the connection of a channel whose platform allows only one: a second one
 * would push the first one out, and that one the second.
 */
final class StreamHolds {

  /** A node that holds one says so again as often. */
  static final Duration RENEWED_EVERY = Duration.ofSeconds(5);

  private static final double LASTS_SECONDS = 3.0 * RENEWED_EVERY.toSeconds();

  private final Pool pool;
  private final UUID node = UUID.randomUUID();

  StreamHolds(Pool pool) {
    this.pool = pool;
  }

  private static final String TAKE =
      """
      insert into stream_holds as kept (channel, node, good_until)
      values ($1, $2, clock_timestamp() + make_interval(secs => $3::float8))
      on conflict (channel) do update
      set node = excluded.node, good_until = excluded.good_until
      where kept.node = excluded.node or kept.good_until < clock_timestamp()
      """;

  /** Takes or keeps it; false while another node has it. */
  boolean take(String channel) {
    var row = Tuple.of(channel, node, LASTS_SECONDS);
    return pool.preparedQuery(TAKE).execute(row).await().rowCount() == 1;
  }

  private static final String LET_GO = "delete from stream_holds where channel = $1 and node = $2";

  /** Another node may take it at once. */
  void letGo(String channel) {
    pool.preparedQuery(LET_GO).execute(Tuple.of(channel, node)).await();
  }
}
