package linli.bot.estates.roster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import linli.bot.store.CannotStart;
import linli.bot.store.EstateLock;
import linli.bot.store.Transaction;
import linli.bot.store.Transactions;

/** Reads the roster (名册) of an estate into the database: all of it or nothing. */
public final class RosterImport {

  /** What came of it, with the lines for who asked. */
  public sealed interface Result {

    /** Some rows are wrong: nothing was changed. */
    record Refused(List<RosterProblem> problems) implements Result {}

    /** The file says what is stored. */
    record Same() implements Result {}

    /** What would change. */
    record Shown(List<String> lines) implements Result {}

    /** What has changed. */
    record Applied(List<String> lines) implements Result {}
  }

  private static final long MOST_BYTES = 20L << 20;

  private final Transactions transactions;
  private final String estateId;

  public RosterImport(Transactions transactions, String estateId) {
    this.transactions = transactions;
    this.estateId = estateId;
  }

  /**
   * Imports {@code file}; a difference to what is stored is only shown unless {@code apply}. The
   * first roster of an estate of which no flat and no resident is known is applied at once.
   *
   * @throws CannotStart when the file cannot be read or is not a table
   */
  public Result run(Path file, boolean apply) {
    var sheet = sheet(file);
    return transactions.run(
        tx -> {
          EstateLock.take(tx, estateId);
          return run(tx, sheet, apply);
        });
  }

  private Result run(Transaction tx, RosterSheet sheet, boolean apply) {
    var layout = RosterRepository.layout(tx, estateId);
    var reader = new RosterReader(sheet, layout);
    var after = reader.read();
    if (!reader.problems().isEmpty()) {
      return new Result.Refused(reader.problems());
    }
    var before = RosterRepository.read(tx, estateId);
    var difference = RosterDifference.between(before, after);
    if (difference.isEmpty()) {
      return new Result.Same();
    }
    var lines = RosterReport.of(difference);
    if (!apply && !before.isEmpty()) {
      return new Result.Shown(lines);
    }
    if (layout.isFree()) {
      RosterRepository.setBuildings(tx, estateId, RosterLayout.around(after.flats().keySet()));
    }
    new RosterChange(tx, estateId).apply(difference);
    return new Result.Applied(lines);
  }

  static RosterSheet sheet(Path file) {
    var name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".csv")) {
      return CsvFile.read(bytes(file));
    }
    if (name.endsWith(".xlsx")) {
      return XlsxFile.read(bytes(file));
    }
    throw new CannotStart("roster: expected a file NAME.csv or NAME.xlsx, got " + file);
  }

  private static byte[] bytes(Path file) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new CannotStart("roster: expected a file of at most 20 MB, got a larger one");
      }
      return Files.readAllBytes(file);
    } catch (IOException unreadable) {
      throw new CannotStart("roster: expected a file that can be read, got " + file);
    }
  }
}
