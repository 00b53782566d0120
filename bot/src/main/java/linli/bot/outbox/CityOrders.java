package linli.bot.outbox;

import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import linli.adapters.OutboundMessage;
import linli.bot.store.Transaction;

/**
 * SQL of what is filed at the platforms of cities. Of the lines that are said to a city's system
 * the one that offers it a case becomes an order, once a case; the others say nothing there.
 */
public final class CityOrders {

  /** A number like 1123-07 comes again every year. */
  private static final Duration SAME_NUMBER = Duration.ofDays(300);

  private static final Duration FIRST_LOOK = Duration.ofMinutes(1);

  /** Longer than a look at a platform takes. */
  private static final Duration LEASE = Duration.ofMinutes(2);

  private static final Duration LONGEST_PAUSE = Duration.ofHours(6);
  private static final int MOST_DOUBLINGS = 6;

  /**
   * One of them.
   *
   * @param outerId the platform's number or its token for one
   * @param taken the case was taken in the platform's name
   */
  public record Order(
      String estateId,
      UUID messageId,
      String channel,
      String conversation,
      String caseNo,
      String outerId,
      boolean taken,
      int failures) {
    @Override
    public String toString() {
      return "Order[" + caseNo + "]";
    }
  }

  private static final String OPEN =
      """
      insert into city_order (estate_id, message_id, channel, conversation, case_no, ordered_at,
                              next_look)
      select $1, $2, $3, $4, $5, $6, $7
      where not exists (
        select from city_order o
        left join outbox x on x.id = o.message_id
        where o.estate_id = $1 and o.channel = $3 and o.conversation = $4 and o.case_no = $5
          and o.ordered_at > $8 and o.state <> 'DONE' and x.state is distinct from 'dead')
      """;

  /** Whether the line is to be filed: it offers a case that the city does not have in hand. */
  static boolean opens(Transaction tx, String channel, String estateId, OutboundMessage line) {
    var offers = line.buttons().stream().anyMatch(button -> button.key().startsWith("接"));
    if (!offers || line.caseNo() == null || estateId == null) {
      return false;
    }
    var at = line.createdAt();
    var row =
        Tuple.of(estateId, line.id(), channel, line.conversationId(), line.caseNo())
            .addValue(at.atOffset(ZoneOffset.UTC))
            .addValue(at.plus(FIRST_LOOK).atOffset(ZoneOffset.UTC))
            .addValue(at.minus(SAME_NUMBER).atOffset(ZoneOffset.UTC));
    return tx.preparedQuery(OPEN).execute(row).await().rowCount() == 1;
  }

  private static final String LEASE_SOME =
      """
      with due as (
        select o.estate_id, o.message_id, coalesce(o.outer_id, x.platform_id) as number
        from city_order o
        join outbox x on x.id = o.message_id
        where o.channel = $1 and o.state <> 'DONE' and o.next_look <= $2
          and coalesce(o.outer_id, x.platform_id) is not null
        order by o.next_look
        limit $3
        for update of o skip locked)
      update city_order o
      set next_look = $4, outer_id = due.number
      from due
      where o.estate_id = due.estate_id and o.message_id = due.message_id
      returning o.*
      """;

  /** Orders that are to be looked at now, for this caller alone. */
  public static List<Order> lease(Pool pool, String channel, int most, Instant now) {
    var row = Tuple.of(channel, utc(now), most).addValue(utc(now.plus(LEASE)));
    return orders(pool.preparedQuery(LEASE_SOME).execute(row).await());
  }

  private static final String LOCK =
      """
      select * from city_order
      where estate_id = $1 and message_id = $2 and state <> 'DONE'
      for update
      """;

  /** The order as it is now; empty when it is over. */
  public static Optional<Order> lock(Transaction tx, Order order) {
    var row = Tuple.of(order.estateId(), order.messageId());
    return orders(tx.preparedQuery(LOCK).execute(row).await()).stream().findFirst();
  }

  private static final String NOTE =
      """
      update city_order set state = $3, notes = $4, next_look = $5, failures = 0
      where estate_id = $1 and message_id = $2
      """;

  /**
   * Notes how far it is.
   *
   * @param state {@code TAKEN} or {@code DONE}
   */
  public static void note(
      Transaction tx, Order order, String state, String notes, Instant nextLook) {
    tx.write(NOTE, Tuple.of(order.estateId(), order.messageId(), state, notes, utc(nextLook)));
  }

  private static final String NUMBER =
      """
      update city_order set outer_id = $3, next_look = $4, failures = 0
      where estate_id = $1 and message_id = $2
      """;

  /** The token of the order became this number; it is looked at next. */
  public static void number(Pool pool, Order order, String outerId, Instant now) {
    pool.preparedQuery(NUMBER)
        .execute(Tuple.of(order.estateId(), order.messageId(), outerId, utc(now)))
        .await();
  }

  private static final String FAIL =
      """
      update city_order set failures = failures + 1, next_look = $3
      where estate_id = $1 and message_id = $2
      """;

  /** To be looked at again, later each time. */
  public static void fail(Pool pool, Order order, Duration pause, Instant now) {
    var longer = pause.multipliedBy(1L << Math.min(order.failures(), MOST_DOUBLINGS));
    var next = now.plus(longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer);
    pool.preparedQuery(FAIL)
        .execute(Tuple.of(order.estateId(), order.messageId(), utc(next)))
        .await();
  }

  private static List<Order> orders(Iterable<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false)
        .map(
            row ->
                new Order(
                    row.getString("estate_id"),
                    row.getUUID("message_id"),
                    row.getString("channel"),
                    row.getString("conversation"),
                    row.getString("case_no"),
                    row.getString("outer_id"),
                    row.getString("state").equals("TAKEN"),
                    row.getInteger("failures")))
        .toList();
  }

  private static java.time.OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
