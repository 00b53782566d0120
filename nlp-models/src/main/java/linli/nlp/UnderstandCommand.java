package linli.nlp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import linli.nlp.Understanding.Issue;
import linli.nlp.Understanding.Place;

/** What {@code ./linli understand} does with a line: message in, one line of JSON out. */
public final class UnderstandCommand {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double DIGITS = 1e4;

  private UnderstandCommand() {}

  /**
   * @param line plain text, or {@code {"text","estate","home":{"building","unit","room"}}}
   */
  public static String answer(Understander understander, String line) {
    JsonNode object = object(line);
    if (object == null) {
      return toJson(understander, understander.understand(line));
    }
    return toJson(understander, understander.understand(text(object, "text"), home(object)));
  }

  private static Place home(JsonNode object) {
    JsonNode home = object.path("home");
    return home.isObject()
        ? new Place(null, text(home, "building"), text(home, "unit"), null, text(home, "room"))
        : null;
  }

  /** The same with the reasons: what the rules and each model said, and which models they are. */
  public static String explain(Understander understander, String line) {
    JsonNode object = object(line);
    String text = object == null ? line : text(object, "text");
    Explanation why = understander.explain(text, object == null ? null : home(object));
    ObjectNode json = node(why.understanding()).put("model", understander.version());
    ObjectNode reasons = json.putObject("explanation");
    reasons.put("read", why.read());
    reasons.put("intentRule", why.intentRule());
    reasons.put("hazardBy", why.hazardBy());
    reasons.put("vetoed", why.vetoed());
    why.models().forEach(said -> reasons.set(said.model(), said(said)));
    return json.toString();
  }

  private static ObjectNode said(Explanation.Said said) {
    ObjectNode json = JSON.createObjectNode();
    ObjectNode best = json.putObject("best");
    said.best().forEach((label, probability) -> best.put(label, rounded(probability)));
    ObjectNode because = json.putObject("because");
    said.reasons().forEach(reason -> because.put(reason.feature(), rounded(reason.weight())));
    return json;
  }

  /** The line as a message object, or null when it is plain text. */
  private static JsonNode object(String line) {
    if (line == null || !line.strip().startsWith("{")) {
      return null;
    }
    try {
      JsonNode node = JSON.readTree(line);
      return node.isObject() && node.has("text") ? node : null;
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  private static String text(JsonNode object, String field) {
    JsonNode value = object.path(field);
    return value.isMissingNode() || value.isNull() ? null : value.asText();
  }

  private static String toJson(Understander understander, Understanding understood) {
    return node(understood).put("model", understander.version()).toString();
  }

  private static ObjectNode node(Understanding understood) {
    ObjectNode json = JSON.createObjectNode();
    json.put("intent", understood.intent());
    ArrayNode issues = json.putArray("issues");
    understood.issues().forEach(issue -> issues.add(issue(issue)));
    json.put("nature", understood.nature());
    json.put("hazard", understood.hazard());
    json.put("urgency", understood.urgency());
    ArrayNode places = json.putArray("places");
    understood.places().forEach(place -> places.add(place(place)));
    json.put("score", rounded(understood.score()));
    return json;
  }

  private static ObjectNode issue(Issue issue) {
    ObjectNode json = JSON.createObjectNode();
    json.put("type", issue.type());
    json.put("score", rounded(issue.score()));
    json.put("nature", issue.nature());
    json.put("urgency", issue.urgency());
    json.set("place", issue.place() == null ? JSON.nullNode() : place(issue.place()));
    return json;
  }

  private static ObjectNode place(Place place) {
    ObjectNode json = JSON.createObjectNode();
    json.put("zone", place.zone());
    json.put("building", place.building());
    json.put("unit", place.unit());
    json.put("floor", place.floor());
    json.put("room", place.room());
    return json;
  }

  private static double rounded(double score) {
    return Math.round(score * DIGITS) / DIGITS;
  }
}
