package linli.bot.estates.roster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import linli.bot.estates.roster.RosterDifference.Kind;
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
    record Shown(List<String> lines, Counts counts) implements Result {}

    /** What has changed. */
    record Applied(List<String> lines, Counts counts) implements Result {}
  }

  /** How many flats and people are new, different or gone. */
  public record Counts(
      long flatsAdded,
      long flatsChanged,
      long flatsRemoved,
      long peopleAdded,
      long peopleChanged,
      long peopleRemoved) {
    static Counts of(RosterDifference difference) {
      return new Counts(
          difference.flats(Kind.ADDED),
          difference.flats(Kind.CHANGED),
          difference.flats(Kind.REMOVED),
          difference.people(Kind.ADDED),
          difference.people(Kind.CHANGED),
          difference.people(Kind.REMOVED));
    }
  }

  /** A roster that was sent: not yet checked, but a table. */
  public static final class Sent {
    private final RosterSheet sheet;

    private Sent(RosterSheet sheet) {
      this.sheet = sheet;
    }

    /**
     * Reads CSV, or an Excel workbook, which is a zip file.
     *
     * @throws CannotStart when it is not a table
     */
    public static Sent of(byte[] file) {
      return new Sent(RosterSheet.of(file));
    }
  }

  /** No roster is larger. */
  public static final long MOST_BYTES = 20L << 20;

  private final Transactions transactions;
  private final Clock clock;
  private final String estateId;

  public RosterImport(Transactions transactions, Clock clock, String estateId) {
    this.transactions = transactions;
    this.clock = clock;
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
          return run(tx, sheet, apply || RosterRepository.read(tx, estateId).isEmpty());
        });
  }

  /** As {@link #run(Path, boolean)}, under the lock of the caller; nothing is applied unasked. */
  public Result run(Transaction tx, Sent sent, boolean apply) {
    return run(tx, sent.sheet, apply);
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
    if (!apply) {
      return new Result.Shown(lines, Counts.of(difference));
    }
    if (layout.isFree()) {
      RosterRepository.setBuildings(tx, estateId, RosterLayout.around(after.flats().keySet()));
    }
    new RosterChange(tx, estateId, clock.instant()).apply(difference);
    return new Result.Applied(lines, Counts.of(difference));
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
