package linli.bot.store;

import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/**
 * One real PostgreSQL per test JVM, migrated once.
 *
 * <p>{@link #clean()} empties every table; {@link #fresh()} gives a database of one's own. The
 * files stay in {@code target} so that the next run starts in a second.
 */
public final class TestDatabase {

  private static final String TEMPLATE = "linli_template";
  private static final String SHARED = "linli_test";
  private static final int POOL_SIZE = 16;

  /** Which of the JVMs that test at the same time this is. */
  private static final String FORK = System.getProperty("linli.fork", "1");

  private static final AtomicInteger count = new AtomicInteger();

  private static final Vertx vertx = Vertx.vertx();
  private static final PostgresServer server = startServer();
  private static final Database shared = prepare();

  private TestDatabase() {}

  /** A database of one's own: the schema is there, the tables are empty. */
  public record Fresh(String name, String url, Database database) implements AutoCloseable {
    @Override
    public void close() {
      database.close();
      admin("drop database if exists " + name + " with (force)");
    }
  }

  public static Vertx vertx() {
    return vertx;
  }

  public static Pool pool() {
    return shared.pool();
  }

  public static Transactions transactions() {
    return shared.transactions();
  }

  public static DataSource dataSource() {
    return shared.dataSource();
  }

  public static Database database() {
    return shared;
  }

  /** {@code postgresql://…} of the shared database. */
  public static String url() {
    return server.url(SHARED);
  }

  /** Empties every table and starts the identities again. */
  public static void clean() {
    Emptied.of(shared.pool());
  }

  /** A copy of the empty, migrated database; close it. */
  public static Fresh fresh() {
    var name = "linli_fresh_" + count.incrementAndGet();
    create(name);
    return new Fresh(name, server.url(name), Database.at(vertx, server.url(name), POOL_SIZE));
  }

  /** An empty database without the schema; close it. */
  public static Fresh empty() {
    var name = "linli_empty_" + count.incrementAndGet();
    admin("drop database if exists " + name + " with (force)");
    admin("create database " + name);
    return new Fresh(name, server.url(name), Database.at(vertx, server.url(name), POOL_SIZE));
  }

  /** Makes every connection to this database fail, those that are open too. */
  public static void stopAnswering(Fresh fresh) {
    admin("alter database %s with allow_connections false".formatted(fresh.name()));
    admin(
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = '%s'"
            .formatted(fresh.name()));
  }

  /** The opposite of {@link #stopAnswering}. */
  public static void answerAgain(Fresh fresh) {
    admin("alter database %s with allow_connections true".formatted(fresh.name()));
  }

  private static PostgresServer startServer() {
    var target = Path.of("target").toAbsolutePath();
    var running = PostgresServer.start(target.resolve("test-postgres-" + FORK), programs());
    Runtime.getRuntime().addShutdownHook(new Thread(running::close));
    return running;
  }

  /** Where the server's programs are unpacked, shared by every server that a test starts. */
  static Path programs() {
    return Path.of("target").toAbsolutePath().resolve("test-postgres-programs");
  }

  private static Database prepare() {
    admin("drop database if exists " + TEMPLATE + " with (force)");
    admin("create database " + TEMPLATE);
    try (var template = Database.at(vertx, server.url(TEMPLATE), 1)) {
      template.migrate();
    }
    create(SHARED);
    return Database.at(vertx, server.url(SHARED), POOL_SIZE);
  }

  private static void create(String name) {
    admin("drop database if exists " + name + " with (force)");
    admin("create database %s template %s".formatted(name, TEMPLATE));
  }

  private static void admin(String sql) {
    var source = new org.postgresql.ds.PGSimpleDataSource();
    source.setUrl("jdbc:" + server.url("postgres").replaceFirst("//[^@]*@", "//"));
    var credentials = server.url("postgres").replaceFirst(".*//([^@]*)@.*", "$1").split(":");
    try (var connection = source.getConnection(credentials[0], credentials[1]);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (java.sql.SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }
}
