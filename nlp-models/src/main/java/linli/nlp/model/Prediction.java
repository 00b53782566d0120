package linli.nlp.model;

import java.util.LinkedHashMap;
import java.util.Map;

/** A calibrated probability for each label, best first. */
public final class Prediction {
  private final String[] labels;
  private final double[] probabilities;

  /**
   * @param labels in the order of their probabilities, the largest first; both belong to it from
   *     now on
   */
  Prediction(String[] labels, double[] probabilities) {
    this.labels = labels;
    this.probabilities = probabilities;
  }

  public int size() {
    return labels.length;
  }

  /** The label at a place: 0 is the best. */
  public String label(int place) {
    return labels[place];
  }

  public double probability(int place) {
    return probabilities[place];
  }

  public String best() {
    return labels[0];
  }

  public double bestScore() {
    return probabilities[0];
  }

  /** The probability of a label; 0 for one that the model does not know. */
  public double of(String label) {
    for (int i = 0; i < labels.length; i++) {
      if (labels[i].equals(label)) {
        return probabilities[i];
      }
    }
    return 0;
  }

  /** All of them, best first. */
  public Map<String, Double> probabilities() {
    Map<String, Double> all = LinkedHashMap.newLinkedHashMap(labels.length);
    for (int i = 0; i < labels.length; i++) {
      all.put(labels[i], probabilities[i]);
    }
    return all;
  }
}
