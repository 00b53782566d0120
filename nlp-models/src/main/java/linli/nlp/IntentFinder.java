package linli.nlp;

import java.util.Map;
import linli.nlp.model.Prediction;
import linli.nlp.model.TextModel;
import linli.nlp.text.PhraseRules;

/** Finds what a message wants (意图): certain words first (intent-rules.tsv), then the model. */
final class IntentFinder {
  private static final String REPORT = "report";
  private static final String SILENT = "silent";

  /** Only the platform can tell that a message was spoken: rules, never the model. */
  private static final String VOICE = "voice_pending";

  private static final double DOUBT = 0.1;

  /** The corpus holds far more reports than a group does; chosen on the messages of dev. */
  private static final double SILENCE_WEIGHT = 4;

  private static final double SILENCE_WEIGHT_ADDRESSED = 3;
  private static final double OTHER_WEIGHT = 3;
  private final Catalogue catalogue;
  private final TextModel model;
  private final PhraseRules rules = PhraseRules.read("intent-rules.tsv");

  /**
   * @param score calibrated probability; 1 where a rule decided
   */
  record Intent(String id, double score) {}

  /** Who speaks of a danger reports it, whatever else he says. */
  static final Intent HAZARD = new Intent(REPORT, 1);

  IntentFinder(Catalogue catalogue, TextModel model) {
    this.catalogue = catalogue;
    this.model = model;
  }

  /**
   * @param counts the features of the text
   * @param addressed whether the bot was called by its name: then people want something
   * @param noMatter what the model of types thinks of the message being about nothing
   */
  Intent find(String text, Map<String, Integer> counts, double noMatter, boolean addressed) {
    String certain = rules.first(text);
    if (certain != null) {
      return new Intent(certain, 1);
    }
    return fromModel(model.predict(counts), noMatter, addressed);
  }

  /** The pattern that makes the intent certain, or null. */
  String certainBy(String text) {
    return rules.firstPattern(text);
  }

  TextModel model() {
    return model;
  }

  /** First the audience (报事, 静默, 其他) by the sum of its intents and the matter, then the intent. */
  private Intent fromModel(Prediction prediction, double noMatter, boolean addressed) {
    double report = 0;
    double silent = 0;
    for (int i = 0; i < prediction.size(); i++) {
      Catalogue.Intent intent = catalogue.intent(prediction.label(i));
      report += intent.isReport() ? prediction.probability(i) : 0;
      silent += intent.isSilent() ? prediction.probability(i) : 0;
    }
    double withMatter = report * (1 - noMatter + DOUBT);
    double without =
        silent * (noMatter + DOUBT) * (addressed ? SILENCE_WEIGHT_ADDRESSED : SILENCE_WEIGHT);
    double other = (1 - report - silent) * OTHER_WEIGHT;
    if (withMatter >= without && withMatter >= other) {
      return best(prediction, REPORT);
    }
    return best(prediction, without >= other ? SILENT : null);
  }

  private Intent best(Prediction prediction, String audience) {
    for (int i = 0; i < prediction.size(); i++) {
      Catalogue.Intent intent = catalogue.intent(prediction.label(i));
      boolean other = !intent.isReport() && !intent.isSilent() && !intent.id().equals(VOICE);
      if (audience == null ? other : intent.audience().equals(audience)) {
        return new Intent(intent.id(), prediction.probability(i));
      }
    }
    return new Intent(prediction.best(), prediction.bestScore());
  }
}
