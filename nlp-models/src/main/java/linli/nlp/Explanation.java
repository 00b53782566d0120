package linli.nlp;

import java.util.List;
import java.util.Map;
import linli.nlp.model.TextModel.Reason;

/**
 * Why a message was understood as it was.
 *
 * @param read the normalised text that rules and models saw, without the bot's name
 * @param intentRule the pattern that made the intent certain, or null when the model decided
 * @param hazardBy {@code rule}, {@code model} or null
 * @param vetoed the hazard that a word which denies suppressed, or null
 * @param models what each model said and why; empty where there was nothing to read
 */
public record Explanation(
    Understanding understanding,
    String read,
    String intentRule,
    String hazardBy,
    String vetoed,
    List<Said> models) {

  /**
   * What one model said of the whole message.
   *
   * @param best the most probable labels, best first
   * @param reasons what spoke most for the best one
   */
  public record Said(String model, Map<String, Double> best, List<Reason> reasons) {}
}
