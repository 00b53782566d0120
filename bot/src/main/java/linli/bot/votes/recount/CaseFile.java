package linli.bot.votes.recount;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import linli.bot.votes.tally.Household;
import linli.bot.votes.tally.Matter;
import linli.bot.votes.tally.Poll;
import linli.bot.votes.tally.Scope;

/** Votes written by hand, {@code linli-vote-cases/1}; docs/votes.md describes the form. */
public final class CaseFile {

  public static final String SCHEMA = "linli-vote-cases/1";

  private static final Set<String> FILE = Set.of("schema", "unit", "note", "cases");
  private static final Set<String> CASE =
      Set.of(
          "id",
          "title",
          "trap",
          "note",
          "matterKind",
          "scope",
          "policy",
          "closesAt",
          "registerAreaCentiM2",
          "owners",
          "households",
          "expected");
  private static final Map<String, Matter> MATTERS = Words.of(Matter.class, Matter::code);

  /**
   * @param expected what its writer says must come out, or null
   */
  public record Case(String id, Poll poll, JsonNode expected) {}

  private CaseFile() {}

  /**
   * Reads all cases or none.
   *
   * @throws BadVoteFile when something in it is not as it must be
   */
  public static List<Case> read(byte[] json) {
    var file = Field.file(json).only(FILE);
    if (!file.get("schema").textOrEmpty().equals(SCHEMA)) {
      throw file.get("schema").wrong('"' + SCHEMA + '"');
    }
    var cases = new ArrayList<Case>();
    var ids = new HashSet<String>();
    for (var field : file.get("cases").elements()) {
      var read = read(field.only(CASE));
      if (!ids.add(read.id())) {
        throw field.get("id").wrong("不重复的编号");
      }
      cases.add(read);
    }
    return cases;
  }

  private static Case read(Field field) {
    var policy = PolicyFields.read(field.get("policy"));
    var households =
        field.get("households").elements().stream().map(HouseholdFields::read).toList();
    new RegisterCheck(field, policy, households).run();
    var poll =
        new Poll(
            matter(field.get("matterKind")),
            scope(field.get("scope")),
            policy,
            time(field.get("closesAt")),
            households);
    var expected = field.get("expected");
    return new Case(field.get("id").text(), poll, expected.isPresent() ? expected.node() : null);
  }

  static Matter matter(Field field) {
    if (!field.isPresent()) {
      throw field.wrong(String.join("、", MATTERS.keySet()) + "之一");
    }
    return field.oneOf(MATTERS, null);
  }

  static Scope scope(Field field) {
    field.only(Set.of("type", "building", "unit"));
    return switch (field.get("type").textOrEmpty()) {
      case "estate" -> {
        refuse(field.get("building"), "没有这一项:estate 是全小区");
        refuse(field.get("unit"), "没有这一项:estate 是全小区");
        yield Scope.estate();
      }
      case "building" -> {
        refuse(field.get("unit"), "没有这一项:一个单元写 \"type\":\"unit\"");
        yield Scope.building(field.get("building").text());
      }
      case "unit" -> new Scope(field.get("building").text(), field.get("unit").text());
      default -> throw field.get("type").wrong("estate、building、unit之一");
    };
  }

  private static void refuse(Field field, String expected) {
    if (field.isPresent()) {
      throw field.wrong(expected);
    }
  }

  /** Null where it is absent. */
  static Instant time(Field field) {
    if (!field.isPresent()) {
      return null;
    }
    try {
      return OffsetDateTime.parse(field.text()).toInstant();
    } catch (DateTimeParseException notOne) {
      throw field.wrong("带时区的时间,如 \"2026-11-15T20:00:00+08:00\"");
    }
  }

  /** What to tell who reads the result when nobody is inside the scope. */
  public static Optional<String> emptyScope(Case read) {
    var poll = read.poll();
    if (poll.households().stream().anyMatch(poll::asks)) {
      return Optional.empty();
    }
    return Optional.of(
        "%s:范围内应至少有一户;实际没有。请核对 scope;名册里有:%s"
            .formatted(read.id(), String.join("、", places(poll.households()))));
  }

  private static List<String> places(List<Household> households) {
    return households.stream()
        .map(household -> household.building() + "号楼" + household.unit() + "单元")
        .distinct()
        .sorted()
        .toList();
  }
}
