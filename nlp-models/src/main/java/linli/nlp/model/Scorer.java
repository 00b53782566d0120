package linli.nlp.model;

import java.util.HashMap;
import java.util.Map;
import opennlp.tools.ml.model.AbstractModel;
import opennlp.tools.ml.model.Context;

/**
 * The sums of a maximum-entropy model and of naive Bayes over counted features, mixed: one look
 * into a table for each feature. The first sum is what {@link AbstractModel#eval} gives for {@link
 * Vectors#weigh}.
 */
final class Scorer {

  /** What a feature weighs, what it speaks for, and with which labels it was seen. */
  private record Feature(float idf, int[] outcomes, double[] parameters, NaiveBayes.Votes votes) {}

  private final Map<String, Feature> features;
  private final int outcomes;
  private final NaiveBayes bayes;
  private final double bayesShare;

  private Scorer(Map<String, Feature> features, int outcomes, NaiveBayes bayes, double bayesShare) {
    this.features = features;
    this.outcomes = outcomes;
    this.bayes = bayes;
    this.bayesShare = bayesShare;
  }

  /**
   * @param bayesShare how much naive Bayes has to say, 0 to 1
   */
  @SuppressWarnings("unchecked") // the shape of the array stands in AbstractModel's documentation
  static Scorer of(
      AbstractModel model, Map<String, Float> idf, NaiveBayes bayes, double bayesShare) {
    Object[] parts = model.getDataStructures();
    Context[] contexts = (Context[]) parts[0];
    Map<String, Context> byName = (Map<String, Context>) parts[1];
    Map<String, Feature> features = HashMap.newHashMap(idf.size());
    idf.forEach(
        (name, weight) -> {
          Context context = byName.get(name);
          int[] outcomes = context == null ? new int[0] : context.getOutcomes();
          double[] parameters = context == null ? new double[0] : context.getParameters();
          features.put(name, new Feature(weight, outcomes, parameters, bayes.votes(name)));
        });
    return new Scorer(features, model.getNumOutcomes(), bayes, bayesShare);
  }

  /** The probability of each outcome, in the model's order; unknown features are left out. */
  double[] score(Map<String, Integer> counts) {
    double[] sums = new double[outcomes];
    double[] votes = new double[outcomes];
    double squares = 0;
    int known = 0;
    for (Map.Entry<String, Integer> count : counts.entrySet()) {
      Feature feature = features.get(count.getKey());
      if (feature != null) {
        double value = (1 + Math.log(count.getValue())) * feature.idf;
        squares += value * value;
        known++;
        for (int i = 0; i < feature.outcomes.length; i++) {
          sums[feature.outcomes[i]] += feature.parameters[i] * value;
        }
        add(feature.votes, votes);
      }
    }
    double scale = squares == 0 ? 0 : (1 - bayesShare) / Math.sqrt(squares);
    double voteScale = bayesShare / Math.sqrt(Math.max(1, known));
    for (int i = 0; i < outcomes; i++) {
      double vote = bayes.prior(i) + known * bayes.unseen(i) + votes[i];
      sums[i] = sums[i] * scale + vote * voteScale;
    }
    return softmax(sums);
  }

  private static void add(NaiveBayes.Votes votes, double[] sums) {
    if (votes != null) {
      for (int i = 0; i < votes.labels().length; i++) {
        sums[votes.labels()[i]] += votes.weights()[i];
      }
    }
  }

  private static double[] softmax(double[] sums) {
    double largest = Double.NEGATIVE_INFINITY;
    for (double sum : sums) {
      largest = Math.max(largest, sum);
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
