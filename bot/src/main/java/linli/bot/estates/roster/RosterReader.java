package linli.bot.estates.roster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads a table as a roster, or says of every wrong row what is wrong. */
final class RosterReader {

  private final RosterSheet sheet;
  private final RosterLayout layout;
  private final List<RosterProblem> problems = new ArrayList<>();

  RosterReader(RosterSheet sheet, RosterLayout layout) {
    this.sheet = sheet;
    this.layout = layout;
  }

  /** What was wrong, in the order of the rows. */
  List<RosterProblem> problems() {
    return problems.stream().sorted(java.util.Comparator.comparingInt(RosterProblem::row)).toList();
  }

  /** The roster; use it only when there are no problems. */
  Roster read() {
    var lines = sheet.lines().stream().filter(line -> !line.isBlank()).toList();
    if (lines.isEmpty()) {
      problems.add(new RosterProblem(1, "表头", "表头:" + RosterColumn.allHeaders(), "空"));
      return Roster.of(List.of());
    }
    var header = RosterHeader.read(lines.getFirst(), problems);
    if (!problems.isEmpty()) {
      return Roster.of(List.of());
    }
    var rows =
        lines.stream()
            .skip(1)
            .flatMap(line -> RosterRowReader.read(header, sheet, layout, problems, line).stream())
            .toList();
    if (lines.size() == 1) {
      problems.add(new RosterProblem(lines.getFirst().number() + 1, "姓名", "至少一行", "空"));
    }
    refuseRepeated(rows);
    refuseTwoAreas(rows);
    refuseTwoDeliveries(rows);
    return Roster.of(rows);
  }

  private record Place(Flat flat, Roster.Identity identity) {}

  private void refuseRepeated(List<RosterRow> rows) {
    var seen = new HashMap<Place, Integer>();
    for (var row : rows) {
      var first = seen.putIfAbsent(new Place(row.flat(), row.identity()), row.number());
      if (first != null) {
        wrong(row, RosterColumn.NAME, "每人每套房只有一行", "与第" + first + "行重复");
      }
    }
  }

  private void refuseTwoAreas(List<RosterRow> rows) {
    Map<Flat, RosterRow> measured = new HashMap<>();
    Map<Flat, RosterRow> sourced = new HashMap<>();
    for (var row : rows) {
      var first = measured.computeIfAbsent(row.flat(), x -> row);
      if (first.area().hundredths() != row.area().hundredths()) {
        wrong(row, RosterColumn.AREA, same(first, first.area().number()), row.area().number());
      }
      if (row.area().source() != null) {
        var named = sourced.computeIfAbsent(row.flat(), x -> row);
        if (!named.area().source().equals(row.area().source())) {
          wrong(row, RosterColumn.AREA_SOURCE, same(named, "相同的来源"), "不同的来源");
        }
      }
    }
  }

  private void refuseTwoDeliveries(List<RosterRow> rows) {
    Map<Flat, RosterRow> firsts = new HashMap<>();
    for (var row : rows) {
      var first = firsts.computeIfAbsent(row.flat(), x -> row);
      if (first.area().delivery() != row.area().delivery()) {
        var word = first.area().delivery().word();
        wrong(row, RosterColumn.DELIVERY, same(first, word), row.area().delivery().word());
      }
    }
  }

  private static String same(RosterRow first, String value) {
    return "同一套房各行一致(第" + first.number() + "行:" + value + ")";
  }

  private void wrong(RosterRow row, RosterColumn column, String expected, String got) {
    problems.add(new RosterProblem(row.number(), column.header(), expected, got));
  }
}
