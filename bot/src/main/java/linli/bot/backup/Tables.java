package linli.bot.backup;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

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
                              'estates_revision', 'channel_tokens',
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

  private static final String REFERENCES =
      """
      select child.relname, parent.relname
      from pg_constraint k
      join pg_class child on child.oid = k.conrelid
      join pg_class parent on parent.oid = k.confrelid
      join pg_namespace n on n.oid = child.relnamespace and n.nspname = current_schema()
      where k.contype = 'f' and k.conrelid <> k.confrelid
      """;

  /** Every table behind those that its foreign keys name. */
  List<String> inOrder(Connection connection) throws SQLException {
    var parents = new HashMap<String, Set<String>>();
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(REFERENCES)) {
      while (rows.next()) {
        parents.computeIfAbsent(rows.getString(1), x -> new HashSet<>()).add(rows.getString(2));
      }
    }
    return inOrder(parents);
  }

  private List<String> inOrder(Map<String, Set<String>> parents) {
    var ordered = new ArrayList<String>();
    var left = new ArrayList<>(columns.keySet());
    while (!left.isEmpty()) {
      var free =
          left.stream()
              .filter(table -> ordered.containsAll(parents.getOrDefault(table, Set.of())))
              .toList();
      if (free.isEmpty()) {
        throw new IllegalStateException("tables refer to each other in a circle: " + left);
      }
      ordered.addAll(free);
      left.removeAll(free);
    }
    return ordered;
  }
}
