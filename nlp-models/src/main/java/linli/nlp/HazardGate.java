package linli.nlp;

import java.util.Map;
import java.util.regex.Pattern;
import linli.nlp.hazard.HazardMatcher;
import linli.nlp.model.Features;
import linli.nlp.model.Prediction;
import linli.nlp.model.TextModel;

/**
 * The gate (险情闸门) that every message passes before anything else happens to it: rules first, then a
 * model for what is worded without the usual words. No I/O after loading; never throws;
 * thread-safe. When unsure it says hazard: a false alarm costs one message, a miss can cost a life.
 */
public final class HazardGate {
  /** The model's label for a text in which nobody is in danger. */
  public static final String SAFE = "safe";

  /** Where the model alone raises the alarm; chosen on the messages of dev. */
  private static final double ALARM = 0.6;

  /** The models do not read on behind this; the rules read everything. */
  static final int LONGEST_READ = 2000;

  /** How to be reached says nothing of the matter, and looks like an advert to a model. */
  private static final Pattern CONTACT =
      Pattern.compile(
          "(?:我的?|俺的?|联系|本人)?(?:电话|手机|联系方式|微信)(?:号码?)?(?:是|[::])?\\s?\\d[\\d -]{6,}\\d|(?<!\\d)1[3-9]\\d{9}(?!\\d)");

  private final HazardMatcher matcher = new HazardMatcher();
  private final Features features;
  private final TextModel model;

  /**
   * @param hazard id of {@code hazards.tsv}, or null
   * @param vetoed id of the hazard that tense, negation, a drill, an advert or an idiom suppressed,
   *     or null; always null when there is a hazard
   */
  public record Hit(String hazard, String vetoed) {
    static final Hit NONE = new Hit(null, null);

    public boolean isHazard() {
      return hazard != null;
    }
  }

  HazardGate(Features features, TextModel model) {
    this.features = features;
    this.model = model;
  }

  /** With the model that the build trained. */
  public static HazardGate load() {
    return load(Models.shipped());
  }

  public static HazardGate load(Models models) {
    return new HazardGate(Features.load(), models.hazards());
  }

  public Hit check(String text) {
    if (text == null || text.isBlank()) {
      return Hit.NONE;
    }
    String whole = Addressing.strip(text);
    Hit certain = byRules(whole);
    return certain.isHazard() ? certain : orByModel(certain, counted(whole));
  }

  /**
   * The same for who has counted already.
   *
   * @param whole normalised, without the bot's name
   * @param counts what {@link #counted} gives for it
   */
  Hit check(String whole, Map<String, Integer> counts) {
    Hit certain = byRules(whole);
    return certain.isHazard() ? certain : orByModel(certain, counts);
  }

  /**
   * The features of what the models read of a message: its beginning, without how to be reached.
   *
   * @param whole normalised, without the bot's name
   */
  Map<String, Integer> counted(String whole) {
    String read = whole.substring(0, Math.min(whole.length(), LONGEST_READ));
    return features.count(CONTACT.matcher(read).replaceAll(""));
  }

  TextModel model() {
    return model;
  }

  Hit byRules(String normalized) {
    HazardMatcher.Match match = matcher.match(normalized);
    return match.hazard() == null && match.vetoed() == null
        ? Hit.NONE
        : new Hit(match.hazard(), match.vetoed());
  }

  /** A word that denies (昨天, 别, 猫) stops the rule that it was written for, not the model. */
  private Hit orByModel(Hit certain, Map<String, Integer> counts) {
    Prediction prediction = model.predict(counts);
    if (1 - prediction.of(SAFE) < ALARM) {
      return certain;
    }
    return new Hit(prediction.label(prediction.best().equals(SAFE) ? 1 : 0), null);
  }
}
