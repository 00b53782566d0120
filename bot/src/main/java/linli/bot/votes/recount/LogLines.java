package linli.bot.votes.recount;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import linli.bot.votes.tally.Ballot;
import linli.bot.votes.tally.Matter;
import linli.bot.votes.tally.Policy;
import linli.bot.votes.tally.Result;
import linli.bot.votes.tally.Scope;

/** The lines of a vote's log, as {@link ExportFile} reads them. */
public final class LogLines {

  private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

  private LogLines() {}

  /** The head of a log: what is asked, whom, when and by which rules. */
  public record Head(
      String id,
      Matter matter,
      String question,
      Scope scope,
      Policy policy,
      Instant announcedAt,
      Instant opensAt,
      Instant closesAt) {}

  public static String vote(Head head) {
    var vote =
        Field.JSON
            .createObjectNode()
            .put("schema", ExportFile.SCHEMA)
            .put("id", head.id())
            .put("question", head.question())
            .put("matterKind", head.matter().code());
    vote.set("scope", scope(head.scope()));
    vote.set("policy", policy(head.policy()));
    vote.put("announcedAt", time(head.announcedAt()))
        .put("opensAt", time(head.opensAt()))
        .put("closesAt", time(head.closesAt()));
    return line("vote", vote);
  }

  private static JsonNode scope(Scope scope) {
    var type = scope.building() == null ? "estate" : scope.unit() == null ? "building" : "unit";
    var node = Field.JSON.createObjectNode().put("type", type);
    if (scope.building() != null) {
      node.put("building", scope.building());
    }
    if (scope.unit() != null) {
      node.put("unit", scope.unit());
    }
    return node;
  }

  static ObjectNode policy(Policy policy) {
    var node =
        Field.JSON
            .createObjectNode()
            .put("silence", policy.silence().name())
            .put("invalid", policy.invalid().name())
            .put("precedence", policy.precedence().name())
            .put("elevatorProfile", policy.elevatorProfile().name())
            .put("coOwnerKey", policy.coOwnerKey().name())
            .put("grace", policy.grace().toString());
    if (policy.proxyLimit() != null) {
      node.put("proxyLimit", policy.proxyLimit());
    }
    return node;
  }

  /**
   * A flat in the scope under its pseudonym, with the pseudonyms of its owners.
   *
   * @param delivery {@code delivered}, {@code undelivered}, {@code unsold}
   * @param marks {@code exclusive_part}: a lift takes something of it; {@code applicant}: its owner
   *     asks for the change, and is not asked; {@code interested}: outside the scope, and asked
   */
  public record Flat(
      String household,
      String building,
      String unit,
      List<String> owners,
      long areaHundredths,
      String delivery,
      Set<String> marks) {
    @Override
    public String toString() {
      return "Flat[]";
    }
  }

  private static final SortedMap<String, String> MARKS =
      new TreeMap<>(
          Map.of(
              "exclusive_part",
              "exclusivePartOccupied",
              "applicant",
              "applicant",
              "interested",
              "interested"));

  public static String household(Flat flat) {
    var node =
        Field.JSON
            .createObjectNode()
            .put("id", flat.household())
            .put("building", flat.building())
            .put("unit", flat.unit());
    var owners = node.putArray("ownerIds");
    flat.owners().stream().sorted().forEach(owners::add);
    node.put("areaCentiM2", flat.areaHundredths());
    if (!flat.delivery().equals("delivered")) {
      node.put("status", flat.delivery());
    }
    MARKS.forEach(
        (mark, field) -> {
          if (flat.marks().contains(mark)) {
            node.put(field, true);
          }
        });
    return line("household", node);
  }

  public static String ballot(String household, String receipt, Ballot ballot) {
    var node =
        Field.JSON
            .createObjectNode()
            .put("household", household)
            .put("receipt", receipt)
            .put("choice", ballot.choice().code())
            .put("at", time(ballot.at()))
            .put("receivedAt", time(ballot.receivedAt()))
            .put("origin", ballot.origin().code())
            .put("castBy", ballot.caster().code());
    if (ballot.by() != null) {
      node.put("by", ballot.by());
    }
    if (ballot.caster() == Ballot.Caster.PROXY) {
      node.put("proxyFor", ballot.proxyFor()).put("authorised", ballot.authorised());
    }
    return line("ballot", node);
  }

  /** The owners of a flat were served their ballot; how is said, by whom is nobody's business. */
  public static String service(String household, String way, Instant at) {
    return line(
        "service",
        Field.JSON
            .createObjectNode()
            .put("household", household)
            .put("served", true)
            .put("way", way)
            .put("at", time(at)));
  }

  /** What was said of a flat before is taken back. */
  public static String notServed(String household, Instant at) {
    return line(
        "service",
        Field.JSON
            .createObjectNode()
            .put("household", household)
            .put("served", false)
            .put("at", time(at)));
  }

  /** The owners of a flat named one of them, who speaks for it from now on. */
  public static String representative(String household, String owner, Instant at) {
    return line(
        "representative",
        Field.JSON
            .createObjectNode()
            .put("household", household)
            .put("by", owner)
            .put("at", time(at)));
  }

  public static String result(Result result) {
    return line("result", ResultJson.writeWhole(result));
  }

  /** The fields of a line that {@link #result} wrote. */
  public static JsonNode readResult(String line) {
    try {
      return Field.JSON.readTree(line).path("result");
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("our own line is not readable", impossible);
    }
  }

  private static String line(String kind, ObjectNode content) {
    return Field.JSON.createObjectNode().set(kind, content).toString();
  }

  private static String time(Instant at) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(at.atZone(CHINA));
  }
}
