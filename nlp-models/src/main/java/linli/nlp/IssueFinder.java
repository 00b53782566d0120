package linli.nlp;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import linli.nlp.model.Features;
import linli.nlp.model.Prediction;
import linli.nlp.model.TextModel;
import linli.nlp.text.Clauses;

/**
 * Finds the matters (事项) of a message: one main type, and others that clauses of their own name.
 */
final class IssueFinder {
  /** The model's label for a text about no matter. */
  static final String NONE = "none";

  /** The model's label for a matter that no estate and no community can settle. */
  private static final String OUTSIDE = "outside";

  private static final String UNKNOWN = "other";
  private static final double CERTAIN = 0.45;

  /** From here on the whole message names a second matter by itself. */
  private static final double SECOND_IN_WHOLE = 0.4;

  /** Of the clause's probability times a root of the whole's; chosen on the messages of dev. */
  private static final double SECOND_IN_CLAUSE = 0.45;

  private static final double SHARE_OF_WHOLE = 0.2;
  private static final double LEAST_OF_WHOLE = 0.03;

  /** Anger at the company beside a fault is the fault's nature (投诉) unless it is half of it all. */
  private static final String COMPANY = "service_quality";

  private static final double COMPANY_IN_WHOLE = 0.45;
  private static final double LIKELY_WITH_HAZARD = 0.5;
  private static final int SHORTEST_CLAUSE = 3;
  private static final int MOST_CLAUSES = 24;
  private static final int MOST_MATTERS = 4;
  private final Features features;
  private final TextModel types;

  /**
   * One matter and the clause that speaks of it (the whole text for the main one).
   *
   * @param begin where the clause starts in the text
   */
  record Matter(String type, double score, String text, int begin, int end) {}

  /**
   * @param noMatter probability that the message speaks of no matter
   * @param outside whether it rather speaks of what no estate and no community can settle
   * @param matters at least one, main one first
   */
  record Findings(double noMatter, boolean outside, List<Matter> matters) {

    /** Only those that are sure enough for a message that reports nothing new. */
    List<Matter> certain() {
      return noMatter > 0.5 || outside
          ? List.of()
          : matters.stream().filter(matter -> matter.score() >= CERTAIN).limit(1).toList();
    }

    /** In the order in which the message speaks of them; none when nobody here can settle it. */
    List<Matter> asMentioned() {
      return outside
          ? List.of()
          : matters.stream().sorted(Comparator.comparingInt(Matter::begin)).toList();
    }

    /** The matters; the hazard's own where the words leave it open. */
    List<Matter> withHazard(String type) {
      Matter main = matters.getFirst();
      if (main.score() >= LIKELY_WITH_HAZARD && !main.type().equals(UNKNOWN)) {
        return matters;
      }
      return List.of(new Matter(type, main.score(), main.text(), main.begin(), main.end()));
    }
  }

  IssueFinder(Features features, TextModel types) {
    this.features = features;
    this.types = types;
  }

  /** What the model thinks of the whole message; cheap beside {@link #find}. */
  Prediction whole(Map<String, Integer> counts) {
    return types.predict(counts);
  }

  /**
   * @param whole what {@link #whole} said of the same text
   */
  Findings find(String text, Prediction whole) {
    double noMatter = whole.of(NONE);
    List<Matter> matters = new ArrayList<>();
    int best = bestType(whole);
    double score = Math.min(1, whole.probability(best) / Math.max(1 - noMatter, 1e-9));
    matters.add(new Matter(whole.label(best), score, text, 0, text.length()));
    addOthers(text, whole, matters);
    return new Findings(noMatter, whole.of(OUTSIDE) > whole.probability(best), matters);
  }

  /** The whole text as a matter of this type, as probable as the model finds it. */
  Matter as(String type, String text, Map<String, Integer> counts) {
    return new Matter(type, types.predict(counts).of(type), text, 0, text.length());
  }

  TextModel model() {
    return types;
  }

  private void addOthers(String text, Prediction whole, List<Matter> matters) {
    List<Clauses.Clause> clauses = Clauses.of(text);
    if (clauses.size() < 2) {
      return;
    }
    for (Clauses.Clause clause : clauses.subList(0, Math.min(clauses.size(), MOST_CLAUSES))) {
      if (clause.text().length() >= SHORTEST_CLAUSE && matters.size() < MOST_MATTERS) {
        consider(clause, whole, matters);
      }
    }
  }

  private void consider(Clauses.Clause clause, Prediction whole, List<Matter> matters) {
    Prediction own = types.predict(features.count(clause.text()));
    String type = own.best();
    if (type.equals(NONE)
        || type.equals(OUTSIDE)
        || type.equals(UNKNOWN) // beside a matter it is what people say about that: 受不了了
        || !isSure(type, own.bestScore(), whole.of(type))) {
      return;
    }
    Matter matter = new Matter(type, own.bestScore(), clause.text(), clause.begin(), clause.end());
    for (int i = 0; i < matters.size(); i++) {
      if (matters.get(i).type().equals(type)) {
        if (matters.get(i).end() - matters.get(i).begin() > clause.text().length()) {
          matters.set(
              i,
              new Matter(
                  type,
                  Math.max(matters.get(i).score(), own.bestScore()),
                  clause.text(),
                  clause.begin(),
                  clause.end()));
        }
        return;
      }
    }
    matters.add(matter);
  }

  private static boolean isSure(String type, double inClause, double inWhole) {
    if (type.equals(COMPANY)) {
      return inWhole >= COMPANY_IN_WHOLE;
    }
    return inWhole >= SECOND_IN_WHOLE
        || inClause * Math.pow(Math.max(inWhole, LEAST_OF_WHOLE), SHARE_OF_WHOLE)
            >= SECOND_IN_CLAUSE;
  }

  /** Its place among the predicted: those that say nothing of a type may stand before it. */
  private static int bestType(Prediction whole) {
    int place = 0;
    while (whole.label(place).equals(NONE) || whole.label(place).equals(OUTSIDE)) {
      place++;
    }
    return place;
  }
}
