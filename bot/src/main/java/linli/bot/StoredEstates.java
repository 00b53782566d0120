package linli.bot;

import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import linli.bot.estates.Estate;
import linli.bot.estates.EstateFile;
import linli.bot.estates.EstateFile.BadEstateFile;
import linli.bot.estates.EstateFileCheck;
import linli.bot.estates.EstateImport;
import linli.bot.estates.Estates;
import linli.bot.store.CannotStart;
import linli.bot.store.Database;
import linli.bot.store.EstateLock;
import linli.bot.store.Transactions;

/** The estates in the configured database, for commands that run beside or without the service. */
final class StoredEstates {

  private final LinliConfig config;
  private final Database database;

  private StoredEstates(LinliConfig config, Database database) {
    this.config = config;
    this.database = database;
  }

  /**
   * Opens the database, does {@code work} with the estate and closes it again.
   *
   * @param name of the estate, or null where there is only one
   * @throws CannotStart when another process has the data directory or there is no such estate
   */
  static <T> T with(LinliConfig config, String name, BiFunction<Transactions, Estate, T> work) {
    var vertx = Vertx.vertx();
    try (var database = Service.openDatabase(vertx, config)) {
      database.migrate();
      var estate = new StoredEstates(config, database).find(name);
      return work.apply(database.transactions(), estate);
    } finally {
      vertx.close().await();
    }
  }

  /** Before the first start of the service no estate is stored: then the files are read now. */
  private Estate find(String name) {
    var stored = load();
    if (name == null ? stored.all().isEmpty() : stored.byName(name).isEmpty()) {
      files().forEach(this::store);
      stored = load();
    }
    var all = stored.all();
    if (name == null && all.size() == 1) {
      return all.iterator().next();
    }
    return stored.byName(name).orElseThrow(() -> unknown(name, all));
  }

  private Estates load() {
    var estates = new Estates();
    estates.load(database.pool());
    return estates;
  }

  private List<EstateFile> files() {
    var files = new java.util.ArrayList<>(EstateFiles.of(config));
    if (config.demo()) {
      files.addAll(EstateFile.shippedDemos());
    }
    return files;
  }

  private void store(EstateFile file) {
    var channels = EstateFileCheck.unknownChannels(file, config.channels().keySet());
    if (!channels.isEmpty()) {
      throw new CannotStart("estates: " + file.name() + ": " + String.join(";", channels));
    }
    try {
      database
          .transactions()
          .run(
              tx -> {
                EstateLock.take(tx, file.id());
                EstateImport.run(
                    tx,
                    file,
                    ServeCommand.peopleChannel(config),
                    Clock.system(Main.ZONE).instant());
                return null;
              });
    } catch (BadEstateFile bad) {
      throw new CannotStart("estates: " + file.name() + ": " + bad.getMessage());
    }
  }

  private static CannotStart unknown(String name, java.util.Collection<Estate> all) {
    var names = all.stream().map(Estate::name).sorted().collect(Collectors.joining(", "));
    return new CannotStart(
        "--estate: expected one of [%s], got %s"
            .formatted(names, name == null ? "nothing" : '"' + name + '"'));
  }
}
