package linli.bot.backup;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import linli.bot.store.ForeignKeys;

/** The product's tables as the database describes them. */
record Tables(Map<String, List<String>> columns) {

  private static final String READ =
      """
      select c.relname, a.attname
      from pg_class c
      join pg_namespace n on n.oid = c.relnamespace and n.nspname = current_schema()
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
      where c.relkind = 'r'
        and not a.attisdropped
        and a.attgenerated = ''
        and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
        and c.relname not in ('flyway_schema_history', 'restore_unfinished', 'outbox_epoch',
                              'estates_revision', 'channel_tokens', 'reply_handles',
                              'channel_pace', 'conversation_pace',
                              'qrtz_fired_triggers', 'qrtz_scheduler_state', 'qrtz_locks')
      order by c.relname, a.attnum
      """;

  /** All but what describes a running node, the schema's history and the cluster's numbers. */
  static Tables read(Connection connection) throws SQLException {
    var columns = new TreeMap<String, List<String>>();
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(READ)) {
      while (rows.next()) {
        columns.computeIfAbsent(rows.getString(1), x -> new ArrayList<>()).add(rows.getString(2));
      }
    }
    return new Tables(columns);
  }

  /** {@code "table" ("column", …)}. */
  String quoted(String table) {
    return columns.get(table).stream()
        .map(Tables::quote)
        .collect(Collectors.joining(", ", quote(table) + " (", ")"));
  }

  static String quote(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** Every table behind those that its foreign keys name. */
  List<String> inOrder(Connection connection) throws SQLException {
    var keys = new ForeignKeys();
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(ForeignKeys.READ)) {
      while (rows.next()) {
        keys.add(rows.getString(1), rows.getString(2));
      }
    }
    return keys.parentsFirst(columns.keySet());
  }
}
