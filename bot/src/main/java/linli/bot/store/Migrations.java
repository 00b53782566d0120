package linli.bot.store;

import java.sql.SQLException;
import java.util.Arrays;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;

/** The schema's versions, and the mark that a restore into it has not come to its end. */
public final class Migrations {

  private final DataSource dataSource;

  public Migrations(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** Brings the schema to this program's version; several nodes may call it at once. */
  public void migrate() {
    flyway("latest").migrate();
  }

  /** Brings the schema to an earlier version. */
  public void migrate(String version) {
    flyway(version).migrate();
  }

  /** Whether every migration of this program has been applied. */
  public boolean areApplied() {
    return flyway("latest").info().pending().length == 0;
  }

  /** Whether this program has a migration to that version. */
  public boolean know(String version) {
    return Arrays.stream(flyway("latest").info().all())
        .map(MigrationInfo::getVersion)
        .anyMatch(known -> known != null && known.getVersion().equals(version));
  }

  private static final String MARK =
      """
      create table restore_unfinished (since timestamptz not null default now())
      """;

  /** Marks the empty database before anything is restored: the service refuses it from here on. */
  public void beginRestore() throws SQLException {
    // Makes the history's table only; it would refuse a database in which the mark came first.
    flyway("0?").migrate();
    execute(MARK);
  }

  public static final String UNMARK = "drop table restore_unfinished";

  private static final String MARKED =
      """
      select to_regclass('restore_unfinished') is not null
      """;

  /** Throws when a restore was cut off in the middle: what is there is not the whole. */
  public void refuseUnfinishedRestore() {
    boolean unfinished;
    try (var connection = dataSource.getConnection();
        var statement = connection.createStatement();
        var found = statement.executeQuery(MARKED)) {
      unfinished = found.next() && found.getBoolean(1);
    } catch (SQLException failed) {
      throw new CannotStart(
          "the database does not answer (SQLSTATE %s)".formatted(failed.getSQLState()), failed);
    }
    if (unfinished) {
      throw new CannotStart(
          "database: a restore into it was cut off before its end; empty it"
              + " (the embedded one: delete the directory postgres of the data directory)"
              + " and restore again");
    }
  }

  private void execute(String sql) throws SQLException {
    try (var connection = dataSource.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private Flyway flyway(String target) {
    return Flyway.configure()
        .dataSource(dataSource)
        .locations("classpath:db/migration")
        .validateMigrationNaming(true)
        .target(target)
        .load();
  }
}
