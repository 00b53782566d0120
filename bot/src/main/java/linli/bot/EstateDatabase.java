package linli.bot;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import linli.bot.estates.Estate;
import linli.bot.estates.Estates;
import linli.bot.store.CannotStart;
import linli.bot.store.Database;
import linli.bot.store.EstateLock;
import linli.bot.store.RunningServer;
import linli.bot.store.Transaction;

/** The configured database for the commands that set up estates: beside a service or without. */
final class EstateDatabase {

  private static final int CONNECTIONS = 2;

  private final LinliConfig config;

  EstateDatabase(Path configFile) {
    this.config = new ConfigReader(System::getenv).read(configFile);
  }

  LinliConfig config() {
    return config;
  }

  <T> T in(Function<Database, T> work) {
    return in(vertx -> open(vertx, config, CONNECTIONS), work);
  }

  /** The same, while no service has the data directory. */
  <T> T alone(Function<Database, T> work) {
    return in(vertx -> Service.openDatabase(vertx, config), work);
  }

  private static <T> T in(Function<Vertx, Database> open, Function<Database, T> work) {
    var vertx = Vertx.vertx();
    try (var database = open.apply(vertx)) {
      database.migrate();
      return work.apply(database);
    } finally {
      vertx.close().await();
    }
  }

  /** With the parts of a service that say something to people; nothing of it runs. */
  <T> T wired(Clock clock, Function<Wiring, T> work) {
    var vertx = Vertx.vertx();
    try (var database = open(vertx, config, CONNECTIONS)) {
      database.migrate();
      return work.apply(new Wiring(vertx, config, database, clock));
    } finally {
      vertx.close().await();
    }
  }

  /** The database of a running service, or the one that the settings name. */
  static Database open(Vertx vertx, LinliConfig config, int connections) {
    var url = config.database().url();
    return url == null
        ? RunningServer.join(vertx, config.data(), connections)
        : Database.at(vertx, url.value(), connections);
  }

  /** Changes one estate, alone. */
  <T> T change(String name, BiFunction<Transaction, Estate, T> work) {
    return in(
        database -> {
          var estate = find(database, name);
          return database
              .transactions()
              .run(
                  tx -> {
                    EstateLock.take(tx, estate.id());
                    return work.apply(tx, estate);
                  });
        });
  }

  static List<Estate> all(Database database) {
    var estates = new Estates();
    estates.load(database.pool());
    return List.copyOf(estates.all());
  }

  /**
   * @throws CannotStart naming the estates that there are
   */
  static Estate find(Database database, String name) {
    var all = all(database);
    return all.stream()
        .filter(estate -> estate.name().equals(name) || estate.id().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new CannotStart(
                    "ESTATE: expected one of [%s], got \"%s\""
                        .formatted(
                            all.stream()
                                .map(Estate::name)
                                .sorted()
                                .collect(Collectors.joining(", ")),
                            name)));
  }
}
