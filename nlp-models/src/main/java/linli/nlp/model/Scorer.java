package linli.nlp.model;

import java.util.Arrays;
import java.util.Map;
import opennlp.tools.ml.model.AbstractModel;
import opennlp.tools.ml.model.Context;

/**
 * The sum of a maximum-entropy model over counted features: what {@link AbstractModel#eval} gives
 * for {@link Vectors#weigh}. All weights of a feature lie beside each other in one array, which an
 * open-addressed table of the names' keys leads to: looking a feature up is what costs most.
 */
final class Scorer {

  private static final int LONGEST_PACKED = 3;
  private static final long HASHED = 1L << 63;
  private static final int EMPTY = -1;

  private final int outcomes;
  private final long[] keys;

  /** Number of the feature that stands in the same place of {@link #keys}. */
  private final int[] rows;

  /** For each feature its idf, then what it adds to each outcome. */
  private final float[] weights;

  private Scorer(int features, int outcomes) {
    this.outcomes = outcomes;
    int size = Integer.highestOneBit(Math.max(features, 1)) * 4;
    keys = new long[size];
    rows = new int[size];
    Arrays.fill(rows, EMPTY);
    weights = new float[features * (outcomes + 1)];
  }

  @SuppressWarnings("unchecked") // the shape of the array stands in AbstractModel's documentation
  static Scorer of(AbstractModel model, Map<String, Float> idf) {
    Map<String, Context> contexts = (Map<String, Context>) model.getDataStructures()[1];
    Scorer scorer = new Scorer(idf.size(), model.getNumOutcomes());
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
    int at = row * (outcomes + 1);
    weights[at++] = idf;
    if (context != null) {
      for (int i = 0; i < context.getOutcomes().length; i++) {
        weights[at + context.getOutcomes()[i]] = (float) context.getParameters()[i];
      }
    }
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
    double squares = 0;
    for (Map.Entry<String, Integer> count : counts.entrySet()) {
      int row = rows[slot(key(count.getKey()))];
      if (row != EMPTY) {
        int at = row * (outcomes + 1);
        double value = (1 + Math.log(count.getValue())) * weights[at++];
        squares += value * value;
        for (int i = 0; i < outcomes; i++) {
          sums[i] += weights[at + i] * value;
        }
      }
    }
    return softmax(sums, squares == 0 ? 0 : 1 / (Math.sqrt(squares) * temperature));
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
