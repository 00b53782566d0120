package linli.bot.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which tables name which. */
public final class ForeignKeys {

  /** Rows of a table and another one that its foreign keys name. */
  public static final String READ =
      """
      select child.relname, parent.relname
      from pg_constraint k
      join pg_class child on child.oid = k.conrelid
      join pg_class parent on parent.oid = k.confrelid
      join pg_namespace n on n.oid = child.relnamespace and n.nspname = current_schema()
      where k.contype = 'f' and k.conrelid <> k.confrelid
      """;

  private final Map<String, Set<String>> parents = new HashMap<>();

  /** Takes in a row of {@link #READ}. */
  public void add(String child, String parent) {
    parents.computeIfAbsent(child, x -> new HashSet<>()).add(parent);
  }

  /**
   * These tables, every one behind those of them that its foreign keys name.
   *
   * @throws IllegalStateException when they name each other in a circle
   */
  public List<String> parentsFirst(Collection<String> tables) {
    var ordered = new ArrayList<String>();
    var left = new TreeSet<>(tables);
    while (!left.isEmpty()) {
      var free =
          left.stream()
              .filter(
                  table -> parents.getOrDefault(table, Set.of()).stream().noneMatch(left::contains))
              .toList();
      if (free.isEmpty()) {
        throw new IllegalStateException("tables refer to each other in a circle: " + left);
      }
      ordered.addAll(free);
      free.forEach(left::remove);
    }
    return ordered;
  }
}
