package linli.bot.estates.roster;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import linli.bot.estates.roster.Roster.Home;
import linli.bot.estates.roster.RosterDifference.FlatChange;
import linli.bot.estates.roster.RosterDifference.Kind;
import linli.bot.estates.roster.RosterDifference.PersonChange;

/** The difference in lines for a terminal; names and phones are shortened. */
final class RosterReport {

  private static final int MOST_LINES = 20;

  private RosterReport() {}

  /** How much is different, then the first of it. */
  static List<String> of(RosterDifference difference) {
    var lines = new ArrayList<String>();
    lines.add(
        "房屋:新增%d,变更%d,移出%d。人员:新增%d,变更%d,移出%d。"
            .formatted(
                difference.flats(Kind.ADDED),
                difference.flats(Kind.CHANGED),
                difference.flats(Kind.REMOVED),
                difference.people(Kind.ADDED),
                difference.people(Kind.CHANGED),
                difference.people(Kind.REMOVED)));
    Stream.concat(
            difference.flats().stream().map(RosterReport::flat),
            difference.people().stream().map(RosterReport::person))
        .limit(MOST_LINES)
        .forEach(lines::add);
    var all = difference.flats().size() + difference.people().size();
    if (all > MOST_LINES) {
      lines.add("…… 另有%d条".formatted(all - MOST_LINES));
    }
    return lines;
  }

  private static String flat(FlatChange change) {
    var what =
        Stream.of(change.before(), change.after())
            .map(area -> area == null ? "" : written(area))
            .filter(text -> !text.isEmpty())
            .collect(Collectors.joining(" → "));
    return "%s 房屋 %s %s".formatted(change.kind().word(), change.flat().name(), what);
  }

  private static String written(Roster.Area area) {
    return area.number()
        + "㎡"
        + (area.source() == null ? "" : "(" + area.source() + ")")
        + (area.delivery() == Delivery.DELIVERED ? "" : " " + area.delivery().word());
  }

  private static String person(PersonChange change) {
    var parts = new ArrayList<String>();
    change.homesLost().forEach((flat, home) -> parts.add("-" + home(flat, home)));
    change.homesSet().forEach((flat, home) -> parts.add("+" + home(flat, home)));
    if (change.hasNewPhone()) {
      parts.add("手机");
    }
    var who = change.after() == null ? change.before() : change.after();
    return "%s 人员 %s %s"
        .formatted(change.kind().word(), Shown.person(who.identity()), String.join(" ", parts));
  }

  private static String home(Flat flat, Home home) {
    return flat.name() + home.relation().word() + (home.livesHere() ? "" : "(不居住)");
  }
}
