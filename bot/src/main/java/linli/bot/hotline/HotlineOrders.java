package linli.bot.hotline;

import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import linli.bot.store.Transaction;

/** SQL of the hotline's orders. */
final class HotlineOrders {

  private HotlineOrders() {}

  /** An order that was read before. */
  record Known(String number, long caseId, byte[] sha256, Instant dueAt) {
    boolean says(OrderRow row) {
      return java.util.Arrays.equals(sha256, row.sha256())
          && java.util.Objects.equals(dueAt, row.dueAt());
    }
  }

  private static final String OF_NUMBERS =
      """
      select outer_no, case_id, sha256, due_at from hotline_order
      where estate_id = $1 and outer_no = any($2)
      """;

  /** Those of these numbers that were read before. */
  static Map<String, Known> known(Transaction tx, String estateId, List<OrderRow> rows) {
    var numbers = rows.stream().map(OrderRow::number).toArray(String[]::new);
    var found = new HashMap<String, Known>();
    var asked = Tuple.of(estateId).addArrayOfString(numbers);
    for (var row : tx.preparedQuery(OF_NUMBERS).execute(asked).await()) {
      found.put(
          row.getString("outer_no"),
          new Known(
              row.getString("outer_no"),
              row.getLong("case_id"),
              row.getBuffer("sha256").getBytes(),
              instant(row.getOffsetDateTime("due_at"))));
    }
    return found;
  }

  private static final String KEEP =
      """
      insert into hotline_order (estate_id, outer_no, case_id, sha256, due_at, imported_at, changed_at)
      values ($1, $2, $3, $4, $5, $6, $6)
      on conflict (estate_id, outer_no) do update
      set sha256 = excluded.sha256, due_at = excluded.due_at, changed_at = excluded.changed_at
      """;

  /** The order as it was read now, and the case that it is about. */
  static void keep(Transaction tx, String estateId, OrderRow row, long caseId, Instant now) {
    tx.write(
        KEEP,
        Tuple.of(estateId, row.number(), caseId, Buffer.buffer(row.sha256()))
            .addValue(utc(row.dueAt()))
            .addValue(utc(now)));
  }

  private static final String ALL =
      """
      select outer_no, case_id, sha256, due_at from hotline_order
      where estate_id = $1 and ($2::timestamptz is null or imported_at >= $2)
      order by imported_at, outer_no
      limit 100000
      """;

  /**
   * All of them, as they came.
   *
   * @param since earlier ones are left out, or null
   */
  static List<Known> all(Transaction tx, String estateId, Instant since) {
    var rows = tx.preparedQuery(ALL).execute(Tuple.of(estateId, utc(since))).await();
    return StreamSupport.stream(rows.spliterator(), false)
        .map(
            row ->
                new Known(
                    row.getString("outer_no"),
                    row.getLong("case_id"),
                    row.getBuffer("sha256").getBytes(),
                    instant(row.getOffsetDateTime("due_at"))))
        .toList();
  }

  private static Instant instant(OffsetDateTime at) {
    return at == null ? null : at.toInstant();
  }

  private static OffsetDateTime utc(Instant at) {
    return at == null ? null : at.atOffset(ZoneOffset.UTC);
  }
}
