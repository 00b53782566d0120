package linli.bot.conversation;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import linli.bot.estates.Estate;
import linli.bot.incidents.Incident;
import linli.bot.speech.ChinaTime;
import linli.nlp.PersonalData;

/** Reads 「停水 11-25 09:00-17:00 3、4号楼 水箱清洗」, also 「停电 现在-18:00 全小区 线路故障」. */
final class NoticeParser {

  private static final Map<String, String> KINDS =
      Map.of(
          "停水", "water_supply",
          "停电", "power_supply",
          "停气", "gas",
          "停暖", "heating",
          "停供暖", "heating",
          "停梯", "elevator",
          "电梯检修", "elevator");

  private static final Pattern DAY =
      Pattern.compile("今天|明天|后天|(\\d{1,2})(?:-|月)(\\d{1,2})[日号]?(?=\\s|$)");
  private static final String CLOCK = "(\\d{1,2})[:点](\\d{2})?分?";
  private static final Pattern SPAN =
      Pattern.compile("(?:(现在|已停)|" + CLOCK + ")\\s*(?:-|~|到|至)\\s*" + CLOCK);
  private static final Pattern BUILDINGS =
      Pattern.compile("全小区|((?:[\\dA-Za-z]+(?:号楼)?[、,,和\\s]*)+)号楼");

  private NoticeParser() {}

  /** The type of matter that such an outage is about, or empty for a word that is none. */
  static Optional<String> issueType(String kind) {
    return Optional.ofNullable(KINDS.get(kind));
  }

  /** Empty when something is missing or does not exist in the estate. */
  static Optional<Incident> parse(Estate estate, String words, Instant now) {
    var kind = words.strip().split("\\s+")[0];
    var type = issueType(kind);
    var rest = words.strip().substring(kind.length());
    var span = SPAN.matcher(rest);
    if (type.isEmpty() || !span.find()) {
      return Optional.empty();
    }
    var when = rest.substring(0, span.start());
    var where = BUILDINGS.matcher(rest.substring(span.end()));
    if (!where.find()) {
      return Optional.empty();
    }
    var buildings = buildings(where.group(1));
    var known = buildings.stream().allMatch(b -> estate.building(b).isPresent());
    var day = day(when, ChinaTime.date(now));
    if (!known || day.isEmpty()) {
      return Optional.empty();
    }
    var from = span.group(1) != null ? now : at(day.get(), span.group(2), span.group(3));
    var until = at(day.get(), span.group(4), span.group(5));
    if (from == null || until == null || !until.isAfter(from) || !until.isAfter(now)) {
      return Optional.empty();
    }
    var reason = PersonalData.mask(where.replaceFirst("").strip());
    return Optional.of(
        new Incident(
            estate.id(),
            0,
            kind,
            type.get(),
            buildings,
            from,
            until,
            reason.isEmpty() ? "检修" : reason,
            now,
            null));
  }

  private static List<String> buildings(String list) {
    var names = new ArrayList<String>();
    if (list != null) {
      for (var name : list.replace("号楼", "").split("[、,,和\\s]+")) {
        if (!name.isBlank()) {
          names.add(name);
        }
      }
    }
    return List.copyOf(names);
  }

  private static Optional<LocalDate> day(String words, LocalDate today) {
    var found = DAY.matcher(words.strip());
    if (!found.find()) {
      return Optional.of(today);
    }
    return switch (found.group()) {
      case "今天" -> Optional.of(today);
      case "明天" -> Optional.of(today.plusDays(1));
      case "后天" -> Optional.of(today.plusDays(2));
      default -> dated(found.group(1), found.group(2), today);
    };
  }

  private static Optional<LocalDate> dated(String month, String day, LocalDate today) {
    try {
      var date = MonthDay.of(Integer.parseInt(month), Integer.parseInt(day));
      var thisYear = date.atYear(today.getYear());
      return Optional.of(thisYear.isBefore(today) ? date.atYear(today.getYear() + 1) : thisYear);
    } catch (java.time.DateTimeException noSuchDay) {
      return Optional.empty();
    }
  }

  private static Instant at(LocalDate day, String hour, String minute) {
    var h = Integer.parseInt(hour);
    var m = minute == null ? 0 : Integer.parseInt(minute);
    if (h > 23 || m > 59) {
      return null;
    }
    return day.atTime(LocalTime.of(h, m)).atZone(ChinaTime.ZONE).toInstant();
  }
}
