package linli.bot.http.api;

import java.util.List;
import linli.bot.cases.CasePlace;
import linli.bot.cases.NewCase;
import linli.bot.estates.Estate;
import linli.nlp.Catalogue;
import linli.nlp.IssueType;
import linli.nlp.Understander;
import linli.nlp.Understanding;
import linli.nlp.Understanding.Issue;
import linli.nlp.Understanding.Place;

/** Makes of an entry's body what is to be opened: the matter, its urgency, its place. */
final class EntryDrafts {

  private static final int LONGEST_TEXT = 2000;
  private static final int LONGEST_SUMMARY = 200;
  private static final int LONGEST_NAME = 20;

  private final Catalogue catalogue;
  private final Understander understander;

  EntryDrafts(Catalogue catalogue, Understander understander) {
    this.catalogue = catalogue;
    this.understander = understander;
  }

  /**
   * What is to be opened.
   *
   * @param words what others may read of it after masking
   * @param kept the words as written, or null without consent
   */
  record Draft(NewCase wanted, String words, String kept, boolean consent) {
    @Override
    public String toString() {
      return "Draft[]";
    }
  }

  Draft of(Estate estate, JsonBody body) {
    var type = type(body);
    var text = body.text("text", LONGEST_TEXT);
    if (type == null && text == null) {
      throw ApiRefused.expected("$", "issueType or text", null);
    }
    var consent = body.flag("consent");
    var written = written(estate, body, consent);
    var understood = understander.understand(text, written);
    var wanted = wanted(estate, type, understood, written, consent);
    var summary = body.text("summary", LONGEST_SUMMARY);
    var words = summary != null ? summary : text;
    return new Draft(wanted, words, consent ? text : null, consent);
  }

  private IssueType type(JsonBody body) {
    var id = body.text("issueType", LONGEST_NAME * 2);
    if (id != null && catalogue.issueType(id) == null) {
      var known = catalogue.issueTypes().stream().map(IssueType::id).toList();
      throw ApiRefused.expected("$.issueType", "one of " + known, id);
    }
    return id == null ? null : catalogue.issueType(id);
  }

  private NewCase wanted(
      Estate estate, IssueType type, Understanding understood, Place written, boolean consent) {
    var issue = issue(type, understood);
    var place =
        written != null
            ? new CasePlace(written.building(), written.unit(), written.floor(), written.room())
            : named(estate, issue == null ? null : issue.place(), consent);
    if (understood.hazard() != null) {
      return hazard(type, understood, issue, place);
    }
    if (type == null && issue == null) {
      throw ApiRefused.expected("$.text", "words that name a matter, or issueType", "none");
    }
    var chosen = type != null ? type : catalogue.issueType(issue.type());
    var nature = issue == null ? chosen.nature() : issue.nature();
    var urgency = issue == null || issue.urgency() == null ? usual(chosen) : issue.urgency();
    var site = issue == null ? null : issue.site();
    return new NewCase(chosen.id(), nature, urgency, null, site, place, null, null, null);
  }

  /** The danger's own type where the words name no other matter. */
  private NewCase hazard(IssueType type, Understanding understood, Issue issue, CasePlace place) {
    var named = type != null ? type.id() : issue == null ? "other" : issue.type();
    var chosen = named.equals("other") ? catalogue.hazard(understood.hazard()).issueType() : named;
    var site = issue == null ? null : issue.site();
    return new NewCase(chosen, "求助", "P0", understood.hazard(), site, place, null, null, null);
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

  /** The place that the body names; each part has to be in the register. */
  private static Place written(Estate estate, JsonBody body, boolean consent) {
    var place = body.object("place", "building", "unit", "floor", "room");
    if (place.isEmpty()) {
      return null;
    }
    var at = place.get();
    var name = at.required("building", LONGEST_NAME);
    var building =
        estate
            .building(name)
            .orElseThrow(
                () -> oneOf(at.at("building"), List.copyOf(estate.buildings().keySet()), name));
    var unit = at.text("unit", LONGEST_NAME);
    if (unit != null && !building.units().contains(unit)) {
      throw oneOf(at.at("unit"), building.units(), unit);
    }
    var room = at.text("room", LONGEST_NAME);
    if (room != null && !consent) {
      throw ApiRefused.expected(at.at("room"), "no room without consent", room);
    }
    if (room != null && (unit == null || !building.hasRoom(room))) {
      throw ApiRefused.expected(at.at("room"), "a flat of the register and its unit", room);
    }
    return new Place(null, name, unit, at.text("floor", LONGEST_NAME), room);
  }

  private static ApiRefused oneOf(String path, List<String> known, String got) {
    return ApiRefused.expected(path, "one of " + known, got);
  }

  /** The place that the words name, as far as the register knows it. */
  private static CasePlace named(Estate estate, Place named, boolean consent) {
    var building = named == null ? null : estate.building(named.building()).orElse(null);
    if (building == null) {
      return CasePlace.UNKNOWN;
    }
    var unit = building.units().contains(named.unit()) ? named.unit() : null;
    var room = named.room();
    var known = consent && unit != null && room != null && building.hasRoom(room);
    return new CasePlace(building.name(), unit, named.floor(), known ? room : null);
  }
}
