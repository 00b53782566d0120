package linli.bot.store;

import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A kind of answers that a transaction keeps, to give them again without asking: for who knows
 * before what many messages will ask for. It is all forgotten as soon as a statement of the
 * transaction writes to one of its tables.
 *
 * @param <K> what is asked for
 * @param <V> what is kept
 */
public final class Memory<K, V> {

  private static final Pattern WRITES =
      Pattern.compile(
          "\\b(?:insert\\s+into|update|delete\\s+from|merge\\s+into|truncate(?:\\s+table)?)\\s+"
              + "(?:only\\s+)?([a-z_]+)");

  /** Statements are constants of the program, so there are only so many of them. */
  private static final Map<String, Set<String>> WRITTEN = new ConcurrentHashMap<>();

  private final Set<String> tables;

  /**
   * @param tables all tables that the answers are read from; those that a trigger writes to must
   *     stand here under the names of the tables whose change fires it
   */
  public Memory(String... tables) {
    this.tables = Set.of(tables);
  }

  boolean isChangedBy(String sql) {
    var written = WRITTEN.computeIfAbsent(sql, Memory::tablesWritten);
    return !written.isEmpty() && tables.stream().anyMatch(written::contains);
  }

  /** Also what only looks like it ({@code for update skip locked}): too much is no harm here. */
  static Set<String> tablesWritten(String sql) {
    return WRITES
        .matcher(sql.toLowerCase(Locale.ROOT))
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(HashSet::new));
  }
}
