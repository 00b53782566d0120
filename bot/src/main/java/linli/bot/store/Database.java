package linli.bot.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.nio.file.Path;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * The PostgreSQL that everything is kept in: embedded, or a server that {@code database.url} names.
 */
public final class Database implements AutoCloseable {

  static final String NAME = "linli";

  /** Migrations and the timer's own tables only; everything else goes through {@link #pool()}. */
  private static final int JDBC_CONNECTIONS = 6;

  /** So long a statement waits for a connection, and a connection for the server. */
  private static final int PATIENCE_SECONDS = 5;

  private final PostgresServer server;
  private static final int MOST_ATTEMPTS_AT_START = 5;

  private final PgConnectOptions options;
  private final Pool pool;
  private final HikariDataSource dataSource;

  private Database(Vertx vertx, PostgresServer server, String url, int poolSize) {
    this.server = server;
    this.options = options(url);
    this.pool =
        PgBuilder.pool()
            .with(
                new PoolOptions()
                    .setMaxSize(poolSize)
                    .setName(NAME)
                    .setConnectionTimeout(PATIENCE_SECONDS))
            .with(new NetClientOptions().setConnectTimeout(PATIENCE_SECONDS * 1000))
            .connectingTo(options)
            .using(vertx)
            .build();
    this.dataSource = dataSource(options);
  }

  /** Starts a server of our own below {@code directory}, with a database in it. */
  public static Database embedded(Vertx vertx, Path directory, int poolSize) {
    var server = PostgresServer.start(directory, directory.resolve("programs"));
    try {
      createDatabase(server);
      var database = new Database(vertx, server, server.url(NAME), poolSize);
      database.refuseUnlessDurable();
      return database;
    } catch (RuntimeException failed) {
      server.close();
      throw failed;
    }
  }

  /** Uses the server at {@code postgresql://user:password@host:port/database}. */
  public static Database at(Vertx vertx, String url, int poolSize) {
    var database = new Database(vertx, null, url, poolSize);
    try {
      database.refuseUnlessDurable();
    } catch (CannotStart failed) {
      database.close();
      throw failed;
    }
    return database;
  }

  /** Brings the schema up to date; does nothing when it is. Several nodes may call it at once. */
  public void migrate() {
    var migrations = new Migrations(dataSource);
    migrations.refuseUnfinishedRestore();
    migrations.migrate();
  }

  public Pool pool() {
    return pool;
  }

  public Transactions transactions() {
    return new Transactions(pool);
  }

  /** JDBC connections for Quartz and Flyway. */
  public DataSource dataSource() {
    return dataSource;
  }

  /** How to reach the server with a connection of one's own (LISTEN); holds the password. */
  public PgConnectOptions connectOptions() {
    return new PgConnectOptions(options);
  }

  /** Whether the server answers within {@code patience}. Must not be called on an event loop. */
  public boolean answers(Duration patience) {
    try {
      pool.query("select 1")
          .execute()
          .await(patience.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS);
      return true;
    } catch (Exception silent) { // a time-out is checked, a refused connection is not
      return false;
    }
  }

  /** Whether every migration of this program has been applied. False when the database is away. */
  public boolean isMigrated() {
    try {
      return new Migrations(dataSource).areApplied();
    } catch (RuntimeException away) {
      return false;
    }
  }

  /** The embedded server's process; empty for a server that is not ours. */
  java.util.Optional<Long> serverPid() {
    return server == null ? java.util.Optional.empty() : server.pid();
  }

  @Override
  public void close() {
    pool.close().await();
    dataSource.close();
    if (server != null) {
      server.close();
    }
  }

  static void createDatabase(PostgresServer server) {
    try (var admin = dataSource(options(server.url("postgres")));
        var connection = admin.getConnection();
        var statement = connection.createStatement()) {
      var found =
          statement.executeQuery("select 1 from pg_database where datname = '" + NAME + "'");
      if (!found.next()) {
        statement.execute("create database " + NAME);
      }
    } catch (java.sql.SQLException failed) {
      throw new CannotStart(
          "the embedded PostgreSQL does not answer: " + failed.getMessage(), failed);
    }
  }

  /**
   * An acknowledgement promises that the event survives a power cut: only so long as these hold.
   */
  private void refuseUnlessDurable() {
    for (var setting : new String[] {"fsync", "full_page_writes", "synchronous_commit"}) {
      var value = show(setting);
      if (value.equals("off")) {
        throw new CannotStart(
            "database: expected the PostgreSQL setting %s to be on, got off".formatted(setting));
      }
    }
  }

  /** A server that just started on a busy machine may let the first ones wait. */
  private String show(String setting) {
    for (int attempt = 1; ; attempt++) {
      try {
        return pool.query("show " + setting).execute().await().iterator().next().getString(0);
      } catch (Exception failed) { // a refused connection is not declared
        var tooSlow = String.valueOf(failed.getMessage()).contains("Timeout");
        if (!tooSlow || attempt == MOST_ATTEMPTS_AT_START) {
          throw new CannotStart(
              "database.url: expected a PostgreSQL server that answers, got: "
                  + failed.getMessage(),
              failed);
        }
      }
    }
  }

  static PgConnectOptions options(String url) {
    try {
      // Every statement is prepared once and finds its rows by an index whatever its values are:
      // planning it anew each time costs more than running it.
      return PgConnectOptions.fromUri(url)
          .setCachePreparedStatements(true)
          .addProperty("plan_cache_mode", "force_generic_plan");
    } catch (RuntimeException malformed) {
      // The cause would print the address with its password.
      throw new CannotStart(
          "database.url: expected postgresql://user:password@host:port/database, got something else");
    }
  }

  private static HikariDataSource dataSource(PgConnectOptions options) {
    var config = new HikariConfig();
    config.setPoolName(NAME);
    config.setJdbcUrl(
        "jdbc:postgresql://%s:%d/%s"
            .formatted(options.getHost(), options.getPort(), options.getDatabase()));
    config.setUsername(options.getUser());
    config.setPassword(options.getPassword());
    config.setMaximumPoolSize(JDBC_CONNECTIONS);
    config.setMinimumIdle(0);
    config.setInitializationFailTimeout(-1);
    return new HikariDataSource(config);
  }
}
