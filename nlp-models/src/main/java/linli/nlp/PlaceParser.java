package linli.nlp;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import linli.nlp.Understanding.Place;
import linli.nlp.text.Numerals;
import linli.nlp.text.Phrase;

/**
 * Finds the places of a message as people write them (3号楼2单元501, 3-2-501, 三栋五楼). Works on
 * normalised text. Thread-safe.
 */
public final class PlaceParser {
  private static final String BUILDING =
      "第?(?<building>(?<![\\d.])\\d{1,3}|(?<![A-Za-z])[A-Za-z]\\d{0,2}|[甲乙丙丁])"
          + "(?:号楼栋?|号院|楼栋|栋楼?|幢|座|#楼?|号(?=\\d{1,2}单元)|楼(?=\\d{1,2}单元))";
  private static final String LETTER_BUILDING =
      "(?<letter>(?<![A-Za-z])[A-Z]\\d{0,2}(?=-\\d{3,4}(?!\\d)))";
  private static final String UNIT =
      "(?<unit>\\d{1,2}(?=单元|门洞|门(?![口禁岗卫诊])|梯)|[东西中甲乙A-Da-d](?=单元|门洞))(?:单元|门洞|门|梯)";
  private static final String UNIT_ALONE = "(?<unitAlone>(?<!\\d)\\d{1,2}|[东西中甲乙A-D])(?:单元|门洞)";
  private static final String FLOOR =
      "(?<floor>地下\\d?层?|负\\d[层楼]?|-\\d[层楼]|B\\d层|(?<![\\d-])\\d{1,2}(?:楼|层|F\\b)|顶楼|顶层)";
  private static final String ROOM =
      "(?<room>(?<!\\d)\\d{3,4}(?!\\d|[元块年人户多米度瓦个份斤毫次平万%.])(?:室|号房?)?|(?<=[楼层])\\d{1,2}(?=号(?!楼))|[东西南北中](?=户|边户|侧户))";
  private static final String COMPACT =
      "(?<![\\d.-])(?<b3>\\d{1,2}|[A-Z]\\d?)#?[-/.](?<u3>\\d{1,2})[-/.](?<r3>\\d{3,4})(?![\\d-])";
  private static final String DETAIL =
      "的?\\s?(?:(?:[-/]?(?<u2>\\d{1,2})[-/](?<r2>\\d{3,4})(?![\\d-]))|(?:[-/]?"
          + UNIT
          + ")?[的,]?(?:"
          + FLOOR
          + ")?[的那-]?(?:"
          + ROOM
          + ")?)";
  private static final String ALONE_FLOOR =
      "(?<floorAlone>地下\\d层|负\\d[层楼]?|(?<![\\d-])-\\d[层楼]|(?<![\\dA-Za-z盖加建-])[1-9]\\d?(?:楼(?![上下])|F\\b|层(?=[的那楼走过电阳住东西南北天露]|往[上下]|拐角|大厅|\\s|$)))";
  private static final String ALONE_ROOM =
      "(?<=[上下壁门家是住到在从找])(?<roomAfter>\\d{3,4})(?!\\d|[元块年人户多米度瓦个张份斤毫次平万点%.:-])"
          + "|(?<![\\d.-])(?<roomBefore>\\d{3,4})(?:室|号房|住户|业主|那家|这家|门口|家(?![电具]))";
  private static final String ENGLISH =
      "[Bb](?i:uilding|ldg\\.?)\\s?(?<buildingE>\\d{1,3}|[A-Z]\\b)(?:,?\\s(?i:unit)\\s?(?<unitE>\\d{1,2}))?"
          + "(?:,?\\s(?i:room|apt|flat)\\s?(?<roomE>\\d{3,4}))?";
  private static final Phrase PLACE =
      Phrase.of(
          ENGLISH
              + "|"
              + "(?:(?<zone>(?<!\\d)\\d{1,2}期|[东西南北中][区苑园院]|[A-Z]区)\\s?)?(?:"
              + COMPACT
              + "|(?:"
              + BUILDING
              + "|"
              + LETTER_BUILDING
              + "|"
              + UNIT_ALONE
              + ")"
              + DETAIL
              + ")|"
              + ALONE_FLOOR
              + "(?<roomOfFloor>(?<!\\d)\\d{3,4}(?=室|$|\\D)|[东西南北中](?=户|边户|侧户))?"
              + "|"
              + ALONE_ROOM);

  /** What looks like a place and is none: dates, times, prices, telephones, case numbers. */
  private static final Phrase NO_PLACE =
      Phrase.of(
          "\\d{4}[-/.]\\d{1,2}[-/.]\\d{1,2}(?!\\d)|\\d{1,2}月\\d{1,2}[日号]?(?!楼)|\\d{1,2}-\\d{1,2}号(?!楼)"
              + "|(?<!\\d)\\d{4}-\\d{2}(?!\\d)|\\d[\\d -]{7,}\\d(?=\\D|$)(?<!-\\d{3,4})|\\d{1,2}[:点]\\d{2}|[¥$]\\d+"
              + "|\\d+(?:[-~到]\\d+)?(?:\\.\\d+)?(?:元|块|毛|万|公斤|平米)|\\d{7,}|(?:同|每|这|那|整|哪)1?[栋幢]|(?:有|整整)?\\d{1,2}层(?=高|白|灰|皮|膜|油|土|水)");

  private static final Phrase SPACE_IN_NUMBER =
      Phrase.of(
          "(?<=(?<!\\d)\\d)\\s(?=\\d(?!\\d))|(?<=[\\d第])\\s(?=[号栋幢座楼单层室])|(?<=[号楼栋幢座元单])\\s(?=[\\d单楼元])");

  private PlaceParser() {}

  /** A place and the characters of the text that name it. */
  public record Found(Place place, int begin, int end) {}

  /** Every place named, in the order of the text. */
  public static List<Found> parse(String normalized) {
    if (normalized.chars().noneMatch(PlaceParser::mayBegin)) {
      return List.of();
    }
    Numerals digits = Numerals.of(normalized);
    Spaceless spaceless = Spaceless.of(digits.text());
    String text = blankOut(spaceless.text());
    List<Found> found = new ArrayList<>();
    Matcher matcher = PLACE.over(text);
    for (int from = 0; PLACE.next(matcher, text, from); from = matcher.end()) {
      int begin = digits.origin()[spaceless.origin()[matcher.start()]];
      int end = digits.origin()[spaceless.origin()[matcher.end()]];
      String zone = matcher.group("zone");
      int zoneBegin = zone == null ? 0 : digits.origin()[spaceless.origin()[matcher.start("zone")]];
      int zoneEnd = zone == null ? 0 : digits.origin()[spaceless.origin()[matcher.end("zone")]];
      Place place = place(matcher, zone == null ? null : normalized.substring(zoneBegin, zoneEnd));
      found.add(new Found(place, begin, end));
    }
    return found;
  }

  /** Numbers of any script, letters, sides and 顶楼, 地下室: no place is named without one of them. */
  private static boolean mayBegin(int c) {
    return c < 128 ? Character.isLetterOrDigit(c) : NUMERALS_AND_SIDES.indexOf(c) >= 0;
  }

  private static final String NUMERALS_AND_SIDES = "零〇一二两俩三仨四五六七八九十廿百千壹贰叁肆伍陆柒捌玖拾幺东西南北中甲乙丙丁顶地负";

  private static Place place(Matcher found, String zone) {
    if (found.group("b3") != null) {
      return withFloor(zone, found.group("b3"), found.group("u3"), null, found.group("r3"));
    }
    String building =
        either(found.group("building"), either(found.group("letter"), found.group("buildingE")));
    String unit =
        either(
            found.group("unitAlone"),
            either(found.group("unit"), either(found.group("u2"), found.group("unitE"))));
    String room = either(found.group("room"), either(found.group("r2"), found.group("roomE")));
    room = either(room, either(found.group("roomAfter"), found.group("roomBefore")));
    room = either(room, found.group("roomOfFloor"));
    String floor = either(found.group("floor"), found.group("floorAlone"));
    return withFloor(zone, building, unit, floor, room);
  }

  private static Place withFloor(
      String zone, String building, String unit, String floor, String room) {
    String number = room == null ? null : room.replaceAll("\\D+$", "");
    boolean side = room != null && number.isEmpty();
    String level = floor != null ? floor(floor) : side ? null : floorOfRoom(number);
    return new Place(
        zone,
        building == null ? null : building.toUpperCase(java.util.Locale.ROOT),
        unit == null ? null : unit.toUpperCase(java.util.Locale.ROOT),
        level,
        side ? room + "户" : number);
  }

  /** 501 is on floor 5, 1101 on floor 11; other lengths say nothing. */
  private static String floorOfRoom(String room) {
    if (room == null || room.length() < 3 || room.length() > 4) {
      return null;
    }
    int floor = Integer.parseInt(room.substring(0, room.length() - 2));
    return floor == 0 ? null : Integer.toString(floor);
  }

  private static String floor(String written) {
    if (written.startsWith("顶")) {
      return "顶楼";
    }
    String number = written.replaceAll("\\D", "");
    boolean below = written.startsWith("地下") || written.startsWith("负") || written.startsWith("-");
    if (below || written.startsWith("B")) {
      return number.isEmpty() ? null : "-" + number;
    }
    return number;
  }

  private static String either(String first, String second) {
    return first != null ? first : second;
  }

  private static String blankOut(String text) {
    Matcher none = NO_PLACE.over(text);
    StringBuilder out = new StringBuilder(text);
    for (int from = 0; NO_PLACE.next(none, text, from); from = none.end()) {
      for (int i = none.start(); i < none.end(); i++) {
        out.setCharAt(i, '_');
      }
    }
    return out.toString();
  }

  /** The text without spaces inside numbers (3 号 楼), with the way back. */
  private record Spaceless(String text, int[] origin) {
    static Spaceless of(String text) {
      StringBuilder out = new StringBuilder(text.length());
      int[] origin = new int[text.length() + 1];
      Matcher spaces = SPACE_IN_NUMBER.over(text);
      int next = SPACE_IN_NUMBER.next(spaces, text, 0) ? spaces.start() : -1;
      for (int i = 0; i < text.length(); i++) {
        if (i == next) {
          next = SPACE_IN_NUMBER.next(spaces, text, i + 1) ? spaces.start() : -1;
        } else {
          origin[out.length()] = i;
          out.append(text.charAt(i));
        }
      }
      origin[out.length()] = text.length();
      return new Spaceless(out.toString(), origin);
    }
  }
}
