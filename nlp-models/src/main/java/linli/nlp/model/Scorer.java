package linli.nlp.model;

import java.util.Arrays;
import java.util.Map;
import opennlp.tools.ml.model.AbstractModel;
import opennlp.tools.ml.model.Context;

/**
 * The sums of a maximum-entropy model and of naive Bayes over counted features, mixed; the first is
 * what {@link AbstractModel#eval} gives for {@link Vectors#weigh}. All weights of a feature lie
 * beside each other in one array, which an open-addressed table of the names' keys leads to:
 * looking a feature up is what costs most.
 */
final class Scorer {

  private static final int LONGEST_PACKED = 3;
  private static final long HASHED = 1L << 63;
  private static final int EMPTY = -1;

  /** Of the counts that are usual, since a logarithm for each feature is dear. */
  private static final double[] DAMPED = new double[16];

  static {
    for (int count = 1; count < DAMPED.length; count++) {
      DAMPED[count] = 1 + Math.log(count);
    }
  }

  private final int outcomes;
  private final NaiveBayes bayes;
  private final double bayesShare;
  private final long[] keys;

  /** Number of the feature that stands in the same place of {@link #keys}. */
  private final int[] rows;

  /**
   * For each feature its idf, then what it adds to each outcome, then what it adds to each for
   * naive Bayes.
   */
  private final float[] weights;

  private Scorer(int features, int outcomes, NaiveBayes bayes, double bayesShare) {
    this.outcomes = outcomes;
    this.bayes = bayes;
    this.bayesShare = bayesShare;
    int size = Integer.highestOneBit(Math.max(features, 1)) * 4;
    keys = new long[size];
    rows = new int[size];
    Arrays.fill(rows, EMPTY);
    weights = new float[features * width()];
  }

  private int width() {
    return 1 + 2 * outcomes;
  }

  /**
   * @param bayesShare how much naive Bayes has to say, 0 to 1
   */
  @SuppressWarnings("unchecked") // the shape of the array stands in AbstractModel's documentation
  static Scorer of(
      AbstractModel model, Map<String, Float> idf, NaiveBayes bayes, double bayesShare) {
    Map<String, Context> contexts = (Map<String, Context>) model.getDataStructures()[1];
    Scorer scorer = new Scorer(idf.size(), model.getNumOutcomes(), bayes, bayesShare);
    int row = 0;
    for (Map.Entry<String, Float> feature : idf.entrySet()) {
      scorer.add(row++, feature.getKey(), feature.getValue(), contexts.get(feature.getKey()));
    }
    return scorer;
  }

  private void add(int row, String name, float idf, Context context) {
    long key = key(name);
    int slot = slot(key);
    if (rows[slot] != EMPTY) {
      throw new IllegalArgumentException("two features have the key of " + name);
    }
    keys[slot] = key;
    rows[slot] = row;
    int at = row * width();
    weights[at++] = idf;
    NaiveBayes.Votes votes = bayes.votes(name);
    if (votes != null) {
      for (int i = 0; i < votes.labels().length; i++) {
        weights[at + outcomes + votes.labels()[i]] = (float) votes.weights()[i];
      }
    }
    if (context != null) {
      for (int i = 0; i < context.getOutcomes().length; i++) {
        weights[at + context.getOutcomes()[i]] = (float) context.getParameters()[i];
      }
    }
  }

  /** A feature that stands there twice does not say twice as much. */
  private static double damped(int count) {
    return count < DAMPED.length ? DAMPED[count] : 1 + Math.log(count);
  }

  /** Where the key stands, or the free place where it would. */
  private int slot(long key) {
    int mask = keys.length - 1;
    int slot = (int) ((key * 0x9e3779b97f4a7c15L) >>> 40) & mask;
    while (rows[slot] != EMPTY && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  /** Up to three characters are their own key; longer names have one in a range apart. */
  private static long key(String name) {
    long key = 0;
    if (name.length() <= LONGEST_PACKED) {
      for (int i = 0; i < name.length(); i++) {
        key = key << Character.SIZE | name.charAt(i);
      }
      return key;
    }
    for (int i = 0; i < name.length(); i++) {
      key = (key ^ name.charAt(i)) * 0x100000001b3L;
    }
    return key | HASHED;
  }

  /**
   * The probability of each outcome, in the model's order; unknown features are left out.
   *
   * @param temperature the root that is taken of each probability before they are scaled to 1
   */
  double[] score(Map<String, Integer> counts, double temperature) {
    double[] sums = new double[outcomes];
    double[] votes = new double[outcomes];
    double squares = 0;
    int known = 0;
    for (Map.Entry<String, Integer> count : counts.entrySet()) {
      int row = rows[slot(key(count.getKey()))];
      if (row != EMPTY) {
        int at = row * width();
        double value = damped(count.getValue()) * weights[at++];
        squares += value * value;
        known++;
        for (int i = 0; i < outcomes; i++) {
          sums[i] += weights[at + i] * value;
          votes[i] += weights[at + outcomes + i];
        }
      }
    }
    double scale = squares == 0 ? 0 : (1 - bayesShare) / Math.sqrt(squares);
    double voteScale = bayesShare / Math.sqrt(Math.max(1, known));
    for (int i = 0; i < outcomes; i++) {
      double vote = bayes.prior(i) + known * bayes.unseen(i) + votes[i];
      sums[i] = (sums[i] * scale + vote * voteScale) / temperature;
    }
    return softmax(sums);
  }

  /**
   * What each known feature adds to an outcome more than to the others in the mean, before the
   * probabilities are made of it.
   */
  double[] shares(String[] names, Map<String, Integer> counts, int outcome) {
    double[] shares = new double[names.length];
    double squares = 0;
    int known = 0;
    for (int f = 0; f < names.length; f++) {
      int row = rows[slot(key(names[f]))];
      if (row != EMPTY) {
        double value = damped(counts.get(names[f])) * weights[row * width()];
        squares += value * value;
        known++;
      }
    }
    for (int f = 0; f < names.length; f++) {
      int row = rows[slot(key(names[f]))];
      if (row != EMPTY) {
        int at = row * width() + 1;
        double value = damped(counts.get(names[f])) * weights[at - 1];
        shares[f] =
            above(at, outcome) * value * (1 - bayesShare) / Math.sqrt(squares)
                + (above(at + outcomes, outcome) + bayes.unseen(outcome) - meanUnseen())
                    * bayesShare
                    / Math.sqrt(known);
      }
    }
    return shares;
  }

  private double above(int at, int outcome) {
    double sum = 0;
    for (int i = 0; i < outcomes; i++) {
      sum += weights[at + i];
    }
    return weights[at + outcome] - sum / outcomes;
  }

  private double meanUnseen() {
    double sum = 0;
    for (int i = 0; i < outcomes; i++) {
      sum += bayes.unseen(i);
    }
    return sum / outcomes;
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
