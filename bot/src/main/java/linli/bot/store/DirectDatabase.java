package linli.bot.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** The database for a command that works on it as a whole, while the service runs or not. */
public final class DirectDatabase implements AutoCloseable {

  private final PostgresServer server;
  private final Path made;
  private final DataSource dataSource;

  private DirectDatabase(PostgresServer server, Path made, String url) {
    this.server = server;
    this.made = made;
    this.dataSource = dataSource(url);
  }

  /** The server at {@code postgresql://user:password@host:port/database}. */
  public static DirectDatabase at(String url) {
    return new DirectDatabase(null, null, url);
  }

  /** The one in the data directory: the running service's, else started until closed. */
  public static DirectDatabase in(Path data) {
    return in(data, data.resolve("programs"));
  }

  static DirectDatabase in(Path data, Path programs) {
    if (!PostgresServer.existsIn(data)) {
      throw new CannotStart(
          "data: expected a data directory with a database, there is none in "
              + data.toAbsolutePath());
    }
    if (PostgresServer.isInUse(data)) {
      return at(PostgresServer.urlOfRunning(data, Database.NAME));
    }
    var server = PostgresServer.start(data, programs);
    return new DirectDatabase(server, null, server.url(Database.NAME));
  }

  /** A new and empty one in the data directory. */
  public static DirectDatabase make(Path data) {
    return make(data, data.resolve("programs"));
  }

  static DirectDatabase make(Path data, Path programs) {
    if (data.resolve("postgres").toFile().exists()) {
      throw new CannotStart(
          "data: expected a data directory without a database, %s has one; choose another one or move its directory postgres away"
              .formatted(data.toAbsolutePath()));
    }
    var server = PostgresServer.start(data, programs);
    var database = new DirectDatabase(server, data.resolve("postgres"), server.url(Database.NAME));
    try {
      Database.createDatabase(server);
      return database;
    } catch (RuntimeException failed) {
      database.discard();
      throw failed;
    }
  }

  public DataSource dataSource() {
    return dataSource;
  }

  /** Closes it and deletes the files of one that was made; others are left as they are. */
  public void discard() {
    close();
    if (made == null) {
      return;
    }
    try {
      PostgresPrograms.deleteTree(made);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  public void close() {
    if (server != null) {
      server.close();
    }
  }

  private static DataSource dataSource(String url) {
    var options = Database.options(url);
    var source = new PGSimpleDataSource();
    source.setServerNames(new String[] {options.getHost()});
    source.setPortNumbers(new int[] {options.getPort()});
    source.setDatabaseName(options.getDatabase());
    source.setUser(options.getUser());
    source.setPassword(options.getPassword());
    return source;
  }
}
