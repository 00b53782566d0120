package linli.bot;

import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import linli.bot.backup.Backup;
import linli.bot.store.DirectDatabase;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./linli backup FILE}: all that is kept, into one file, while the service runs or not. */
@Command(
    name = "backup",
    description = "write everything that is kept into one file; the service may run",
    mixinStandardHelpOptions = true)
final class BackupCommand implements Callable<Integer> {

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "settings; see config/linli.example.yml")
  private Path config;

  @Parameters(paramLabel = "FILE", description = "must not exist yet; holds personal data")
  private Path file;

  @Override
  public Integer call() {
    var settings = new ConfigReader(System::getenv).read(config);
    try (var database = database(settings);
        var bucket = Bucket.of(settings)) {
      Backup.write(
          database.dataSource(),
          settings.data(),
          bucket.blobs(),
          file,
          Clock.system(Main.ZONE),
          System.err::println);
    }
    System.err.println("written: " + file);
    return 0;
  }

  private static DirectDatabase database(LinliConfig settings) {
    var url = settings.database().url();
    return url == null ? DirectDatabase.in(settings.data()) : DirectDatabase.at(url.value());
  }
}
