package linli.bot.receptions;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import linli.bot.receptions.ReceptionRule.People;
import linli.bot.store.Transaction;
import linli.schedules.HolidayPolicy;

/** SQL of the rules; the estate file writes them. */
final class ReceptionRules {

  private static final String OF_ESTATE =
      """
      select * from reception_rule where estate_id = $1 and active
      """;

  /** Empty when the estate has no reception days. */
  Optional<ReceptionRule> of(Transaction tx, String estateId) {
    for (var row : tx.preparedQuery(OF_ESTATE).execute(Tuple.of(estateId)).await()) {
      return Optional.of(read(row, rota(tx, estateId)));
    }
    return Optional.empty();
  }

  private static final String ROTA =
      """
      select day, secretary, deputy, manager from reception_rota where estate_id = $1
      """;

  private static Map<Integer, People> rota(Transaction tx, String estateId) {
    var rows = tx.preparedQuery(ROTA).execute(Tuple.of(estateId)).await();
    return StreamSupport.stream(rows.spliterator(), false)
        .collect(Collectors.toMap(row -> row.getInteger("day"), ReceptionRules::people));
  }

  private static People people(Row row) {
    return new People(row.getLong("secretary"), row.getLong("deputy"), row.getLong("manager"));
  }

  private static final String PLANNED =
      """
      update reception_rule set planned_since = $2 where estate_id = $1 and planned_since is null
      """;

  void plannedSince(Transaction tx, String estateId, Instant now) {
    tx.write(PLANNED, Tuple.of(estateId, now.atOffset(ZoneOffset.UTC)));
  }

  private static ReceptionRule read(Row row, Map<Integer, People> rota) {
    var since = row.getOffsetDateTime("planned_since");
    return new ReceptionRule(
        row.getString("estate_id"),
        List.of(row.getArrayOfIntegers("days")),
        row.getLocalTime("starts_at"),
        row.getLocalTime("ends_at"),
        row.getString("place"),
        row.getString("whereabouts"),
        HolidayPolicy.valueOf(row.getString("policy")),
        Duration.ofMinutes(row.getInteger("slot_minutes")),
        people(row),
        rota,
        since == null ? null : since.toInstant());
  }
}
