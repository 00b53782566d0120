package linli.bot;

import java.io.IOException;
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
import linli.bot.store.CannotStart;
import linli.schedules.CalendarRefused;
import linli.schedules.WorkCalendar;
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
    var calendar = calendar(config.holidays());
    EstateFiles.check(config);
    // Models load while the database starts.
    var knowledge = CompletableFuture.supplyAsync(() -> Features.Knowledge.load(calendar));
    var service = open(config, knowledge::join);
    Runtime.getRuntime().addShutdownHook(new Thread(service::close, "stop"));
    new CountDownLatch(1).await(); // the shutdown hook ends the process
    return 0;
  }

  private static WorkCalendar calendar(Path holidays) {
    if (holidays == null) {
      return WorkCalendar.shipped();
    }
    try {
      return WorkCalendar.shipped().replacedBy(WorkCalendar.read(holidays));
    } catch (IOException | CalendarRefused wrong) {
      throw new CannotStart(
          "holidays: expected a calendar file, got " + holidays + ": " + wrong.getMessage());
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
    for (var file : EstateFiles.of(config)) {
      features.importEstate(wiring.transactions(), file, "webhook");
    }
    features.loadEstates(wiring.database().pool());
    return features.domain(router -> {});
  }
}
