package linli.bot.outbox;

import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.StreamSupport;
import linli.adapters.Capabilities;
import linli.adapters.Capabilities.Quota;
import linli.adapters.OutboundMessage;
import linli.bot.channels.Callbacks.Standing;
import linli.bot.channels.Channel;

/**
 * Takes lines out of the outbox for one attempt each: the first of each conversation, no faster
 * than the channel and the conversation may be written to by all nodes together. Each is a virtual
 * queue that every line makes longer (GCRA), in times of the database's own clock.
 */
public final class Leases {

  /** Longer than one attempt can take. */
  private static final Duration LEASE = Duration.ofSeconds(30);

  private static final Quota NONE = new Quota(1, Duration.ZERO);

  private final Pool pool;
  private final Clock clock;
  private final Set<String> begun = ConcurrentHashMap.newKeySet();

  public Leases(Pool pool, Clock clock) {
    this.pool = pool;
    this.clock = clock;
  }

  /**
   * A line for one attempt.
   *
   * @param partsSaid so many parts of it were taken in earlier attempts
   * @param changes the line that it changes, or null: it is said
   */
  record Leased(OutboundMessage message, int partsSaid, Standing changes) {}

  /** $5: seconds a line of the channel; $6, $7: seconds of the quota, and of one line in it. */
  private static final String TAKE =
      """
      with pace as (
        select greatest(busy_until, clock_timestamp()) as busy_until
        from channel_pace
        where channel = $1
        for update),
      heads as (
        select id, conversation
        from outbox as head
        where channel = $1 and state = 'pending'
          and (next_attempt_at is null or next_attempt_at <= $2)
          and not exists (
            select from outbox as older
            where older.channel = head.channel
              and older.conversation = head.conversation
              and older.state = 'pending'
              and older.seq < head.seq)
          and not exists (
            select from conversation_pace as full_one
            where full_one.channel = head.channel
              and full_one.conversation = head.conversation
              and full_one.busy_until
                > clock_timestamp() + make_interval(secs => $6::float8 - $7::float8 + 0.001))
        order by seq
        limit least($4::bigint, (
          select greatest(0, floor(
            extract(epoch from clock_timestamp() + interval '1 second' - busy_until)::float8
              / $5::float8 + 0.000001))::bigint
          from pace))
        for update skip locked),
      longer as (
        insert into channel_pace (channel, busy_until)
        select $1, coalesce((select busy_until from pace), clock_timestamp())
          + make_interval(secs => $5::float8 * (select count(*) from heads))
        where exists (select from heads)
        on conflict (channel) do update set busy_until = excluded.busy_until),
      fuller as (
        insert into conversation_pace as kept (channel, conversation, busy_until)
        select $1, conversation, clock_timestamp() + make_interval(secs => $7::float8)
        from heads
        where $7::float8 > 0
        on conflict (channel, conversation) do update
        set busy_until = greatest(kept.busy_until, clock_timestamp())
          + make_interval(secs => $7::float8))
      update outbox
      set attempts = outbox.attempts + 1, next_attempt_at = $3, last_error = null
      from heads
      left join outbox as changed
        on changed.id = (select line.changes from outbox as line where line.id = heads.id)
      where outbox.id = heads.id
      returning outbox.*, changed.text as changed_text, changed.platform_id as changed_name
      """;

  private static final String BEGIN =
      """
      insert into channel_pace (channel, busy_until) values ($1, clock_timestamp())
      on conflict do nothing
      """;

  /** At most so many lines of the channel; nobody else takes them before the lease is over. */
  List<Leased> take(Channel channel, int most) {
    if (begun.add(channel.name())) { // without a row nobody would wait for anybody
      pool.preparedQuery(BEGIN).execute(Tuple.of(channel.name())).await();
    }
    var now = clock.instant().atOffset(ZoneOffset.UTC);
    var quota = channel.capabilities().map(Capabilities::pushQuota).orElse(NONE);
    var seconds = quota.in().toMillis() / 1_000.0;
    var row =
        Tuple.of(channel.name(), now, now.plus(LEASE), (long) most)
            .addDouble(1.0 / channel.messagesPerSecond())
            .addDouble(seconds)
            .addDouble(seconds / quota.messages());
    var rows = pool.preparedQuery(TAKE).execute(row).await();
    return StreamSupport.stream(rows.spliterator(), false).map(Leases::leased).toList();
  }

  private static Leased leased(Row line) {
    var message = Outbox.message(line);
    var changes = line.getUUID("changes");
    return new Leased(
        message,
        line.getInteger("parts_said"),
        changes == null ? null : standing(message, changes, line));
  }

  private static Standing standing(OutboundMessage change, UUID line, Row row) {
    var said =
        new OutboundMessage(
            line,
            change.conversationId(),
            change.conversationType(),
            change.to(),
            row.getString("changed_text"),
            change.buttons(),
            null,
            change.caseNo(),
            change.createdAt());
    return new Standing(said, row.getString("changed_name"));
  }

  private static final String SWEEP =
      "delete from conversation_pace where busy_until < clock_timestamp()";

  /** Forgets conversations that may have everything again; says how many. */
  public int sweep() {
    return pool.query(SWEEP).execute().await().rowCount();
  }
}
