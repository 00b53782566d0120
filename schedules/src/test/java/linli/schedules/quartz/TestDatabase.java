package linli.schedules.quartz;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;

/** A real PostgreSQL of its own with the product's Quartz tables. */
final class TestDatabase implements AutoCloseable {

  private final EmbeddedPostgres server;
  private final HikariDataSource pool;

  private TestDatabase(EmbeddedPostgres server) {
    this.server = server;
    this.pool = pool(url());
  }

  static TestDatabase start() throws IOException {
    var database = new TestDatabase(EmbeddedPostgres.start());
    Flyway.configure().dataSource(database.pool).load().migrate();
    return database;
  }

  static HikariDataSource pool(String url) {
    var config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setMaximumPoolSize(6);
    return new HikariDataSource(config);
  }

  HikariDataSource pool() {
    return pool;
  }

  String url() {
    return server.getJdbcUrl("postgres", "postgres");
  }

  /** Forgets all work of earlier tests. */
  void empty() {
    run("truncate qrtz_job_details, qrtz_fired_triggers cascade");
  }

  void run(String sql) {
    try (var connection = pool.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  /** Counts the rows of a table, or of a table {@code where} something. */
  int count(String rows) {
    try (var connection = pool.getConnection();
        var statement = connection.createStatement();
        var result = statement.executeQuery("select count(*) from " + rows)) {
      result.next();
      return result.getInt(1);
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  @Override
  public void close() throws IOException {
    pool.close();
    server.close();
  }
}
