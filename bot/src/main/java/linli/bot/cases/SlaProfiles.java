package linli.bot.cases;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import linli.nlp.IssueType;
import linli.schedules.TimeLimit;

/**
 * How long a case may take: the catalogue's own limits, or those of a profile ({@code sla.tsv}).
 */
final class SlaProfiles {

  private static final String OWN = "own";

  /** From so many working days on the catalogue itself calls a matter complex. */
  private static final int COMPLEX_DAYS = 15;

  private final Map<String, Limits> limits;

  /** The two limits of a case. */
  record Limits(TimeLimit respond, TimeLimit resolve) {}

  private SlaProfiles(Map<String, Limits> limits) {
    this.limits = limits;
  }

  /** What a profile must have a row for. */
  private static final List<String> CLASSES =
      List.of("EMERGENCY", "URGENT", "NORMAL", "COMPLEX", "CONSULT");

  /** Reads the table that the product ships. */
  static SlaProfiles load() {
    var resource = "/linli/cases/sla.tsv";
    try (var in = SlaProfiles.class.getResourceAsStream(resource)) {
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), resource);
    } catch (IOException broken) {
      throw new IllegalStateException(resource, broken);
    }
  }

  /**
   * Reads the table; {@code #} begins a comment.
   *
   * @throws IllegalArgumentException with the line that cannot be used, or with the line at which a
   *     profile ends that lacks an entry
   */
  static SlaProfiles parse(String text, String source) {
    var limits = new HashMap<String, Limits>();
    var ends = new LinkedHashMap<String, Integer>();
    var lines = text.lines().toList();
    for (int at = 0; at < lines.size(); at++) {
      if (!lines.get(at).startsWith("#") && !lines.get(at).isBlank()) {
        var cells = lines.get(at).split("\t");
        try {
          add(limits, cells);
        } catch (IllegalArgumentException wrong) {
          throw bad(source, at + 1, wrong.getMessage());
        }
        ends.put(cells[0], at + 1);
      }
    }
    ends.forEach((profile, line) -> requireAll(limits, profile, source, line));
    return new SlaProfiles(limits);
  }

  private static void add(Map<String, Limits> limits, String[] cells) {
    if (cells.length != 4 || !CLASSES.contains(cells[1])) {
      throw new IllegalArgumentException(
          "expected profile, one of %s, respond and resolve, parted by tabs".formatted(CLASSES));
    }
    var row = new Limits(TimeLimit.parse(cells[2]), TimeLimit.parse(cells[3]));
    if (limits.put(cells[0] + ' ' + cells[1], row) != null) {
      throw new IllegalArgumentException(cells[0] + " " + cells[1] + " stands there already");
    }
  }

  private static void requireAll(
      Map<String, Limits> limits, String profile, String source, int line) {
    for (var kind : CLASSES) {
      if (!limits.containsKey(profile + ' ' + kind)) {
        throw bad(source, line, "profile " + profile + " ends without an entry for " + kind);
      }
    }
  }

  private static IllegalArgumentException bad(String source, int line, String problem) {
    return new IllegalArgumentException("%s, line %d: %s".formatted(source, line, problem));
  }

  /**
   * @param profile of the estate: {@code own} or one of the table
   * @param nature what is wanted, or null
   */
  Limits of(String profile, IssueType type, String urgency, String nature) {
    if (profile.equals(OWN)) {
      return new Limits(TimeLimit.parse(type.respond()), TimeLimit.parse(type.resolve()));
    }
    return limits.get(profile + ' ' + kind(type, urgency, nature));
  }

  private static String kind(IssueType type, String urgency, String nature) {
    return switch (urgency) {
      case "P0" -> "EMERGENCY";
      case "P1" -> "URGENT";
      default -> "咨询".equals(nature) ? "CONSULT" : isComplex(type) ? "COMPLEX" : "NORMAL";
    };
  }

  private static boolean isComplex(IssueType type) {
    return TimeLimit.parse(type.resolve()) instanceof TimeLimit.WorkingDays days
        && days.days() >= COMPLEX_DAYS;
  }
}
