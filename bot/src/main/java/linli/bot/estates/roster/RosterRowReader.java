package linli.bot.estates.roster;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import linli.bot.estates.roster.Roster.Area;
import linli.bot.estates.roster.Roster.Home;
import linli.bot.estates.roster.Roster.Identity;
import linli.bot.estates.roster.RosterSheet.Line;

/** Reads the cells of one row and notes each one that is wrong. */
final class RosterRowReader {

  private static final Pattern PLACE = Pattern.compile("[0-9A-Za-z\\p{IsHan}]{1,10}");
  private static final Pattern ROOM = Pattern.compile("[1-9]\\d{0,1}(?!00)\\d{2}");
  private static final Pattern FLOOR = Pattern.compile("[1-9]\\d?");
  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,9}(\\.\\d{1,9})?");
  private static final Pattern PHONE = Pattern.compile("1[3-9]\\d{9}");

  /** Begins with a letter: a spreadsheet takes what begins with = + - @ for a formula. */
  private static final Pattern WORDS = Pattern.compile("\\p{L}[\\p{L}\\p{N}·•‧・&'.()()、 -]{0,49}");

  private static final int SQUARE_METRE_SCALE = 2;
  private static final BigDecimal LARGEST_AREA = new BigDecimal("99999.99");

  private final RosterHeader header;
  private final RosterSheet sheet;
  private final RosterLayout layout;
  private final List<RosterProblem> problems;
  private final Line line;

  private RosterRowReader(
      RosterHeader header,
      RosterSheet sheet,
      RosterLayout layout,
      List<RosterProblem> problems,
      Line line) {
    this.header = header;
    this.sheet = sheet;
    this.layout = layout;
    this.problems = problems;
    this.line = line;
  }

  /** The row, or empty when anything in it is wrong. */
  static Optional<RosterRow> read(
      RosterHeader header,
      RosterSheet sheet,
      RosterLayout layout,
      List<RosterProblem> problems,
      Line line) {
    return new RosterRowReader(header, sheet, layout, problems, line).row();
  }

  private Optional<RosterRow> row() {
    var before = problems.size();
    refuseMerged();
    refuseBeyondHeader();
    if (problems.size() > before) {
      return Optional.empty(); // what is in such cells is anybody's guess
    }
    var flat = flat();
    var area = area();
    var identity = identity();
    var home = home();
    return problems.size() > before
        ? Optional.empty()
        : Optional.of(new RosterRow(line.number(), flat, area, identity, home));
  }

  private void refuseMerged() {
    header
        .places()
        .forEach(
            (column, at) -> {
              if (column != RosterColumn.REMARK) {
                sheet
                    .mergedAt(line.number(), at)
                    .ifPresent(cells -> wrong(column, "单独的单元格", "合并单元格" + cells.range()));
              }
            });
  }

  /** A comma too many moves the cells behind it: {@code 1,089.60}. */
  private void refuseBeyondHeader() {
    for (int at = 0; at < line.cells().size(); at++) {
      if (!line.cell(at).isEmpty() && !header.places().containsValue(at)) {
        var column = "第" + (at + 1) + "列";
        problems.add(
            new RosterProblem(line.number(), column, "空(表头没有这一列)", Shown.text(line.cell(at))));
      }
    }
  }

  private Flat flat() {
    var building = place(RosterColumn.BUILDING, "号?楼|[栋幢座]");
    var unit = place(RosterColumn.UNIT, "单元");
    var room = narrow(RosterColumn.ROOM).replaceFirst("[室号]$", "");
    if (!ROOM.matcher(room).matches()) {
      wrong(RosterColumn.ROOM, "楼层加两位户号,如 101、1102", Shown.text(cell(RosterColumn.ROOM)));
      return null;
    }
    var flat = new Flat(building, unit, room);
    floor(flat);
    if (building != null && unit != null) {
      check(flat);
    }
    return flat;
  }

  private String place(RosterColumn column, String suffix) {
    var place = narrow(column).replaceFirst("(?<=.)(?:" + suffix + ")$", "");
    if (PLACE.matcher(place).matches()) {
      return place;
    }
    wrong(column, column.header() + ",如 3", Shown.text(cell(column)));
    return null;
  }

  /** The room already says it: a floor that says something else is a mistake in one of them. */
  private void floor(Flat flat) {
    var floor = narrow(RosterColumn.FLOOR).replaceFirst("[层楼]$", "");
    if (floor.isEmpty()) {
      return;
    }
    if (!FLOOR.matcher(floor).matches() || Integer.parseInt(floor) != flat.floor()) {
      wrong(RosterColumn.FLOOR, "与房号一致的楼层" + flat.floor(), Shown.text(cell(RosterColumn.FLOOR)));
    }
  }

  private void check(Flat flat) {
    if (!layout.hasBuilding(flat.building())) {
      var known = String.join("、", layout.fixed().keySet());
      wrong(RosterColumn.BUILDING, "本小区的楼栋(" + known + ")", Shown.text(flat.building()));
      return;
    }
    if (!layout.hasUnit(flat.building(), flat.unit())) {
      var known = String.join("、", layout.fixed().get(flat.building()).units());
      wrong(RosterColumn.UNIT, "本楼的单元(" + known + ")", Shown.text(flat.unit()));
      return;
    }
    if (!layout.hasRoom(flat)) {
      var of = layout.fixed().get(flat.building());
      wrong(
          RosterColumn.ROOM,
          "本楼的房号(%d层,每层%d户)".formatted(of.floors(), of.flatsPerFloor()),
          Shown.text(flat.room()));
    }
  }

  private Area area() {
    var source = words(RosterColumn.AREA_SOURCE);
    var delivery = delivery();
    var found = narrow(RosterColumn.AREA);
    if (NUMBER.matcher(found).matches()) {
      var number = new BigDecimal(found).stripTrailingZeros();
      if (number.signum() > 0
          && number.scale() <= SQUARE_METRE_SCALE
          && number.compareTo(LARGEST_AREA) <= 0) {
        return new Area(
            number.movePointRight(SQUARE_METRE_SCALE).intValueExact(), source, delivery);
      }
    }
    wrong(RosterColumn.AREA, "大于0、最多两位小数的平方米数,如 89.60", Shown.text(cell(RosterColumn.AREA)));
    return null;
  }

  private Delivery delivery() {
    var delivery = Delivery.ofWord(cell(RosterColumn.DELIVERY));
    if (delivery.isEmpty()) {
      wrong(RosterColumn.DELIVERY, Delivery.words(), Shown.text(cell(RosterColumn.DELIVERY)));
    }
    return delivery.orElse(null);
  }

  private Identity identity() {
    var name = words(RosterColumn.NAME);
    return new Identity(name, phone());
  }

  private String phone() {
    var phone = narrow(RosterColumn.PHONE).replaceAll("[ -]", "").replaceFirst("^\\+?86(?=1)", "");
    if (phone.isEmpty()) {
      return null;
    }
    if (!PHONE.matcher(phone).matches()) {
      wrong(RosterColumn.PHONE, "11位手机号或空", Shown.length(cell(RosterColumn.PHONE)));
    }
    return phone;
  }

  private Home home() {
    var relation = Relation.ofWord(cell(RosterColumn.RELATION));
    if (relation.isEmpty()) {
      wrong(RosterColumn.RELATION, Relation.WORDS, Shown.text(cell(RosterColumn.RELATION)));
    }
    var lives = cell(RosterColumn.LIVES_HERE);
    if (!lives.isEmpty() && !lives.equals("是") && !lives.equals("否")) {
      wrong(RosterColumn.LIVES_HERE, "是、否或空", Shown.text(lives));
    }
    return new Home(relation.orElse(null), !lives.equals("否"));
  }

  /** A name or a source: null where an optional one is empty. */
  private String words(RosterColumn column) {
    var found = Blanks.join(cell(column));
    if (found.isEmpty() && !column.required()) {
      return null;
    }
    if (!WORDS.matcher(found).matches()) {
      wrong(column, "以文字开头、最多50个字的" + column.header(), Shown.length(found));
    }
    return found;
  }

  private String cell(RosterColumn column) {
    var at = header.places().get(column);
    return at == null ? "" : line.cell(at);
  }

  /** With full-width digits and letters made narrow. */
  private String narrow(RosterColumn column) {
    return Normalizer.normalize(cell(column), Normalizer.Form.NFKC);
  }

  private void wrong(RosterColumn column, String expected, String got) {
    problems.add(new RosterProblem(line.number(), column.header(), expected, got));
  }
}
