package linli.nlp.model;

import java.util.HashMap;
import java.util.Map;
import opennlp.tools.ml.model.AbstractModel;
import opennlp.tools.ml.model.Context;

/**
 * The sum of a maximum-entropy model over counted features: what {@link AbstractModel#eval} gives
 * for {@link Vectors#weigh}, with one look into a table for each feature instead of four.
 */
final class Scorer {

  /** What a feature weighs and what it speaks for. */
  private record Feature(float idf, int[] outcomes, double[] parameters) {}

  private final Map<String, Feature> features;
  private final int outcomes;

  private Scorer(Map<String, Feature> features, int outcomes) {
    this.features = features;
    this.outcomes = outcomes;
  }

  @SuppressWarnings("unchecked") // the shape of the array stands in AbstractModel's documentation
  static Scorer of(AbstractModel model, Map<String, Float> idf) {
    Object[] parts = model.getDataStructures();
    Context[] contexts = (Context[]) parts[0];
    Map<String, Context> byName = (Map<String, Context>) parts[1];
    Map<String, Feature> features = HashMap.newHashMap(idf.size());
    idf.forEach(
        (name, weight) -> {
          Context context = byName.get(name);
          int[] outcomes = context == null ? new int[0] : context.getOutcomes();
          double[] parameters = context == null ? new double[0] : context.getParameters();
          features.put(name, new Feature(weight, outcomes, parameters));
        });
    return new Scorer(features, model.getNumOutcomes());
  }

  /** The probability of each outcome, in the model's order; unknown features are left out. */
  double[] score(Map<String, Integer> counts) {
    double[] sums = new double[outcomes];
    double squares = 0;
    for (Map.Entry<String, Integer> count : counts.entrySet()) {
      Feature feature = features.get(count.getKey());
      if (feature != null) {
        double value = (1 + Math.log(count.getValue())) * feature.idf;
        squares += value * value;
        for (int i = 0; i < feature.outcomes.length; i++) {
          sums[feature.outcomes[i]] += feature.parameters[i] * value;
        }
      }
    }
    return softmax(sums, squares == 0 ? 0 : 1 / Math.sqrt(squares));
  }

  private static double[] softmax(double[] sums, double scale) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < sums.length; i++) {
      sums[i] *= scale;
      largest = Math.max(largest, sums[i]);
    }
    double total = 0;
    for (int i = 0; i < sums.length; i++) {
      sums[i] = Math.exp(sums[i] - largest);
      total += sums[i];
    }
    for (int i = 0; i < sums.length; i++) {
      sums[i] /= total;
    }
    return sums;
  }
}
