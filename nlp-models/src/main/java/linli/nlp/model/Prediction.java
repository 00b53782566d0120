package linli.nlp.model;

import java.util.Map;

/** A calibrated probability for each label, best first. */
public record Prediction(Map<String, Double> probabilities) {

  public String best() {
    return probabilities.keySet().iterator().next();
  }

  public double of(String label) {
    return probabilities.getOrDefault(label, 0.0);
  }

  public double bestScore() {
    return of(best());
  }
}
