package linli.bot.estates.roster;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import linli.bot.estates.roster.RosterSheet.Line;

/** Which column of the file is which; their order is free. */
record RosterHeader(Map<RosterColumn, Integer> places) {

  /** Reads the headers and notes what is missing, unknown or there twice. */
  static RosterHeader read(Line line, List<RosterProblem> problems) {
    var places = new EnumMap<RosterColumn, Integer>(RosterColumn.class);
    for (int i = 0; i < line.cells().size(); i++) {
      var header = line.cell(i);
      if (!header.isEmpty()) {
        place(line, header, i, places, problems);
      }
    }
    Arrays.stream(RosterColumn.values())
        .filter(column -> column.required() && !places.containsKey(column))
        .forEach(
            column ->
                problems.add(
                    new RosterProblem(
                        line.number(), column.header(), "表头里有“" + column.header() + "”列", "没有")));
    return new RosterHeader(places);
  }

  private static void place(
      Line line,
      String header,
      int at,
      Map<RosterColumn, Integer> places,
      List<RosterProblem> problems) {
    var column = RosterColumn.of(header);
    if (column.isEmpty()) {
      var expected = "表头:" + RosterColumn.allHeaders();
      problems.add(
          new RosterProblem(line.number(), "第" + (at + 1) + "列", expected, Shown.text(header)));
    } else if (places.putIfAbsent(column.get(), at) != null) {
      problems.add(new RosterProblem(line.number(), header, "只有一列", "两列"));
    }
  }
}
