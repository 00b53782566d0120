package linli.bot.estates;

import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.StreamSupport;
import linli.bot.estates.PlaceNames.PlaceName;
import linli.bot.store.Transaction;

/** The stored names of places; services take changes up by themselves. */
public final class PlaceRegister {

  private static final String ALL =
      """
      select name, meaning, building, unit from place_name where estate_id = $1 order by name
      """;

  public List<PlaceName> all(Transaction tx, String estateId) {
    var rows = tx.preparedQuery(ALL).execute(Tuple.of(estateId)).await();
    return StreamSupport.stream(rows.spliterator(), false)
        .map(
            row ->
                new PlaceName(
                    row.getString("name"),
                    row.getString("meaning"),
                    row.getString("building"),
                    row.getString("unit")))
        .toList();
  }

  private static final String PUT =
      """
      insert into place_name (estate_id, name, meaning, building, unit, added_by, added_at)
      values ($1, $2, $3, $4, $5, $6, $7)
      on conflict (estate_id, name) do update
      set meaning = excluded.meaning, building = excluded.building, unit = excluded.unit,
          added_by = excluded.added_by, added_at = excluded.added_at
      """;

  /** Adds a name or changes what it means. */
  public void put(Transaction tx, String estateId, PlaceName place, long by, Instant now) {
    tx.preparedQuery(PUT)
        .execute(
            Tuple.of(estateId, place.name(), place.meaning(), place.building(), place.unit())
                .addValue(by)
                .addValue(now.atOffset(ZoneOffset.UTC)))
        .await();
  }

  private static final String REMOVE =
      """
      delete from place_name where estate_id = $1 and name = $2
      """;

  /**
   * @return false when there is no such name
   */
  public boolean remove(Transaction tx, String estateId, String name) {
    return tx.preparedQuery(REMOVE).execute(Tuple.of(estateId, name)).await().rowCount() == 1;
  }
}
