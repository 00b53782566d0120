package linli.nlp;

import linli.nlp.hazard.HazardMatcher;
import linli.nlp.text.TextNormalizer;

/**
 * The gate (险情闸门) that every message passes before anything else happens to it. Rules only, no
 * model and no I/O after loading; never throws; thread-safe. When unsure it says hazard: a false
 * alarm costs one message, a miss can cost a life.
 */
public final class HazardGate {
  private final HazardMatcher matcher = new HazardMatcher();

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

  private HazardGate() {}

  public static HazardGate load() {
    return new HazardGate();
  }

  public Hit check(String text) {
    if (text == null || text.isBlank()) {
      return Hit.NONE;
    }
    HazardMatcher.Match match = matcher.match(TextNormalizer.normalize(text));
    return new Hit(match.hazard(), match.vetoed());
  }
}
