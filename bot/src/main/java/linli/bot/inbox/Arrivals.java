package linli.bot.inbox;

import io.vertx.core.Future;
import io.vertx.core.VertxException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import linli.bot.media.Intake;

/** The SQL of what arrives. */
class Arrivals {

  /** The direct way has so long before the outbox takes an advice over. */
  private static final Duration DIRECT_WAY = Duration.ofSeconds(15);

  /** A database that takes longer counts as down; what it stores after all is a duplicate later. */
  private static final Duration LONGEST_FLUSH = Duration.ofSeconds(10);

  private final Pool pool;

  Arrivals(Pool pool) {
    this.pool = pool;
  }

  private static final String INSERT =
      """
      insert into inbox (event_key, channel, conversation, payload, received_at, hazard, advised,
                         media_waits, opinion_until)
      select event_key, channel, conversation, payload, received_at, hazard, advised, media_waits,
             opinion_until
      from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::text[],
                  $7::boolean[], $8::boolean[], $9::timestamptz[])
           with ordinality
           as arrived (event_key, channel, conversation, payload, received_at, hazard, advised,
                       media_waits, opinion_until, place)
      order by place
      on conflict (event_key) do nothing
      returning event_key
      """;

  /**
   * Stores the arrivals in this order, in one statement that is its own transaction.
   *
   * @return the keys of those that were new
   */
  List<UUID> insert(List<Arrival> arrivals) {
    var parameters = eventColumns(arrivals);
    var advised = arrivals.stream().filter(arrival -> arrival.advice() != null).toList();
    if (advised.isEmpty()) {
      return keys(INSERT, parameters);
    }
    return keys(INSERT_WITH_ADVICE, addAdviceColumns(parameters, advised));
  }

  /** The one place outside of the outbox that writes to it: an advice is stored with its event. */
  private static final String INSERT_WITH_ADVICE =
      """
      with stored as (
      %s),
      said as (
        insert into outbox (id, channel, conversation, conversation_type, recipient, text,
                            in_reply_to, created_at, state, next_attempt_at)
        select id, channel, conversation, conversation_type, recipient, text,
               in_reply_to, created_at, state, next_attempt_at
        from unnest($10::uuid[], $11::uuid[], $12::text[], $13::text[], $14::text[], $15::text[],
                    $16::text[], $17::text[], $18::timestamptz[], $19::text[], $20::timestamptz[])
             as advice (event_key, id, channel, conversation, conversation_type, recipient, text,
                        in_reply_to, created_at, state, next_attempt_at)
        join stored using (event_key)
        on conflict (id) do nothing)
      select event_key from stored
      """
          .formatted(INSERT);

  private static final String STORED = "select 1 from inbox where event_key = $1";

  /** Whether the event was taken before, as far as the database tells within {@code patience}. */
  boolean stored(UUID key, Duration patience) {
    try {
      return within(patience, pool.preparedQuery(STORED).execute(Tuple.of(key))).size() > 0;
    } catch (Exception unknown) {
      return false;
    }
  }

  private static RowSet<Row> within(Duration patience, Future<RowSet<Row>> answer) {
    try {
      return answer.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException silent) {
      throw new VertxException("the database does not answer", silent);
    }
  }

  private List<UUID> keys(String sql, Tuple parameters) {
    var rows = within(LONGEST_FLUSH, pool.preparedQuery(sql).execute(parameters));
    return StreamSupport.stream(rows.spliterator(), false).map(row -> row.getUUID(0)).toList();
  }

  private static Tuple eventColumns(List<Arrival> arrivals) {
    return Tuple.tuple()
        .addArrayOfUUID(arrivals.stream().map(Arrival::key).toArray(UUID[]::new))
        .addArrayOfString(strings(arrivals, Arrival::channel))
        .addArrayOfString(strings(arrivals, arrival -> arrival.event().conversation().id()))
        .addArrayOfString(strings(arrivals, arrival -> EventJson.write(arrival.event())))
        .addArrayOfOffsetDateTime(times(arrivals, Duration.ZERO))
        .addArrayOfString(strings(arrivals, Arrival::hazard))
        .addArrayOfBoolean(
            arrivals.stream().map(arrival -> arrival.advice() != null).toArray(Boolean[]::new))
        .addArrayOfBoolean(
            arrivals.stream()
                .map(arrival -> Intake.hasBytes(arrival.event().media()))
                .toArray(Boolean[]::new))
        .addArrayOfOffsetDateTime(
            arrivals.stream()
                .map(Arrival::opinionUntil)
                .map(until -> until == null ? null : until.atOffset(ZoneOffset.UTC))
                .toArray(OffsetDateTime[]::new));
  }

  private static Tuple addAdviceColumns(Tuple parameters, List<Arrival> advised) {
    return parameters
        .addArrayOfUUID(advised.stream().map(Arrival::key).toArray(UUID[]::new))
        .addArrayOfUUID(advised.stream().map(a -> a.advice().id()).toArray(UUID[]::new))
        .addArrayOfString(strings(advised, Arrival::channel))
        .addArrayOfString(strings(advised, a -> a.advice().conversationId()))
        .addArrayOfString(
            strings(
                advised,
                a -> a.advice().conversationType().name().toLowerCase(java.util.Locale.ROOT)))
        .addArrayOfString(strings(advised, a -> a.advice().to()))
        .addArrayOfString(strings(advised, a -> a.advice().text()))
        .addArrayOfString(strings(advised, a -> a.advice().inReplyTo()))
        .addArrayOfOffsetDateTime(times(advised, Duration.ZERO))
        .addArrayOfString(strings(advised, a -> a.posted() ? "pending" : "polled"))
        .addArrayOfOffsetDateTime(times(advised, DIRECT_WAY));
  }

  private static String[] strings(List<Arrival> arrivals, Function<Arrival, String> column) {
    return arrivals.stream().map(column).toArray(String[]::new);
  }

  private static OffsetDateTime[] times(List<Arrival> arrivals, Duration later) {
    return arrivals.stream()
        .map(arrival -> arrival.receivedAt().plus(later).atOffset(ZoneOffset.UTC))
        .toArray(OffsetDateTime[]::new);
  }
}
