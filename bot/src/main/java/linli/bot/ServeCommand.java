package linli.bot;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import linli.bot.due.DemoTime;
import linli.bot.due.MovableClock;
import linli.bot.estates.EstateFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./linli serve}: the whole service until it is told to stop. */
@Command(name = "serve", description = "run the whole service", mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "settings; see config/linli.example.yml")
  private Path file;

  @Override
  public Integer call() throws InterruptedException {
    var config = new ConfigReader(System::getenv).read(file);
    // Models load while the database starts.
    var knowledge = CompletableFuture.supplyAsync(Features.Knowledge::load);
    var opening = new CompletableFuture<Service>();
    // Before anything runs: who is told to stop while it starts must not leave a database behind.
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(opening), "stop"));
    try {
      opening.complete(open(config, knowledge::join));
    } finally {
      opening.complete(null);
    }
    new CountDownLatch(1).await(); // the shutdown hook ends the process
    return 0;
  }

  private static void stop(CompletableFuture<Service> opening) {
    var service = opening.join();
    if (service != null) {
      service.close();
    }
  }

  /** Opens the service; the demo's clock can be moved, any other is the machine's. */
  static Service open(LinliConfig config, Supplier<Features.Knowledge> knowledge) {
    var wall = Clock.system(Main.ZONE);
    var clock = config.demo() ? new MovableClock(wall, Duration.ZERO) : wall;
    return Service.open(config, clock, wiring -> domain(wiring, knowledge.get()));
  }

  private static Domain domain(Wiring wiring, Features.Knowledge knowledge) {
    var config = wiring.config();
    var estateOfChannel = new HashMap<String, String>();
    config
        .channels()
        .forEach(
            (name, channel) -> {
              if (channel.estate() != null) {
                estateOfChannel.put(name, channel.estate());
              }
            });
    var features =
        new Features(
            knowledge,
            wiring.outbox(),
            wiring.due(),
            estateOfChannel,
            config.channels().containsKey("pager"),
            wiring.clock());
    if (wiring.clock() instanceof MovableClock demoClock) {
      new DemoTime(wiring.database().pool(), demoClock, wiring.due()).restore();
      features.importEstate(wiring.transactions(), EstateFile.shippedDemo(), "webhook");
    }
    features.loadEstates(wiring.database().pool());
    return features.domain(router -> {});
  }
}
