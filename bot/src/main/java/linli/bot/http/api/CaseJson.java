package linli.bot.http.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import linli.bot.cases.CaseDisclosure;
import linli.bot.cases.CaseFacts;
import linli.bot.cases.CaseJournal.Contact;
import linli.bot.cases.CaseRecords.Counted;
import linli.bot.cases.CaseRecords.Place;
import linli.bot.cases.CaseRecords.Step;
import linli.bot.estates.Estate;
import linli.bot.media.CaseMedia.Shown;

/** A case as other systems read it. */
final class CaseJson {

  private final CaseFacts facts;
  private final CaseDisclosure disclosure;

  CaseJson(CaseFacts facts, CaseDisclosure disclosure) {
    this.facts = facts;
    this.disclosure = disclosure;
  }

  /** The number with its year, {@code 2026-11-23-07}: unique in the estate. */
  static String id(Place place) {
    return CaseFacts.id(place.openedOn(), place.seq());
  }

  /** In China's time, to the second. */
  static String time(Instant at) {
    return CaseFacts.time(at);
  }

  /**
   * The case itself.
   *
   * @param persons whether rooms and words may be shown
   */
  ObjectNode of(Estate estate, Counted counted, boolean persons) {
    var about = counted.about();
    var json =
        facts.kind(about).put("source", counted.origin() == null ? "chat" : counted.origin());
    CaseFacts.party(json, estate, about);
    CaseFacts.place(json, persons ? about.place() : disclosure.place(about));
    json.put("summary", persons ? about.summary() : null).put("anonymous", about.anonymous());
    json.putObject("reporters")
        .put("people", counted.people())
        .put("households", counted.households());
    CaseFacts.times(json, about);
    return json.put("done", persons ? about.doneText() : CaseDisclosure.masked(about.doneText()))
        .put("reopened", about.reopened());
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
