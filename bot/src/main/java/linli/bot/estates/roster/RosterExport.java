package linli.bot.estates.roster;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import linli.bot.estates.roster.Roster.Area;
import linli.bot.estates.roster.Roster.Home;
import linli.bot.estates.roster.Roster.Identity;
import linli.bot.store.CannotStart;
import linli.bot.store.Transactions;

/** Writes the stored roster as CSV that can be imported again. */
public final class RosterExport {

  /** Without it Excel takes the file for GBK. */
  private static final String BYTE_ORDER_MARK = "\ufeff";

  private static final List<RosterColumn> COLUMNS =
      Arrays.stream(RosterColumn.values()).filter(c -> c != RosterColumn.REMARK).toList();

  private RosterExport() {}

  private record Inhabitant(Identity identity, Home home) {
    @Override
    public String toString() {
      return "Inhabitant[]";
    }
  }

  /**
   * Writes a new file that only its owner can read.
   *
   * @return how many rows
   * @throws CannotStart when the file exists or cannot be written
   */
  public static int run(Transactions transactions, String estateId, Path file) {
    var rows = rows(transactions.runQuietly(tx -> RosterRepository.read(tx, estateId)));
    try {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      try (var out = new OutputStreamWriter(Files.newOutputStream(file), StandardCharsets.UTF_8)) {
        write(rows, out);
      }
    } catch (FileAlreadyExistsException exists) {
      throw new CannotStart("export: expected a file that does not exist yet, got " + file);
    } catch (IOException unwritable) {
      throw new CannotStart("export: expected a file that can be written, got " + file);
    }
    return rows.size();
  }

  private static void write(List<List<String>> rows, Writer out) throws IOException {
    out.write(BYTE_ORDER_MARK);
    try (var csv = CsvWriter.builder().build(out)) {
      csv.writeRecord(COLUMNS.stream().map(RosterColumn::header).toList());
      rows.forEach(csv::writeRecord);
    }
  }

  /** By flat; a flat without people has a row, too, and so has a home without an area. */
  private static List<List<String>> rows(Roster roster) {
    var people = new TreeMap<Flat, List<Inhabitant>>();
    for (var person : roster.people()) {
      person
          .homes()
          .forEach(
              (flat, home) ->
                  people
                      .computeIfAbsent(flat, x -> new ArrayList<>())
                      .add(new Inhabitant(person.identity(), home)));
    }
    var flats = new TreeSet<>(roster.flats().keySet());
    flats.addAll(people.keySet());
    var rows = new ArrayList<List<String>>();
    for (var flat : flats) {
      var area = roster.flats().get(flat);
      people
          .getOrDefault(flat, List.of(new Inhabitant(new Identity(null, null), null)))
          .forEach(inhabitant -> rows.add(row(flat, area, inhabitant)));
    }
    return rows;
  }

  private static List<String> row(Flat flat, Area area, Inhabitant of) {
    return COLUMNS.stream().map(column -> orEmpty(cell(column, flat, area, of))).toList();
  }

  private static String cell(RosterColumn column, Flat flat, Area area, Inhabitant of) {
    return switch (column) {
      case BUILDING -> flat.building();
      case UNIT -> flat.unit();
      case FLOOR -> Integer.toString(flat.floor());
      case ROOM -> flat.room();
      case AREA -> area == null ? null : area.number();
      case AREA_SOURCE -> area == null ? null : area.source();
      case DELIVERY -> area == null ? null : area.delivery().word();
      case NAME -> of.identity().name();
      case PHONE -> of.identity().phone();
      case RELATION -> of.home() == null ? null : of.home().relation().word();
      case LIVES_HERE -> of.home() == null ? null : of.home().livesHere() ? "是" : "否";
      case REMARK -> null;
    };
  }

  private static String orEmpty(String text) {
    return text == null ? "" : text;
  }
}
