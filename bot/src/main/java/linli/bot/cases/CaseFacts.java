package linli.bot.cases;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import linli.bot.estates.Estate;
import linli.bot.speech.ChinaTime;
import linli.nlp.Catalogue;

/** What of a case other systems may always read, in the form in which they read it. */
public final class CaseFacts {

  private final Catalogue catalogue;

  public CaseFacts(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** The number with its year, {@code 2026-11-23-07}: unique in the estate. */
  public static String id(LocalDate openedOn, int seq) {
    return "%s-%02d".formatted(openedOn, seq);
  }

  static String id(Case about) {
    return id(about.openedOn(), about.seq());
  }

  /** What it is, and where it stands. */
  public ObjectNode kind(Case about) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("id", id(about))
        .put("no", about.no())
        .put("issueType", about.issueType())
        .put("issueName", catalogue.issueType(about.issueType()).name())
        .put("nature", about.nature())
        .put("urgency", about.urgency())
        .put("hazard", about.hazard())
        .put("state", about.state().name())
        .put("outcome", about.outcome())
        .put("grade", about.grade());
  }

  /** Who answers for it, below {@code party}. */
  public static void party(ObjectNode json, Estate estate, Case about) {
    json.putObject("party")
        .put("id", about.partyId())
        .put("name", estate.parties().get(about.partyId()).name());
  }

  /** As much of a place as it holds, below {@code place}. */
  public static void place(ObjectNode json, CasePlace place) {
    json.putObject("place")
        .put("building", place.building())
        .put("unit", place.unit())
        .put("floor", place.floor())
        .put("room", place.room());
  }

  public static void times(ObjectNode json, Case about) {
    json.put("openedAt", time(about.openedAt()))
        .put("respondBy", time(about.respondBy()))
        .put("resolveBy", time(about.resolveBy()))
        .put("respondedAt", time(about.respondedAt()))
        .put("arrivedAt", time(about.arrivedAt()))
        .put("doneAt", time(about.doneAt()))
        .put("closedAt", time(about.closedAt()));
  }

  /** In China's time, to the second. */
  public static String time(Instant at) {
    return at == null
        ? null
        : DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
            ChinaTime.zoned(at).toOffsetDateTime().withNano(0));
  }
}
