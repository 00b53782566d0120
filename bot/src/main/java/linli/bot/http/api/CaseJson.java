package linli.bot.http.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import linli.bot.cases.Case;
import linli.bot.cases.CaseDisclosure;
import linli.bot.cases.CaseJournal.Contact;
import linli.bot.cases.CasePlace;
import linli.bot.cases.CaseRecords.Counted;
import linli.bot.cases.CaseRecords.Place;
import linli.bot.cases.CaseRecords.Step;
import linli.bot.estates.Estate;
import linli.bot.http.Answers;
import linli.bot.media.CaseMedia.Shown;
import linli.bot.speech.ChinaTime;
import linli.nlp.Catalogue;

/** A case as other systems read it. */
final class CaseJson {

  private final Catalogue catalogue;
  private final CaseDisclosure disclosure;

  CaseJson(Catalogue catalogue, CaseDisclosure disclosure) {
    this.catalogue = catalogue;
    this.disclosure = disclosure;
  }

  /** The number with its year, {@code 2026-11-23-07}: unique in the estate. */
  static String id(Place place) {
    return "%s-%02d".formatted(place.openedOn(), place.seq());
  }

  /**
   * The case itself.
   *
   * @param persons whether rooms and words may be shown
   */
  ObjectNode of(Estate estate, Counted counted, boolean persons) {
    var about = counted.about();
    var json = kind(counted);
    party(json, estate, about);
    json.set("place", place(persons ? about.place() : disclosure.place(about)));
    json.put("summary", persons ? about.summary() : null).put("anonymous", about.anonymous());
    json.putObject("reporters")
        .put("people", counted.people())
        .put("households", counted.households());
    times(json, about);
    return json.put("done", persons ? about.doneText() : CaseDisclosure.masked(about.doneText()))
        .put("reopened", about.reopened());
  }

  private ObjectNode kind(Counted counted) {
    var about = counted.about();
    return Answers.object()
        .put("id", id(counted.place()))
        .put("no", about.no())
        .put("source", counted.origin() == null ? "chat" : counted.origin())
        .put("issueType", about.issueType())
        .put("issueName", catalogue.issueType(about.issueType()).name())
        .put("nature", about.nature())
        .put("urgency", about.urgency())
        .put("hazard", about.hazard())
        .put("state", about.state().name())
        .put("outcome", about.outcome())
        .put("grade", about.grade());
  }

  static void party(ObjectNode json, Estate estate, Case about) {
    json.putObject("party")
        .put("id", about.partyId())
        .put("name", estate.parties().get(about.partyId()).name());
  }

  private static void times(ObjectNode json, Case about) {
    json.put("openedAt", time(about.openedAt()))
        .put("respondBy", time(about.respondBy()))
        .put("resolveBy", time(about.resolveBy()))
        .put("respondedAt", time(about.respondedAt()))
        .put("arrivedAt", time(about.arrivedAt()))
        .put("doneAt", time(about.doneAt()))
        .put("closedAt", time(about.closedAt()));
  }

  /** In China's time, to the second. */
  static String time(Instant at) {
    return at == null
        ? null
        : DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
            ChinaTime.zoned(at).toOffsetDateTime().withNano(0));
  }

  static ObjectNode place(CasePlace place) {
    return Answers.object()
        .put("building", place.building())
        .put("unit", place.unit())
        .put("floor", place.floor())
        .put("room", place.room());
  }

  /** What happened to it, below {@code history}. */
  static void history(ObjectNode json, List<Step> steps, boolean persons) {
    var list = json.putArray("history");
    for (var step : steps) {
      list.addObject()
          .put("verb", step.verb())
          .put("from", step.from())
          .put("to", step.to())
          .put("actorRole", step.actorRole())
          .put("reason", persons ? step.reason() : CaseDisclosure.reason(step))
          .put("at", time(step.at()));
    }
  }

  /** Homes and words, below {@code reports}. */
  static void reports(ObjectNode json, List<Contact> contacts) {
    var list = json.putArray("reports");
    for (var contact : contacts) {
      list.addObject()
          .put("building", contact.building())
          .put("unit", contact.unit())
          .put("room", contact.room())
          .put("text", contact.text());
    }
  }

  /** What can be fetched, below {@code media}. */
  static void media(ObjectNode json, List<Shown> shown) {
    var list = json.putArray("media");
    for (var one : shown) {
      list.addObject()
          .put("id", Long.toString(one.id()))
          .put("stage", one.stage().written())
          .put("kind", one.kind().written())
          .put("contentType", one.format().contentType())
          .put("bytes", one.bytes())
          .put("seconds", one.seconds())
          .put("at", time(one.at()));
    }
  }
}
