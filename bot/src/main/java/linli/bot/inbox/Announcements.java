package linli.bot.inbox;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import linli.adapters.Received.Announced;

/**
 * Messages that platforms announced, and up to where they are fetched and stored. One node at a
 * time fetches an account's.
 */
final class Announcements {

  /** Longer than a page takes to be fetched and stored. */
  private static final Duration LEASE = Duration.ofSeconds(40);

  /** An announcement can get lost on its way: so often an account is looked at without one. */
  private static final Duration LOOK_AROUND = Duration.ofHours(1);

  /** A ticket is good for ten minutes; the last call with it begins before. */
  private static final Duration TICKET = Duration.ofMinutes(9);

  /** Older messages of an account that was never fetched are not ours to answer. */
  private static final Duration BEFORE_US = Duration.ofMinutes(10);

  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
  private static final int MOST_DOUBLINGS = 9;

  /**
   * An account to fetch from.
   *
   * @param ticket null when it is too old
   * @param cursor null when nothing was fetched yet
   * @param since older messages are left out; null: none are
   */
  record Pull(
      String channel,
      String account,
      String ticket,
      String cursor,
      Instant since,
      long announced,
      int failures) {
    @Override
    public String toString() {
      return "Pull[" + channel + "]";
    }
  }

  private final Pool pool;
  private final InstantSource clock;

  Announcements(Pool pool, InstantSource clock) {
    this.pool = pool;
    this.clock = clock;
  }

  private static final String ADD =
      """
      insert into channel_pulls as kept (channel, account, ticket, ticket_at, next_at)
      values ($1, $2, $3, $4, $4)
      on conflict (channel, account) do update
      set ticket = $3, ticket_at = $4, announced = kept.announced + 1
      """;

  /** Notes an announcement; when this is completed it is safe to thank for it. Never blocks. */
  Future<?> add(String channel, Announced announced) {
    var row = Tuple.of(channel, announced.account(), announced.ticket(), now());
    return pool.preparedQuery(ADD).execute(row);
  }

  private static final String LEASE_ONE =
      """
      update channel_pulls
      set next_at = $3
      where (channel, account) in (
        select channel, account
        from channel_pulls
        where channel = $1 and next_at <= $2 and (announced > fetched or fetched_at <= $4)
        order by next_at
        limit 1
        for update skip locked)
      returning *
      """;

  /** An account of the channel whose messages are to be fetched, for this caller alone. */
  Optional<Pull> lease(String channel) {
    var now = now();
    var row = Tuple.of(channel, now, now.plus(LEASE), now.minus(LOOK_AROUND));
    for (var leased : pool.preparedQuery(LEASE_ONE).execute(row).await()) {
      return Optional.of(pull(leased, now));
    }
    return Optional.empty();
  }

  private static Pull pull(Row row, OffsetDateTime now) {
    var ticketAt = row.getOffsetDateTime("ticket_at");
    var cursor = row.getString("cursor");
    return new Pull(
        row.getString("channel"),
        row.getString("account"),
        ticketAt.isBefore(now.minus(TICKET)) ? null : row.getString("ticket"),
        cursor,
        cursor == null ? ticketAt.toInstant().minus(BEFORE_US) : null,
        row.getLong("announced"),
        row.getInteger("failures"));
  }

  private static final String ADVANCE =
      """
      update channel_pulls set cursor = $3, next_at = $4, failures = 0
      where channel = $1 and account = $2
      """;

  /** Everything in front of this cursor is stored; the lease goes on. */
  void advance(Pull pull, String cursor) {
    execute(ADVANCE, Tuple.of(pull.channel(), pull.account(), cursor, now().plus(LEASE)));
  }

  private static final String FINISH =
      """
      update channel_pulls set fetched = greatest(fetched, $3), fetched_at = $4, next_at = $4
      where channel = $1 and account = $2
      """;

  /** Everything is fetched that was announced when the lease began. */
  void finish(Pull pull) {
    execute(FINISH, Tuple.of(pull.channel(), pull.account(), pull.announced(), now()));
  }

  private static final String FAIL =
      """
      update channel_pulls set failures = failures + 1, next_at = $3
      where channel = $1 and account = $2
      """;

  /** To be tried again, later each time. */
  void fail(Pull pull, Duration wished) {
    var ours = Duration.ofSeconds(1L << Math.min(pull.failures(), MOST_DOUBLINGS));
    var pause = ours.compareTo(wished) < 0 ? wished : ours;
    var next = now().plus(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
    execute(FAIL, Tuple.of(pull.channel(), pull.account(), next));
  }

  private void execute(String sql, Tuple row) {
    pool.preparedQuery(sql).execute(row).await();
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }
}
