package linli.nlp.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import linli.nlp.Addressing;
import linli.nlp.HazardGate;
import linli.nlp.model.Features;
import linli.nlp.training.ModelTrainer.Labelled;

/** What each model is to learn from the corpus. */
final class Lessons {
  /** The label of a message about no matter (闲聊, 广告, 命令). */
  static final String NONE = "none";

  /** The label of a report of what no estate and no community can settle (房产证, 学区, 欠薪). */
  static final String OUTSIDE = "outside";

  private static final Set<String> REPORTS = Set.of("report", "suggest", "praise", "consult");

  private static final double PENALTY = 0.008;
  private static final int ITERATIONS = 25;

  /** The corpus is harder than what people write: so it is right as often as it says. */
  private static final double SHARPENING = 0.8;

  private final Features features;

  Lessons(Features features) {
    this.features = features;
  }

  static ModelTrainer trainer() {
    return new ModelTrainer(PENALTY, ITERATIONS, SHARPENING);
  }

  /** A message with several matters is one lesson for each. */
  List<Labelled> types(List<Example> examples) {
    List<Labelled> lessons = new ArrayList<>();
    for (Example example : examples) {
      var counts = features.count(Addressing.strip(example.text()));
      labels(example).forEach(label -> lessons.add(new Labelled(counts, label)));
    }
    return lessons;
  }

  static List<String> labels(Example example) {
    if (!example.types().isEmpty()) {
      return example.types();
    }
    return List.of(REPORTS.contains(example.intent()) ? OUTSIDE : NONE);
  }

  List<Labelled> hazards(List<Example> examples) {
    return examples.stream()
        .map(e -> new Labelled(features.count(Addressing.strip(e.text())), hazard(e)))
        .toList();
  }

  static String hazard(Example example) {
    return example.hazard() == null ? HazardGate.SAFE : example.hazard();
  }

  List<Labelled> intents(List<Example> examples) {
    return examples.stream()
        .map(e -> new Labelled(features.count(Addressing.strip(e.text())), e.intent()))
        .toList();
  }
}
