package linli.nlp.model;

import java.util.Map;

/**
 * Weighs counted features: (1 + log tf) × idf, scaled to length 1; unknown features are left out.
 */
final class Vectors {
  private Vectors() {}

  /** Features beside their values. */
  record Vector(String[] names, float[] values) {}

  static Vector weigh(Map<String, Integer> counts, Map<String, Float> idf) {
    String[] names = new String[counts.size()];
    float[] values = new float[counts.size()];
    int size = 0;
    double squares = 0;
    for (Map.Entry<String, Integer> count : counts.entrySet()) {
      Float weight = idf.get(count.getKey());
      if (weight != null) {
        float value = (float) ((1 + Math.log(count.getValue())) * weight);
        names[size] = count.getKey();
        values[size++] = value;
        squares += value * value;
      }
    }
    float scale = squares == 0 ? 0 : (float) (1 / Math.sqrt(squares));
    for (int i = 0; i < size; i++) {
      values[i] *= scale;
    }
    return new Vector(java.util.Arrays.copyOf(names, size), java.util.Arrays.copyOf(values, size));
  }
}
