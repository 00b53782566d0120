package linli.bot.filings;

import java.util.Optional;
import linli.bot.cases.CasePlace;
import linli.bot.cases.NewCase;
import linli.bot.estates.Estate;
import linli.nlp.Catalogue;
import linli.nlp.IssueType;
import linli.nlp.Understander;
import linli.nlp.Understanding;
import linli.nlp.Understanding.Issue;
import linli.nlp.Understanding.Place;

/** Makes of what a system says what is to be opened: the matter, its urgency, its place. */
public final class Matters {

  private final Catalogue catalogue;
  private final Understander understander;

  public Matters(Catalogue catalogue, Understander understander) {
    this.catalogue = catalogue;
    this.understander = understander;
  }

  /**
   * What is to be opened; empty when there is no type and the words name no matter.
   *
   * @param type or null: then the first matter of the words
   * @param text or null
   * @param place in the register, or null: then the place that the words name
   * @param rooms whether a room in the words may be kept
   */
  public Optional<NewCase> of(
      Estate estate, IssueType type, String text, CasePlace place, boolean rooms) {
    var understood = understander.understand(text, home(place));
    var issue = issue(type, understood);
    if (type == null && issue == null && understood.hazard() == null) {
      return Optional.empty();
    }
    var at = place != null ? place : named(estate, issue == null ? null : issue.place(), rooms);
    return Optional.of(
        understood.hazard() != null
            ? hazard(type, understood.hazard(), issue, at)
            : matter(type, issue, at));
  }

  /** The place that an address names, as far as the register knows it. */
  public CasePlace named(Estate estate, String address) {
    return understander.understand(address).places().stream()
        .map(place -> named(estate, place, false))
        .filter(CasePlace::isKnown)
        .findFirst()
        .orElse(CasePlace.UNKNOWN);
  }

  private static Place home(CasePlace place) {
    return place == null
        ? null
        : new Place(null, place.building(), place.unit(), place.floor(), place.room());
  }

  private NewCase matter(IssueType type, Issue issue, CasePlace place) {
    var chosen = type != null ? type : catalogue.issueType(issue.type());
    var nature = issue == null ? chosen.nature() : issue.nature();
    var urgency = issue == null || issue.urgency() == null ? usual(chosen) : issue.urgency();
    return new NewCase(chosen.id(), nature, urgency, null, site(issue), place, null, null, null);
  }

  /** The danger's own type where the words name no other matter. */
  private NewCase hazard(IssueType type, String hazard, Issue issue, CasePlace place) {
    var named = type != null ? type.id() : issue == null ? "other" : issue.type();
    var chosen = named.equals("other") ? catalogue.hazard(hazard).issueType() : named;
    return new NewCase(chosen, "求助", "P0", hazard, site(issue), place, null, null, null);
  }

  private static String site(Issue issue) {
    return issue == null ? null : issue.site();
  }

  private static String usual(IssueType type) {
    return type.alwaysUrgent() ? "P1" : "P2";
  }

  /** The matter of the given type, else the first one. */
  private static Issue issue(IssueType type, Understanding understood) {
    return understood.issues().stream()
        .filter(each -> type == null || each.type().equals(type.id()))
        .findFirst()
        .orElse(null);
  }

  private static CasePlace named(Estate estate, Place named, boolean rooms) {
    var building = named == null ? null : estate.building(named.building()).orElse(null);
    if (building == null) {
      return CasePlace.UNKNOWN;
    }
    var unit = building.units().contains(named.unit()) ? named.unit() : null;
    var room = named.room();
    var known = rooms && unit != null && room != null && building.hasRoom(room);
    return new CasePlace(building.name(), unit, named.floor(), known ? room : null);
  }
}
