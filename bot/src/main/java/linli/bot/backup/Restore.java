package linli.bot.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import linli.bot.media.Blobs;
import linli.bot.media.Blobs.StoreFailed;
import linli.bot.media.FileBlobs;
import linli.bot.store.CannotStart;
import linli.bot.store.Migrations;
import org.postgresql.PGConnection;

/**
 * Fills an empty database with a backup. Until its end the database carries a mark at which the
 * service refuses to start.
 */
public final class Restore implements AutoCloseable {

  /**
   * More transactions than the old cluster can have begun since the backup; numbers of the new one
   * come behind all of them (V040__outbox_epoch.sql).
   */
  private static final long EPOCH = 1L << 40;

  private final BackupFile file;
  private final Consumer<String> progress;

  private Restore(BackupFile file, Consumer<String> progress) {
    this.file = file;
    this.progress = progress;
  }

  /**
   * Opens the backup and checks all of it; nothing is written yet.
   *
   * @param progress hears a line for each table
   * @throws CannotStart when anything about it is wrong
   */
  public static Restore from(Path file, Consumer<String> progress) {
    try {
      return new Restore(BackupFile.open(file), progress);
    } catch (SQLException impossible) { // checking speaks to no database
      throw new IllegalStateException(impossible);
    }
  }

  /**
   * Restores into the empty database and the data directory, which has no files yet.
   *
   * @param bucket where photos and recordings shall lie, when not in the data directory
   */
  public void into(DataSource database, Path data, Optional<Blobs> bucket) {
    try {
      fill(database, data, bucket);
    } catch (SQLException failed) {
      // The server's message may quote a value.
      throw new CannotStart(
          "the database failed while it was filled (SQLSTATE %s); empty it and restore again"
              .formatted(failed.getSQLState()));
    } catch (StoreFailed failed) {
      throw new CannotStart(
          "media.s3: %s; empty the database and restore again".formatted(failed.getMessage()));
    } catch (IOException failed) {
      throw new CannotStart(
          "cannot write into %s: %s".formatted(data.toAbsolutePath(), failed.getMessage()));
    }
  }

  private void fill(DataSource database, Path data, Optional<Blobs> bucket)
      throws SQLException, IOException {
    var migrations = new Migrations(database);
    migrations.refuseUnfinishedRestore();
    refuseUnknown(migrations);
    refuseFiles(data.resolve("files"));
    try (var connection = database.getConnection()) {
      refuseUnlessEmpty(connection);
      migrations.beginRestore();
      migrations.migrate(file.manifest().schema());
      connection.setAutoCommit(false);
      rows(connection);
      connection.commit();
      migrations.migrate();
      files(data.resolve("files"));
      if (bucket.isPresent()) {
        progress.accept("%d objects".formatted(FileBlobs.moveAll(data, bucket.get())));
      }
      finish(connection);
    }
  }

  private void refuseUnknown(Migrations migrations) {
    var schema = file.manifest().schema();
    if (!migrations.know(schema)) {
      throw new CannotStart(
          "the backup has schema version %s, which this program does not know; use the Linli that made it or a newer one"
              .formatted(schema));
    }
  }

  private static void refuseFiles(Path files) throws IOException {
    if (!Files.isDirectory(files)) {
      return;
    }
    try (var found = Files.list(files)) {
      if (found.findAny().isPresent()) {
        throw new CannotStart(
            "data: expected no files yet, %s has some; choose another data directory or move them away"
                .formatted(files.toAbsolutePath()));
      }
    }
  }

  private static final String OBJECTS =
      """
      select count(*)
      from pg_class c
      join pg_namespace n on n.oid = c.relnamespace and n.nspname = current_schema()
      where not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
      """;

  private static void refuseUnlessEmpty(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var found = statement.executeQuery(OBJECTS)) {
      if (!found.next() || found.getLong(1) > 0) {
        throw new CannotStart(
            "database: expected an empty one, it has tables; create another database and name that");
      }
    }
  }

  private void rows(Connection connection) throws SQLException {
    var tables = Tables.read(connection);
    var stored =
        file.manifest().tables().stream()
            .collect(Collectors.toMap(Manifest.Table::name, table -> table));
    if (!tables.columns().equals(columns(stored.values()))) {
      throw new CannotStart(
          "the backup's tables are not those of its schema version %s; it was not made by Linli"
              .formatted(file.manifest().schema()));
    }
    for (var table : tables.inOrder(connection)) {
      copy(connection, tables, stored.get(table));
    }
    sequences(connection);
  }

  private static Map<String, List<String>> columns(Iterable<Manifest.Table> tables) {
    var columns = new java.util.TreeMap<String, List<String>>();
    tables.forEach(table -> columns.put(table.name(), table.columns()));
    return columns;
  }

  private void copy(Connection connection, Tables tables, Manifest.Table table)
      throws SQLException {
    var copies = connection.unwrap(PGConnection.class).getCopyAPI();
    var sql = "copy " + tables.quoted(table.name()) + " from stdin";
    file.read(
        table.entry(),
        content -> {
          var rows = copies.copyIn(sql, content);
          if (rows != table.rows()) {
            throw new CannotStart(
                "%s: expected %d rows, got %d".formatted(table.entry().name(), table.rows(), rows));
          }
        });
    progress.accept("%s: %d rows".formatted(table.name(), table.rows()));
  }

  private static final String SEQUENCE =
      """
      select setval(quote_ident(?)::regclass, ?)
      """;

  private void sequences(Connection connection) throws SQLException {
    try (var statement = connection.prepareStatement(SEQUENCE)) {
      for (var sequence : file.manifest().sequences().entrySet()) {
        statement.setString(1, sequence.getKey());
        statement.setLong(2, sequence.getValue());
        statement.execute();
      }
    }
  }

  private void files(Path directory) throws IOException, SQLException {
    for (var entry : file.manifest().files()) {
      var target = directory.resolve(entry.name().substring(Manifest.FILES.length())).normalize();
      if (!target.startsWith(directory)) {
        throw new CannotStart(entry.name() + ": expected a place below files");
      }
      Files.createDirectories(target.getParent());
      file.read(entry, content -> Files.copy(content, target));
    }
    progress.accept("%d files".formatted(file.manifest().files().size()));
  }

  private static final String EPOCHS =
      """
      insert into outbox_epoch (base)
      values (?)
      on conflict (only_row) do update set base = excluded.base
      """;

  /** What no node holds any more waits for its next time, as after a crash. */
  private static final String TRIGGERS =
      """
      update qrtz_triggers
      set trigger_state = case trigger_state when 'PAUSED_BLOCKED' then 'PAUSED' else 'WAITING' end
      where trigger_state in ('ACQUIRED', 'BLOCKED', 'PAUSED_BLOCKED')
      """;

  private void finish(Connection connection) throws SQLException {
    try (var epoch = connection.prepareStatement(EPOCHS);
        var statement = connection.createStatement()) {
      epoch.setLong(1, file.manifest().transactions() + EPOCH);
      epoch.execute();
      statement.execute(TRIGGERS);
      statement.execute("analyze");
      statement.execute(Migrations.UNMARK);
    }
    connection.commit();
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException failed) {
      throw new java.io.UncheckedIOException(failed);
    }
  }
}
