package linli.bot;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.LocalTime;
import java.util.concurrent.Callable;
import linli.bot.cases.CasePlace;
import linli.bot.estates.Estate;
import linli.bot.households.CodeSheet;
import linli.bot.households.HouseholdCodes;
import linli.bot.store.CannotStart;
import linli.bot.store.EstateLock;
import linli.bot.store.Transaction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./linli code-sheet}: a code for each household of a building, to print and cut up. */
@Command(
    name = "code-sheet",
    description = "write a page with one binding code (绑定码) for each household of a building",
    mixinStandardHelpOptions = true)
final class CodeSheetCommand implements Callable<Integer> {

  private static final int MOST_DAYS = 365;

  @Spec private CommandSpec command;

  @Parameters(index = "0", paramLabel = "ESTATE", description = "name of the estate")
  private String estate;

  @Parameters(index = "1", paramLabel = "BUILDING", description = "the building, for example 3")
  private String building;

  @Option(
      names = "--out",
      paramLabel = "FILE.html",
      description = "a file that does not exist yet; codes-BUILDING.html")
  private Path out;

  @Option(names = "--days", defaultValue = "30", description = "how long they are good: 1 to 365")
  private int days;

  @Option(names = "--config", paramLabel = "FILE", description = "settings, as for serve")
  private Path config;

  @Override
  public Integer call() {
    if (days < 1 || days > MOST_DAYS) {
      throw new CannotStart("--days: expected 1 to 365, got " + days);
    }
    var file = out == null ? Path.of("codes-" + building + ".html") : out;
    var households =
        StoredEstates.with(
            new ConfigReader(System::getenv).read(config),
            estate,
            (transactions, found) ->
                transactions.run(tx -> print(tx, found, file, Clock.system(Main.ZONE))));
    var writer = command.commandLine().getOut();
    writer.println("已写入%s:%d户,%d天内有效。之前没用的码作废。".formatted(file, households, days));
    writer.flush();
    return 0;
  }

  /** Inside the transaction: codes that could not be written are not stored. */
  private int print(Transaction tx, Estate found, Path file, Clock clock) {
    EstateLock.take(tx, found.id());
    if (found.building(building).isEmpty()) {
      throw new CannotStart(
          "BUILDING: expected one of %s, got \"%s\""
              .formatted(found.buildings().keySet(), building));
    }
    var now = clock.instant();
    var lastDay = java.time.LocalDate.now(clock).plusDays(days);
    var expires = lastDay.atTime(LocalTime.MAX).atZone(Main.ZONE).toInstant();
    var codes = new HouseholdCodes().print(tx, found.id(), building, now, expires);
    var sheet = new CodeSheet(found.name(), CasePlace.buildingName(building), lastDay, codes);
    write(file, sheet.html());
    return codes.size();
  }

  private static void write(Path file, String html) {
    try {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, html);
    } catch (FileAlreadyExistsException exists) {
      throw new CannotStart("--out: expected a file that does not exist yet, got " + file);
    } catch (IOException unwritable) {
      throw new CannotStart("--out: expected a file that can be written, got " + file);
    }
  }
}
