package linli.bot;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import linli.bot.backup.Restore;
import linli.bot.store.DirectDatabase;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./linli restore FILE}: a backup into an empty data directory or database. */
@Command(
    name = "restore",
    description = "fill an empty data directory or database with a backup",
    mixinStandardHelpOptions = true)
final class RestoreCommand implements Callable<Integer> {

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "settings; see config/linli.example.yml")
  private Path config;

  @Parameters(paramLabel = "FILE", description = "made by backup")
  private Path file;

  @Override
  public Integer call() {
    var settings = new ConfigReader(System::getenv).read(config);
    try (var restore = Restore.from(file, System.err::println)) {
      into(restore, settings);
    }
    System.err.println("restored: " + file);
    return 0;
  }

  private static void into(Restore restore, LinliConfig settings) {
    var url = settings.database().url();
    var database =
        url == null ? DirectDatabase.make(settings.data()) : DirectDatabase.at(url.value());
    try (var bucket = Bucket.of(settings)) {
      restore.into(database.dataSource(), settings.data(), bucket.blobs());
      database.close();
    } catch (RuntimeException failed) {
      // So that it can be tried again.
      database.discard();
      throw failed;
    }
  }
}
