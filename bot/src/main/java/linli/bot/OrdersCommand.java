package linli.bot;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import linli.bot.Features.HotlineOrders;
import linli.bot.estates.Estate;
import linli.bot.estates.roster.RosterProblem;
import linli.bot.estates.roster.RosterSheet;
import linli.bot.hotline.OrderImport;
import linli.bot.hotline.OrderImport.Result;
import linli.bot.store.CannotStart;
import linli.bot.store.EstateLock;
import linli.bot.store.Transaction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * {@code ./linli orders}: the hotline's orders (12345) in and their states out. Works beside a
 * running service and without one.
 */
@Command(
    name = "orders",
    description = "read orders of the hotline (12345 工单), write where they stand",
    mixinStandardHelpOptions = true)
final class OrdersCommand {

  private static final int CONNECTIONS = 4;
  private static final int WRONG_ROWS = 1;

  /** Under this name the imported cases stand. */
  private static final String TOKEN = "hotline";

  @Spec private CommandSpec command;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = "settings, as for serve")
  private Path config;

  @Option(
      names = "--estate",
      paramLabel = "NAME",
      scope = ScopeType.INHERIT,
      description = "whose orders")
  private String estate;

  private final Clock clock = Clock.system(Main.ZONE);

  @Command(name = "import", description = "make cases of orders; exit status 1 when a row is wrong")
  int read(
      @Parameters(paramLabel = "FILE", description = "CSV or xlsx; see docs/hotline.md") Path file,
      @Option(names = "--yes", description = "do it, not only show it") boolean yes) {
    var sheet = RosterSheet.of(bytes(file));
    return with(
        (tx, found, orders, now) -> {
          EstateLock.take(tx, found.id());
          return report(found, orders.imports().run(tx, found, sheet, TOKEN, yes, now));
        });
  }

  @Command(name = "export", description = "write where the orders stand, as CSV")
  int write(
      @Parameters(paramLabel = "FILE.csv", description = "a file that does not exist yet")
          Path file) {
    var csv = with((tx, found, orders, now) -> orders.states().csv(tx, found, null, now));
    try {
      Files.createFile(file);
      Files.writeString(file, csv, StandardCharsets.UTF_8);
    } catch (FileAlreadyExistsException exists) {
      throw new CannotStart("export: expected a file that does not exist yet, got " + file);
    } catch (IOException unwritable) {
      throw new CannotStart("export: expected a file that can be written, got " + file);
    }
    return say(List.of("已导出%d单。".formatted(csv.lines().count() - 1)));
  }

  private static byte[] bytes(Path file) {
    try {
      if (Files.size(file) > OrderImport.MOST_BYTES) {
        throw new CannotStart("orders: expected a file of at most 20 MB, got a larger one");
      }
      return Files.readAllBytes(file);
    } catch (IOException unreadable) {
      throw new CannotStart("orders: expected a file that can be read, got " + file);
    }
  }

  private int report(Estate found, Result result) {
    return switch (result) {
      case Result.Refused refused -> {
        var rows = refused.problems().stream().mapToInt(RosterProblem::row).distinct().count();
        say(refused.problems().stream().map(RosterProblem::line).toList());
        say(List.of("%d行有错,什么都没有写入。".formatted(rows)));
        yield WRONG_ROWS;
      }
      case Result.Read read -> {
        say(read.lines());
        var end = read.applied() ? "已写入。" : "还没有写入。核对后加 --yes 再运行一次。";
        yield say(
            List.of(
                "%s:新增%d,变更%d,相同%d。%s"
                    .formatted(found.name(), read.added(), read.changed(), read.same(), end)));
      }
    };
  }

  private int say(List<String> lines) {
    var out = command.commandLine().getOut();
    lines.forEach(out::println);
    out.flush();
    return 0;
  }

  /** What is done in one transaction. */
  private interface Work<T> {
    T with(Transaction tx, Estate estate, HotlineOrders orders, Instant now);
  }

  private <T> T with(Work<T> work) {
    var settings = new ConfigReader(System::getenv).read(config);
    var vertx = Vertx.vertx();
    try (var database = EstateDatabase.open(vertx, settings, CONNECTIONS)) {
      database.migrate();
      var wiring = new Wiring(vertx, settings, database, clock);
      var features =
          new Features(
              Features.Knowledge.load(),
              wiring.outbox(),
              wiring.due(),
              java.util.Map.of(),
              settings.channels().containsKey("pager"),
              clock);
      features.estates().load(database.pool());
      var found = named(features);
      return wiring
          .transactions()
          .run(tx -> work.with(tx, found, features.hotlineOrders(wiring), clock.instant()));
    } finally {
      vertx.close().await();
    }
  }

  private Estate named(Features features) {
    var all = features.estates().all();
    var found =
        estate == null && all.size() == 1
            ? all.stream().findFirst()
            : features.estates().byName(estate);
    return found.orElseThrow(
        () ->
            new CannotStart(
                "--estate: expected one of %s, got %s"
                    .formatted(all.stream().map(Estate::name).sorted().toList(), estate)));
  }
}
