package linli.bot.cases;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
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

  /** Reads the table that the product ships. */
  static SlaProfiles load() {
    var resource = "/linli/cases/sla.tsv";
    var limits = new HashMap<String, Limits>();
    try (var in = SlaProfiles.class.getResourceAsStream(resource);
        var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      lines
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("\t"))
          .forEach(
              cells ->
                  limits.put(
                      cells[0] + ' ' + cells[1],
                      new Limits(TimeLimit.parse(cells[2]), TimeLimit.parse(cells[3]))));
      return new SlaProfiles(limits);
    } catch (IOException broken) {
      throw new IllegalStateException(resource, broken);
    }
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
