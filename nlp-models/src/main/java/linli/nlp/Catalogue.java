package linli.nlp;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import linli.nlp.text.Table;

/** The product's lists: issue types (问题类型), hazards (险情) and intents (意图). Immutable. */
public final class Catalogue {
  private final Map<String, IssueType> issueTypes;
  private final Map<String, Hazard> hazards;
  private final Map<String, Intent> intents;

  /**
   * A danger that is answered at once.
   *
   * @param issueType the case that it opens when the words name no other matter
   */
  public record Hazard(String id, String name, String issueType) {}

  /**
   * What a message wants.
   *
   * @param audience {@code report} opens a case, {@code matter} speaks of a known one, {@code
   *     command} is a verb, {@code silent} gets no answer in a group
   */
  public record Intent(String id, String name, String audience) {
    public boolean isReport() {
      return audience.equals("report");
    }

    public boolean isSilent() {
      return audience.equals("silent");
    }

    /** Whether its issues are worth telling. */
    public boolean hasMatter() {
      return isReport() || audience.equals("matter");
    }
  }

  private Catalogue() {
    issueTypes = read("taxonomy.tsv", Catalogue::issueType, IssueType::id);
    hazards = read("hazards.tsv", row -> new Hazard(row[0], row[1], row[2]), Hazard::id);
    intents = read("intents.tsv", row -> new Intent(row[0], row[1], row[2]), Intent::id);
  }

  public static Catalogue load() {
    return new Catalogue();
  }

  public List<IssueType> issueTypes() {
    return List.copyOf(issueTypes.values());
  }

  /** The type with this id, or null. */
  public IssueType issueType(String id) {
    return issueTypes.get(id);
  }

  public List<Hazard> hazards() {
    return List.copyOf(hazards.values());
  }

  /** The hazard with this id, or null. */
  public Hazard hazard(String id) {
    return hazards.get(id);
  }

  public List<Intent> intents() {
    return List.copyOf(intents.values());
  }

  /** The intent with this id, or null. */
  public Intent intent(String id) {
    return intents.get(id);
  }

  private static <T> Map<String, T> read(
      String name, Function<String[], T> row, Function<T, String> id) {
    return Table.rowsBelowHeader(name).stream()
        .map(row)
        .collect(Collectors.toMap(id, item -> item, (a, b) -> a, LinkedHashMap::new));
  }

  private static IssueType issueType(String[] row) {
    return new IssueType(
        row[0],
        row[1],
        row[2],
        row[3],
        row[5],
        row[6],
        row[7],
        row[8],
        row[9],
        row[10],
        row[11],
        row[12],
        row[13].equals("是"),
        row[14]);
  }
}
