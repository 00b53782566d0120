package linli.bot.estates;

import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import linli.bot.store.EstateLock;
import linli.bot.store.ForeignKeys;
import linli.bot.store.Transaction;

/** The demo's estates and everything that happened in them. */
public final class DemoData {

  private DemoData() {}

  private static final String ESTATES =
      """
      select estate_id, name from estate where demo order by estate_id
      """;

  /** Names of the demo's estates that are stored, by their ids. */
  public static Map<String, String> estates(Transaction tx) {
    var names = new HashMap<String, String>();
    for (var row : tx.query(ESTATES).execute().await()) {
      names.put(row.getString("estate_id"), row.getString("name"));
    }
    return names;
  }

  private static final String CLOCK_AND_LEFTOVERS =
      """
      delete from demo_clock;
      delete from said_today;
      delete from inbox where not exists (select from estate);
      """;

  /**
   * Removes all of it, also what is otherwise append-only; other estates keep everything. What
   * people were told today is forgotten for all.
   *
   * @return the names of what was removed
   */
  public static List<String> remove(Transaction tx) {
    var gone = estates(tx);
    if (gone.isEmpty()) {
      return List.of();
    }
    EstateLock.takeAll(tx, gone.keySet());
    var ids = Tuple.of((Object) gone.keySet().toArray(String[]::new));
    for (var table : childrenFirst(tx)) {
      tx.query("alter table %s disable trigger user".formatted(table)).execute().await();
      tx.preparedQuery("delete from %s where estate_id = any($1)".formatted(table))
          .execute(ids)
          .await();
      tx.query("alter table %s enable trigger user".formatted(table)).execute().await();
    }
    tx.query(CLOCK_AND_LEFTOVERS).execute().await();
    return gone.values().stream().sorted().toList();
  }

  private static final String TABLES =
      """
      select table_name
      from information_schema.columns
      join information_schema.tables using (table_schema, table_name)
      where table_schema = current_schema() and column_name = 'estate_id'
        and table_type = 'BASE TABLE'
      """;

  /** Every table with an estate's rows in front of those that its foreign keys name. */
  private static List<String> childrenFirst(Transaction tx) {
    var tables = new ArrayList<String>();
    tx.query(TABLES).execute().await().forEach(row -> tables.add(row.getString(0)));
    var keys = new ForeignKeys();
    tx.query(ForeignKeys.READ)
        .execute()
        .await()
        .forEach(row -> keys.add(row.getString(0), row.getString(1)));
    return keys.parentsFirst(tables).reversed();
  }
}
