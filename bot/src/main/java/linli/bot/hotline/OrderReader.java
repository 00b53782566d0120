package linli.bot.hotline;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import linli.bot.estates.roster.RosterProblem;
import linli.bot.estates.roster.RosterSheet;
import linli.bot.estates.roster.RosterSheet.Line;
import linli.bot.estates.roster.Shown;
import linli.bot.speech.ChinaTime;
import linli.nlp.Catalogue;
import linli.nlp.IssueType;

/** Reads a table as orders, or says of every wrong row what is wrong. */
final class OrderReader {

  private static final int LONGEST_CONTENT = 2000;
  private static final int LONGEST_ADDRESS = 400;
  private static final DateTimeFormatter DAY_AND_TIME =
      DateTimeFormatter.ofPattern("uuuu-M-d H:mm[:ss]");
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuu-M-d");

  private final RosterSheet sheet;
  private final Catalogue catalogue;
  private final List<RosterProblem> problems = new ArrayList<>();
  private final List<String> unused = new ArrayList<>();

  OrderReader(RosterSheet sheet, Catalogue catalogue) {
    this.sheet = sheet;
    this.catalogue = catalogue;
  }

  /** What was wrong, in the order of the rows. */
  List<RosterProblem> problems() {
    return problems.stream().sorted(Comparator.comparingInt(RosterProblem::row)).toList();
  }

  /** Headers of columns that are not read: the hotline's tables have many. */
  List<String> unused() {
    return List.copyOf(unused);
  }

  /** The orders; use them only when there are no problems. */
  List<OrderRow> read() {
    var lines = sheet.lines().stream().filter(line -> !line.isBlank()).toList();
    var places = lines.isEmpty() ? Map.<OrderColumn, Integer>of() : header(lines.getFirst());
    for (var column : OrderColumn.values()) {
      if (column.required() && !places.containsKey(column)) {
        wrong(lines.isEmpty() ? 1 : lines.getFirst().number(), column, "表头里有这一列", "没有");
      }
    }
    if (!problems.isEmpty()) {
      return List.of();
    }
    if (lines.size() == 1) {
      wrong(lines.getFirst().number() + 1, OrderColumn.NUMBER, "至少一行", "空");
    }
    var rows = lines.stream().skip(1).map(line -> row(places, line)).toList();
    refuseRepeated(rows);
    return rows;
  }

  private Map<OrderColumn, Integer> header(Line line) {
    var places = new EnumMap<OrderColumn, Integer>(OrderColumn.class);
    for (int at = 0; at < line.cells().size(); at++) {
      var header = line.cell(at);
      var column = OrderColumn.of(header);
      if (column.isEmpty()) {
        if (!header.isEmpty()) {
          unused.add(header);
        }
      } else if (places.putIfAbsent(column.get(), at) != null) {
        wrong(line.number(), column.get(), "只有一列", "两列");
      }
    }
    return places;
  }

  private OrderRow row(Map<OrderColumn, Integer> places, Line line) {
    var cells = new Cells(places, line);
    return new OrderRow(
        line.number(),
        number(cells),
        text(cells, OrderColumn.CONTENT, LONGEST_CONTENT),
        type(cells),
        text(cells, OrderColumn.ADDRESS, LONGEST_ADDRESS),
        phone(cells),
        due(cells));
  }

  /** What stands in a row; empty where there is nothing. */
  private record Cells(Map<OrderColumn, Integer> places, Line line) {
    String of(OrderColumn column) {
      return places.containsKey(column) ? line.cell(places.get(column)) : "";
    }
  }

  private String number(Cells cells) {
    var number = cells.of(OrderColumn.NUMBER);
    if (!number.matches("[A-Za-z0-9_-]{1,40}")) {
      wrong(cells, OrderColumn.NUMBER, "1至40位字母、数字、-、_");
    }
    return number;
  }

  private String text(Cells cells, OrderColumn column, int longest) {
    var text = cells.of(column);
    if (column.required() && text.isEmpty()) {
      wrong(cells, column, "不空");
    }
    if (text.length() > longest || text.indexOf('\0') >= 0) {
      problems.add(
          new RosterProblem(
              cells.line().number(),
              column.header(),
              "不超过" + longest + "个字符",
              text.length() + "个字符"));
    }
    return text.isEmpty() ? null : text;
  }

  /** By its name or its id; without one the words say what it is about. */
  private IssueType type(Cells cells) {
    var written = cells.of(OrderColumn.TYPE);
    if (written.isEmpty()) {
      return null;
    }
    var found =
        catalogue.issueTypes().stream()
            .filter(type -> type.name().equals(written) || type.id().equals(written))
            .findFirst();
    if (found.isEmpty()) {
      wrong(cells, OrderColumn.TYPE, "问题类型的名称(如 电梯故障),或留空");
    }
    return found.orElse(null);
  }

  private String phone(Cells cells) {
    var phone =
        cells.of(OrderColumn.PHONE).replaceAll("[\\s()-]", "").replaceFirst("^(?:\\+|00)86", "");
    if (!phone.isEmpty() && !phone.matches("\\d{7,12}")) {
      wrong(cells, OrderColumn.PHONE, "7至12位数字,或留空");
    }
    return phone.isEmpty() ? null : phone;
  }

  /** In China's time; a day alone is all of it. */
  private Instant due(Cells cells) {
    var written = cells.of(OrderColumn.DUE).replace('/', '-');
    if (written.isEmpty()) {
      return null;
    }
    try {
      var at =
          written.contains(":")
              ? LocalDateTime.parse(written, DAY_AND_TIME)
              : LocalDate.parse(written, DAY).plusDays(1).atTime(LocalTime.MIDNIGHT);
      return at.atZone(ChinaTime.ZONE).toInstant();
    } catch (DateTimeException notATime) {
      wrong(cells, OrderColumn.DUE, "时间,如 2026-11-28 18:00");
      return null;
    }
  }

  private void refuseRepeated(List<OrderRow> rows) {
    var seen = new HashMap<String, Integer>();
    for (var row : rows) {
      var first = seen.putIfAbsent(row.number(), row.row());
      if (first != null) {
        wrong(row.row(), OrderColumn.NUMBER, "每单一行", "与第" + first + "行重复");
      }
    }
  }

  private void wrong(Cells cells, OrderColumn column, String expected) {
    wrong(cells.line().number(), column, expected, Shown.text(cells.of(column)));
  }

  private void wrong(int row, OrderColumn column, String expected, String got) {
    problems.add(new RosterProblem(row, column.header(), expected, got));
  }
}
