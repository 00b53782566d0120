package linli.bot.votes.recount;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import linli.bot.votes.tally.Household;
import linli.bot.votes.tally.Poll;

/**
 * The log of a vote as everybody gets it, {@code linli-vote-export/1}: a line for the vote, for
 * each household, each service of a ballot, each representative that co-owners named, each ballot,
 * and one for the result. docs/votes.md describes the form.
 */
public final class ExportFile {

  public static final String SCHEMA = "linli-vote-export/1";

  private static final Set<String> KINDS =
      Set.of("vote", "household", "service", "representative", "ballot", "result");

  private final Map<String, ObjectNode> households = new LinkedHashMap<>();
  private Field vote;
  private JsonNode result;
  private int taken;

  private ExportFile() {}

  /**
   * A vote to be counted.
   *
   * @param result as the file states it, or null while there is none
   */
  public record Recounted(String id, Poll poll, JsonNode result) {}

  /** What reading came to. */
  public sealed interface Read {

    /**
     * @param hash the value of the last line, to be compared with the published one
     */
    record Sound(Recounted vote, String hash) implements Read {}

    /** Something was changed after it was written; one sentence for each place. */
    record Tampered(List<String> damages) implements Read {}
  }

  /** Whether a file begins like an export, also one of which something was changed. */
  public static boolean looksLikeOne(byte[] file) {
    var digits = 0;
    for (var i = 0; i < Math.min(file.length, ChainedLines.HASH); i++) {
      digits += Character.digit(file[i], 16) >= 0 ? 1 : 0;
    }
    return digits > ChainedLines.HASH * 3 / 4;
  }

  /**
   * Reads a file that was exported.
   *
   * @throws BadVoteFile when its lines are sound but make no vote
   */
  public static Read read(byte[] file) {
    var chained = ChainedLines.read(file);
    if (!chained.damages().isEmpty()) {
      return new Read.Tampered(chained.damages());
    }
    var recounted = of(chained.lines());
    if (recounted.result() == null) {
      throw BadVoteFile.expected("最后一行", "result(结果)", "别的内容,文件不完整");
    }
    return new Read.Sound(recounted, chained.head());
  }

  /** The vote in the lines of its log. */
  public static Recounted ofLines(List<String> lines) {
    return of(lines.stream().map(line -> line.getBytes(StandardCharsets.UTF_8)).toList());
  }

  private static Recounted of(List<byte[]> lines) {
    var file = new ExportFile();
    for (var i = 0; i < lines.size(); i++) {
      file.take(Field.line(i + 1, lines.get(i)));
    }
    if (file.vote == null) {
      throw BadVoteFile.expected("第1行", "vote(表决)", "没有这一行");
    }
    return new Recounted(file.vote.get("id").text(), file.poll(), file.result);
  }

  private void take(Field line) {
    line.only(KINDS);
    var kind = line.node().size() == 1 ? line.node().fieldNames().next() : "";
    if ((vote == null) != kind.equals("vote") || result != null) {
      throw line.wrong("先 vote,再 household、service、representative 和 ballot,最后 result");
    }
    var content = line.get(kind);
    switch (kind) {
      case "vote" -> vote = vote(content);
      case "household" -> add(content);
      case "service" -> serve(content);
      case "representative" -> represent(content);
      case "ballot" -> ballots(content).add(ballot(content));
      case "result" -> result = content.node();
      default -> throw line.wrong("一行一项:" + String.join("、", KINDS));
    }
  }

  private static Field vote(Field vote) {
    vote.only(
        Set.of(
            "schema",
            "id",
            "question",
            "matterKind",
            "scope",
            "policy",
            "announcedAt",
            "opensAt",
            "closesAt"));
    if (!vote.get("schema").textOrEmpty().equals(SCHEMA)) {
      throw vote.get("schema").wrong('"' + SCHEMA + '"');
    }
    vote.get("closesAt").text();
    return vote;
  }

  private void add(Field household) {
    var copy = household.node().deepCopy();
    if (!(copy instanceof ObjectNode content)) {
      throw household.wrong("对象 {…}");
    }
    if (taken > 0) {
      throw household.wrong("在第一张票之前:名册在开始表决时已经固定");
    }
    content.putArray("ballots");
    if (!content.has("served")) {
      content.put("served", false); // until a line says otherwise
    }
    if (households.put(household.get("id").text(), content) != null) {
      throw household.get("id").wrong("不重复的户号");
    }
  }

  /** Whether its owners were served, as was said last. */
  private void serve(Field content) {
    content.only(Set.of("household", "served", "way", "at"));
    CaseFile.time(content.get("at"));
    var served = content.get("served");
    if (!served.isPresent()) {
      throw served.wrong("true 或 false");
    }
    household(content).put("served", served.flag(false));
  }

  /** Whom the owners named last. */
  private void represent(Field content) {
    content.only(Set.of("household", "by", "at"));
    CaseFile.time(content.get("at"));
    household(content).put("representative", content.get("by").text());
  }

  private ObjectNode household(Field content) {
    var household = households.get(content.get("household").text());
    if (household == null) {
      throw content.get("household").wrong("前面登记过的户号");
    }
    return household;
  }

  private ArrayNode ballots(Field ballot) {
    return (ArrayNode) household(ballot).get("ballots");
  }

  /** Of ballots of the same time the one that came later counts as later. */
  private JsonNode ballot(Field content) {
    ObjectNode copy = content.node().deepCopy();
    copy.remove("household");
    return copy.put("order", ++taken);
  }

  private Poll poll() {
    var policy = PolicyFields.read(vote.get("policy"));
    return new Poll(
        CaseFile.matter(vote.get("matterKind")),
        CaseFile.scope(vote.get("scope")),
        policy,
        CaseFile.time(vote.get("closesAt")),
        register());
  }

  private List<Household> register() {
    var register = new ArrayList<Household>();
    households.forEach(
        (id, household) -> register.add(HouseholdFields.read(Field.of("户" + id, household))));
    return register;
  }
}
