package linli.bot.backup;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a backup holds; the entry {@code manifest.json}, written last.
 *
 * @param format of this file; another one is refused
 * @param schema the version of the last migration
 * @param madeAt ISO 8601
 * @param transactions above every transaction number in a cursor that was handed out until then
 * @param sequences the last value of each sequence that was used
 */
record Manifest(
    int format,
    String schema,
    String madeAt,
    long transactions,
    List<Table> tables,
    Map<String, Long> sequences,
    List<Entry> files) {

  static final int FORMAT = 1;
  static final String NAME = "manifest.json";
  static final String TABLES = "tables/";
  static final String FILES = "files/";

  /** An entry and the SHA-256 of its content. */
  record Entry(String name, String sha256) {}

  /** The rows of a table, in the text format of {@code copy}. */
  record Table(String name, List<String> columns, long rows, Entry entry) {}

  Stream<Entry> entries() {
    return Stream.concat(tables.stream().map(Table::entry), files.stream());
  }
}
