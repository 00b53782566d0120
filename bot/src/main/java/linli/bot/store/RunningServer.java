package linli.bot.store;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The embedded server that a running service has started below its data directory. */
public final class RunningServer {

  private static final int PORT_LINE = 3;

  private RunningServer() {}

  /** The database beside a running service, else one of our own that ends when it is closed. */
  public static Database join(Vertx vertx, Path directory, int poolSize) {
    var url = url(directory);
    return url.isPresent()
        ? Database.at(vertx, url.get(), poolSize)
        : Database.embedded(vertx, directory, poolSize);
  }

  /** Its address, which holds the password; empty when no server of this directory lives. */
  private static Optional<String> url(Path directory) {
    try {
      var lines = Files.readAllLines(directory.resolve("postgres").resolve("postmaster.pid"));
      var alive = ProcessHandle.of(Long.parseLong(lines.getFirst().strip())).isPresent();
      if (!alive || lines.size() <= PORT_LINE) {
        return Optional.empty();
      }
      var password = Files.readString(directory.resolve("postgres.password")).strip();
      return Optional.of(
          "postgresql://%s:%s@127.0.0.1:%d/%s"
              .formatted(
                  PostgresServer.USER,
                  password,
                  Integer.parseInt(lines.get(PORT_LINE).strip()),
                  Database.NAME));
    } catch (IOException | NumberFormatException none) {
      return Optional.empty();
    }
  }
}
