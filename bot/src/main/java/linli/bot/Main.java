package linli.bot;

import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import linli.bot.store.CannotStart;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line. */
@Command(
    name = "linli",
    description = "Linli 邻里: community service bot",
    mixinStandardHelpOptions = true)
public final class Main {

  static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final int CANNOT_START = 2;

  private Main() {}

  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main()).setExecutionExceptionHandler(Main::explain);
  }

  /** Runs the whole service until it is told to stop. */
  @Command(name = "serve", description = "run the whole service", mixinStandardHelpOptions = true)
  int serve(
      @Option(
              names = "--config",
              paramLabel = "FILE",
              description = "settings; see linli.example.yml")
          Path file)
      throws InterruptedException {
    var config = new ConfigReader(System::getenv).read(file);
    var service = Service.open(config, Clock.system(ZONE), Main::domain);
    Runtime.getRuntime().addShutdownHook(new Thread(service::close, "stop"));
    new CountDownLatch(1).await(); // the shutdown hook ends the process
    return 0;
  }

  /** Until the conversation is plugged in, everything is taken and nothing is said. */
  private static Domain domain(Wiring wiring) {
    return new Domain(
        (tx, estate, received) -> "silent",
        (tx, channel, event) -> "demo",
        (channel, event, now) -> Optional.empty(),
        router -> {},
        Map.of());
  }

  private static int explain(Exception failure, CommandLine command, CommandLine.ParseResult parsed)
      throws Exception {
    if (failure instanceof CannotStart reason) {
      command.getErr().println("linli: " + reason.getMessage());
      return CANNOT_START;
    }
    throw failure;
  }
}
