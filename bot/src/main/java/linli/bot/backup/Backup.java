package linli.bot.backup;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.sql.DataSource;
import linli.bot.media.Blobs;
import linli.bot.media.Blobs.StoreFailed;
import linli.bot.media.FileBlobs;
import linli.bot.store.CannotStart;
import linli.bot.store.Migrations;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/** Writes all that is kept, as it was at one moment, into one file; the service goes on. */
public final class Backup {

  static final ObjectMapper JSON =
      new ObjectMapper().disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);

  private final Connection connection;
  private final Path files;
  private final Optional<Blobs> bucket;
  private final Clock clock;
  private final Consumer<String> progress;

  private Backup(
      Connection connection,
      Path files,
      Optional<Blobs> bucket,
      Clock clock,
      Consumer<String> progress) {
    this.connection = connection;
    this.files = files;
    this.bucket = bucket;
    this.clock = clock;
    this.progress = progress;
  }

  /**
   * Makes {@code file}, which must not exist.
   *
   * @param data the data directory; its {@code files} are taken along
   * @param bucket where photos and recordings lie, when not in the data directory
   * @param progress hears a line for each table
   * @throws CannotStart when it cannot; nothing is left of the file then
   */
  public static void write(
      DataSource database,
      Path data,
      Optional<Blobs> bucket,
      Path file,
      Clock clock,
      Consumer<String> progress) {
    new Migrations(database).refuseUnfinishedRestore();
    try (var connection = database.getConnection()) {
      var backup = new Backup(connection, data.resolve("files"), bucket, clock, progress);
      PartFile.write(file, backup::writeTo);
    } catch (SQLException failed) {
      throw new CannotStart(
          "the database failed while it was read (SQLSTATE %s); nothing is left of %s"
              .formatted(failed.getSQLState(), file));
    } catch (StoreFailed failed) {
      throw new CannotStart(
          "media.s3: %s; nothing is left of %s".formatted(failed.getMessage(), file));
    }
  }

  private void writeTo(OutputStream out) throws IOException, SQLException {
    var tables = freeze();
    var zip = new ZipOutputStream(out);
    var schema = schema();
    var transactions = transactions();
    var copied = new ArrayList<Manifest.Table>();
    for (var table : tables.columns().keySet()) {
      copied.add(copy(zip, tables, table));
    }
    var manifest =
        new Manifest(
            Manifest.FORMAT,
            schema,
            OffsetDateTime.now(clock).toString(),
            transactions,
            copied,
            sequences(),
            // After the rows: a row never names a file that was not there yet.
            files(zip));
    zip.putNextEntry(new ZipEntry(Manifest.NAME));
    JSON.writerWithDefaultPrettyPrinter().writeValue(zip, manifest);
    zip.closeEntry();
    zip.finish();
  }

  private static final String ISOLATION =
      "set transaction isolation level repeatable read read only";

  /** Everything is read as it is now. No migration can come between. */
  private Tables freeze() throws SQLException {
    var before = Tables.read(connection);
    if (before.columns().isEmpty()) {
      throw new CannotStart("database: expected one with Linli's tables, it has none");
    }
    connection.setAutoCommit(false);
    execute(ISOLATION);
    // The lock comes before the first read, which is the moment that is kept.
    execute(
        before.columns().keySet().stream()
            .map(Tables::quote)
            .collect(Collectors.joining(", ", "lock table ", " in access share mode")));
    var tables = Tables.read(connection);
    if (!tables.equals(before)) {
      throw new CannotStart("database: its schema is being changed; try again in a minute");
    }
    return tables;
  }

  private void execute(String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static final String SCHEMA =
      """
      select version
      from flyway_schema_history
      where success and version is not null
      order by installed_rank desc
      limit 1
      """;

  private String schema() throws SQLException {
    return value(SCHEMA, "0");
  }

  private static final String HAS_EPOCH =
      """
      select to_regclass('outbox_epoch') is not null
      """;

  private static final String EPOCH = "select base from outbox_epoch";

  private static final String NEXT =
      """
      select pg_snapshot_xmax(pg_current_snapshot())::text
      """;

  private long transactions() throws SQLException {
    var base = value(HAS_EPOCH, "f").equals("t") ? value(EPOCH, "0") : "0";
    return Long.parseLong(base) + Long.parseLong(value(NEXT, "0"));
  }

  private String value(String sql, String otherwise) throws SQLException {
    try (var statement = connection.createStatement();
        var found = statement.executeQuery(sql)) {
      return found.next() ? found.getString(1) : otherwise;
    }
  }

  private Manifest.Table copy(ZipOutputStream zip, Tables tables, String table)
      throws IOException, SQLException {
    var entry = new Writing(zip, Manifest.TABLES + table + ".copy");
    var sql = "copy " + tables.quoted(table) + " to stdout";
    var rows = copies().copyOut(sql, entry.out);
    progress.accept("%s: %d rows".formatted(table, rows));
    return new Manifest.Table(table, tables.columns().get(table), rows, entry.close());
  }

  private CopyManager copies() throws SQLException {
    return connection.unwrap(PGConnection.class).getCopyAPI();
  }

  private static final String SEQUENCES =
      """
      select sequencename, last_value
      from pg_sequences
      where schemaname = current_schema() and last_value is not null
      """;

  /** Read after the rows, so never behind them. */
  private Map<String, Long> sequences() throws SQLException {
    var sequences = new TreeMap<String, Long>();
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(SEQUENCES)) {
      while (rows.next()) {
        sequences.put(rows.getString(1), rows.getLong(2));
      }
    }
    return sequences;
  }

  private List<Manifest.Entry> files(ZipOutputStream zip) throws IOException, SQLException {
    var entries = new ArrayList<Manifest.Entry>();
    if (bucket.isPresent()) {
      objects(zip, bucket.get(), entries);
    }
    if (!Files.isDirectory(files)) {
      return entries;
    }
    try (var found = Files.walk(files)) {
      for (var file : (Iterable<Path>) found.sorted()::iterator) {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          add(zip, file, entries);
        }
      }
    }
    progress.accept("%d files".formatted(entries.size()));
    return entries;
  }

  private static final String OBJECTS = "select sha256 from media_blob order by sha256";

  /** What lies in the bucket stands in the backup where the data directory would have it. */
  private void objects(ZipOutputStream zip, Blobs from, List<Manifest.Entry> entries)
      throws IOException, SQLException {
    var wanted = new ArrayList<String>();
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(OBJECTS)) {
      while (rows.next()) {
        wanted.add(rows.getString(1));
      }
    }
    for (var sha256 : wanted) {
      var bytes = from.get(sha256); // absent: deleted since, as the service may
      if (bytes.isPresent()) {
        var entry = new Writing(zip, Manifest.FILES + FileBlobs.name(sha256));
        entry.out.write(bytes.get());
        entries.add(entry.close());
      }
    }
    progress.accept("%d objects".formatted(entries.size()));
  }

  private void add(ZipOutputStream zip, Path file, List<Manifest.Entry> entries)
      throws IOException {
    try (var in = Files.newInputStream(file)) {
      var name = files.relativize(file).toString().replace('\\', '/');
      var entry = new Writing(zip, Manifest.FILES + name);
      in.transferTo(entry.out);
      entries.add(entry.close());
    } catch (NoSuchFileException removed) {
      // Deleted since the walk began, as the service may.
    }
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** An entry being written. */
  private static final class Writing {

    private final ZipOutputStream zip;
    private final String name;
    private final DigestOutputStream out;

    Writing(ZipOutputStream zip, String name) throws IOException {
      this.zip = zip;
      this.name = name;
      this.out = new DigestOutputStream(zip, sha256());
      zip.putNextEntry(new ZipEntry(name));
    }

    Manifest.Entry close() throws IOException {
      zip.closeEntry();
      return new Manifest.Entry(name, HexFormat.of().formatHex(out.getMessageDigest().digest()));
    }
  }
}
