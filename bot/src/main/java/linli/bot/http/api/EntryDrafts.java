package linli.bot.http.api;

import java.util.List;
import linli.bot.cases.CasePlace;
import linli.bot.estates.Estate;
import linli.bot.filings.Filing;
import linli.bot.filings.Filing.Origin;
import linli.bot.filings.Matters;
import linli.nlp.Catalogue;
import linli.nlp.IssueType;

/** Makes of an entry's body what is to be opened: the matter, its urgency, its place. */
final class EntryDrafts {

  private static final int LONGEST_TEXT = 2000;
  private static final int LONGEST_SUMMARY = 200;
  private static final int LONGEST_NAME = 20;

  private final Catalogue catalogue;
  private final Matters matters;

  EntryDrafts(Catalogue catalogue, Matters matters) {
    this.catalogue = catalogue;
    this.matters = matters;
  }

  /**
   * What the body asks for.
   *
   * @param token name of the token that asks
   */
  Filing of(Estate estate, JsonBody body, String token) {
    var type = type(body);
    var text = body.text("text", LONGEST_TEXT);
    if (type == null && text == null) {
      throw ApiRefused.expected("$", "issueType or text", null);
    }
    var consent = body.flag("consent");
    var written = written(estate, body, consent);
    var wanted =
        matters
            .of(estate, type, text, written, consent)
            .orElseThrow(
                () ->
                    ApiRefused.expected(
                        "$.text", "words that name a matter, or issueType", "none"));
    var summary = body.text("summary", LONGEST_SUMMARY);
    var words = summary != null ? summary : text;
    return new Filing(
        wanted, words, consent ? text : null, consent, null, List.of(), Origin.API, token);
  }

  private IssueType type(JsonBody body) {
    var id = body.text("issueType", LONGEST_NAME * 2);
    if (id != null && catalogue.issueType(id) == null) {
      var known = catalogue.issueTypes().stream().map(IssueType::id).toList();
      throw ApiRefused.expected("$.issueType", "one of " + known, id);
    }
    return id == null ? null : catalogue.issueType(id);
  }

  /** The place that the body names; each part has to be in the register. */
  private static CasePlace written(Estate estate, JsonBody body, boolean consent) {
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
    return new CasePlace(name, unit, at.text("floor", LONGEST_NAME), room);
  }

  private static ApiRefused oneOf(String path, List<String> known, String got) {
    return ApiRefused.expected(path, "one of " + known, got);
  }
}
