package linli.bot.whistles;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import linli.bot.store.Memory;
import linli.bot.store.Transaction;
import linli.bot.whistles.Whistle.Colour;
import linli.bot.whistles.Whistle.State;

/** SQL of whistles. */
final class WhistleRepository {

  private static final String INSERT =
      """
      insert into whistle (estate_id, case_id, from_level, from_party, to_party, blown_by, reason,
                           blown_at, respond_by, arrive_by, state, refusals, final)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'ASKED', $11, $12)
      returning *
      """;

  /** Writes a new one; its id, state and times of answers are not looked at. */
  Whistle insert(Transaction tx, Whistle wanted) {
    return one(
            tx,
            INSERT,
            Tuple.tuple()
                .addValue(wanted.estateId())
                .addValue(wanted.caseId())
                .addValue(wanted.fromLevel().id())
                .addValue(wanted.fromParty())
                .addValue(wanted.toParty())
                .addValue(wanted.blownBy())
                .addValue(wanted.reason())
                .addValue(utc(wanted.blownAt()))
                .addValue(utc(wanted.respondBy()))
                .addValue(utc(wanted.arriveBy()))
                .addValue(wanted.refusals())
                .addValue(wanted.decided()))
        .orElseThrow();
  }

  private record Which(String estateId, long caseId) {}

  private static final Memory<Which, List<Whistle>> OF = new Memory<>("whistle");

  private static final String OF_CASES =
      """
      select * from whistle where estate_id = $1 and case_id = any($2) order by whistle_id
      """;

  /** Looks up together of which cases {@link #ofCase} will be asked for. */
  void prepare(Transaction tx, String estateId, Collection<Long> caseIds) {
    var asked = Tuple.of(estateId).addArrayOfLong(caseIds.toArray(Long[]::new));
    var found =
        all(tx.preparedQuery(OF_CASES).execute(asked).await()).stream()
            .collect(Collectors.groupingBy(Whistle::caseId));
    caseIds.forEach(
        id -> tx.remember(OF, new Which(estateId, id), found.getOrDefault(id, List.of())));
  }

  /** All of a case, the oldest first. */
  List<Whistle> ofCase(Transaction tx, String estateId, long caseId) {
    var which = new Which(estateId, caseId);
    if (tx.recall(OF, which).isEmpty()) {
      prepare(tx, estateId, List.of(caseId));
    }
    return tx.recall(OF, which).orElseThrow();
  }

  private static final String MANY =
      """
      select case_id from whistle w
      where estate_id = $1 and state in ('ASKED', 'TAKEN', 'ARRIVED', 'DISPUTED')
        and from_level <> 'resident'
      group by case_id
      having count(distinct to_party) >= 2
        and bool_or(state in ('ASKED', 'TAKEN', 'DISPUTED'))
      order by case_id limit 30
      """;

  /** Cases to which several parties were called by staff, while one of them is still awaited. */
  List<Long> withManyParties(Transaction tx, String estateId) {
    var rows = tx.preparedQuery(MANY).execute(Tuple.of(estateId)).await();
    return StreamSupport.stream(rows.spliterator(), false)
        .map(row -> row.getLong("case_id"))
        .toList();
  }

  private static final String BY_ID =
      """
      select * from whistle where estate_id = $1 and whistle_id = $2
      """;

  Optional<Whistle> find(Transaction tx, String estateId, long id) {
    return one(tx, BY_ID, Tuple.of(estateId, id));
  }

  private static final String TAKE =
      """
      update whistle set state = 'TAKEN', taken_at = $3
      where estate_id = $1 and whistle_id = $2
      """;

  void take(Transaction tx, Whistle whistle, Instant at) {
    tx.write(TAKE, Tuple.of(whistle.estateId(), whistle.id(), utc(at)));
  }

  private static final String ARRIVE =
      """
      update whistle
      set state = 'ARRIVED', taken_at = coalesce(taken_at, $3), arrived_at = $3, said = $4,
          colour = coalesce(colour, case when $3 <= arrive_by then 'RED' else 'BLACK' end)
      where estate_id = $1 and whistle_id = $2
      """;

  /** There; red when it is in time. */
  void arrive(Transaction tx, Whistle whistle, String said, Instant at) {
    tx.write(ARRIVE, Tuple.of(whistle.estateId(), whistle.id(), utc(at), said));
  }

  private static final String LEAVE =
      """
      update whistle set state = $3, refusals = $4, said = coalesce($5, said)
      where estate_id = $1 and whistle_id = $2
      """;

  /** 退, sent on or in dispute, or decided otherwise. */
  void leave(Transaction tx, Whistle whistle, State state, int refusals, String said) {
    tx.write(LEAVE, Tuple.of(whistle.estateId(), whistle.id(), state.name(), refusals, said));
  }

  private static final String BLACK =
      """
      update whistle set colour = 'BLACK' where estate_id = $1 and whistle_id = $2
      """;

  void black(Transaction tx, Whistle whistle) {
    tx.write(BLACK, Tuple.of(whistle.estateId(), whistle.id()));
  }

  private static Optional<Whistle> one(Transaction tx, String sql, Tuple values) {
    return all(tx.preparedQuery(sql).execute(values).await()).stream().findFirst();
  }

  private static List<Whistle> all(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false).map(WhistleRepository::read).toList();
  }

  private static Whistle read(Row row) {
    var colour = row.getString("colour");
    return new Whistle(
        row.getString("estate_id"),
        row.getLong("whistle_id"),
        row.getLong("case_id"),
        Level.byId(row.getString("from_level")).orElseThrow(),
        row.getString("from_party"),
        row.getString("to_party"),
        row.getLong("blown_by"),
        row.getString("reason"),
        instant(row, "blown_at"),
        instant(row, "respond_by"),
        instant(row, "arrive_by"),
        State.valueOf(row.getString("state")),
        row.getInteger("refusals"),
        row.getBoolean("final"),
        instant(row, "arrived_at"),
        colour == null ? null : Colour.valueOf(colour));
  }

  private static Instant instant(Row row, String column) {
    var at = row.getOffsetDateTime(column);
    return at == null ? null : at.toInstant();
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
