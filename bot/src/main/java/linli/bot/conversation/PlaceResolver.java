package linli.bot.conversation;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import linli.bot.cases.CasePlace;
import linli.bot.estates.Estate.Building;
import linli.bot.estates.Estates;
import linli.nlp.Catalogue;
import linli.nlp.Understanding.Issue;
import linli.nlp.Understanding.Place;

/** Turns the place that somebody wrote into one of the register, with what they did not write. */
final class PlaceResolver {

  /** Sites that belong to the whole estate: the speaker's home says nothing about them. */
  private static final Set<String> SHARED_SITES =
      Set.of("地下车库", "小区道路", "绿地花园", "出入口门岗", "公共活动场地", "区外市政");

  /** Where the speaker lives says nothing about them, and who complains may not want to say it. */
  private static final Set<String> ABOUT_PEOPLE = Set.of("service_quality", "owner_affairs");

  /** A flat named only as the neighbour's: 楼上301 is where the water comes from. */
  private static final Pattern NEIGHBOUR =
      Pattern.compile("(?:楼上|楼下|对门|隔壁|上面|下面|邻居)(?:那家|那户|家|的)?\\s*\\d{3,4}");

  private final Catalogue catalogue;
  private final Estates estates;

  PlaceResolver(Catalogue catalogue, Estates estates) {
    this.catalogue = catalogue;
    this.estates = estates;
  }

  /**
   * A place in the register.
   *
   * @param fromHome unit and room are the speaker's own, not written in the message
   * @param problem what has to be asked
   */
  record Resolved(CasePlace place, boolean fromHome, Problem problem, String wrong) {}

  /** What is missing or wrong. */
  enum Problem {
    NONE,
    NO_BUILDING,
    UNKNOWN_BUILDING,
    WHICH_UNIT,
    UNKNOWN_UNIT
  }

  Resolved resolve(Turn turn, Issue issue) {
    return resolve(turn, issue.place(), issue.type(), issue.site());
  }

  Resolved resolve(Turn turn, Place written, String issueType, String site) {
    var named = written == null ? new Place(null, null, null, null, null) : written;
    if (named.building() != null) {
      return named(turn, named, issueType, site);
    }
    return implied(turn, named, issueType, site);
  }

  private Resolved named(Turn turn, Place named, String issueType, String site) {
    var building = turn.estate().building(named.building());
    if (building.isEmpty()) {
      return problem(CasePlace.UNKNOWN, false, Problem.UNKNOWN_BUILDING, named.building());
    }
    var home = turn.speaker().homeIn(named.building());
    var place = new CasePlace(named.building(), named.unit(), named.floor(), named.room());
    if (named.unit() == null && home.isPresent() && needsUnit(issueType, site)) {
      place = place.withUnit(home.get().unit());
      return checked(building.get(), place, true, issueType, site);
    }
    return checked(building.get(), place, false, issueType, site);
  }

  /** No building written: the speaker's home, else the group's building. */
  private Resolved implied(Turn turn, Place named, String issueType, String site) {
    var groupBuilding = turn.group() == null ? null : turn.group().building();
    var home =
        groupBuilding == null
            ? turn.speaker().home()
            : turn.speaker().homeIn(groupBuilding).or(turn.speaker()::home);
    var zone = estates.placeNames(turn.estate().id()).zoneIn(turn.text());
    if (zone.isPresent() || SHARED_SITES.contains(site == null ? "" : site)) {
      return problem(CasePlace.outside(zone.orElse(null)), false, Problem.NONE, null);
    }
    if (home.isEmpty() && groupBuilding == null) {
      var needsPlace = !ABOUT_PEOPLE.contains(issueType);
      return problem(
          CasePlace.UNKNOWN, false, needsPlace ? Problem.NO_BUILDING : Problem.NONE, null);
    }
    var building =
        turn.estate().building(home.map(h -> h.building()).orElse(groupBuilding)).orElseThrow();
    if (home.isEmpty()) {
      var place = new CasePlace(building.name(), named.unit(), named.floor(), named.room());
      return checked(building, place, false, issueType, site);
    }
    return athome(turn, named, building, issueType, site);
  }

  private Resolved athome(
      Turn turn, Place named, Building building, String issueType, String site) {
    var home = turn.speaker().homeIn(building.name()).orElseThrow();
    var unit = named.unit() != null ? named.unit() : home.unit();
    var ownUnit = unit.equals(home.unit());
    var atHome = isHomeMatter(issueType, site);
    var neighbours = NEIGHBOUR.matcher(turn.text()).find();
    var room = named.room() != null && !neighbours ? named.room() : null;
    if (room == null && atHome && ownUnit) {
      room = home.room();
    }
    var keepUnit = needsUnit(issueType, site) || named.unit() != null || room != null;
    var place =
        new CasePlace(
            building.name(), keepUnit ? unit : null, neighbours ? null : named.floor(), room);
    return checked(building, place, named.unit() == null, issueType, site);
  }

  private Resolved checked(
      Building building, CasePlace place, boolean fromHome, String issueType, String site) {
    if (place.unit() != null && !building.units().contains(place.unit())) {
      if (!needsUnit(issueType, site)) {
        return problem(place.withUnit(null), fromHome, Problem.NONE, null);
      }
      return problem(place.withUnit(null), fromHome, Problem.UNKNOWN_UNIT, place.unit());
    }
    if (place.unit() == null && building.units().size() == 1) {
      return problem(
          needsUnit(issueType, site) ? place.withUnit(building.units().getFirst()) : place,
          fromHome,
          Problem.NONE,
          null);
    }
    if (place.unit() == null && needsUnit(issueType, site)) {
      return problem(place, fromHome, Problem.WHICH_UNIT, null);
    }
    return problem(place, fromHome, Problem.NONE, null);
  }

  private static Resolved problem(
      CasePlace place, boolean fromHome, Problem problem, String wrong) {
    return new Resolved(place, fromHome, problem, wrong);
  }

  private boolean isHomeMatter(String issueType, String site) {
    return "户内".equals(site)
        || site == null && catalogue.issueType(issueType).duplicateScope().equals("户");
  }

  private boolean needsUnit(String issueType, String site) {
    var scope = catalogue.issueType(issueType).duplicateScope();
    return isHomeMatter(issueType, site)
        || scope.equals("单元") && !SHARED_SITES.contains(site == null ? "" : site);
  }

  /** 1、2 for a question about the unit. */
  static String list(List<String> items) {
    return String.join("、", items);
  }
}
