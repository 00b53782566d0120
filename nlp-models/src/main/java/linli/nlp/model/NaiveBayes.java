package linli.nlp.model;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * In how many messages of each label a feature occurs: the second voice beside the maximum-entropy
 * model, better where there are few examples. Immutable.
 */
public final class NaiveBayes {
  /** Added to every count (Lidstone smoothing). */
  private static final double SMOOTHING = 0.1;

  private final double[] priors;
  private final double[] unseen;
  private final Map<String, Seen> seen;
  private final int[] messages;

  /** The labels that a feature occurs with, by their number, and in how many messages. */
  private record Seen(short[] labels, int[] counts) {}

  /** What a feature adds to each label that it was seen with. */
  record Votes(short[] labels, double[] weights) {}

  private NaiveBayes(int[] messages, Map<String, Seen> seen) {
    this.messages = messages;
    this.seen = seen;
    priors = new double[messages.length];
    unseen = new double[messages.length];
    double[] totals = new double[messages.length];
    double all = 0;
    for (int count : messages) {
      all += count;
    }
    for (Seen feature : seen.values()) {
      for (int i = 0; i < feature.labels.length; i++) {
        totals[feature.labels[i]] += feature.counts[i];
      }
    }
    for (int label = 0; label < messages.length; label++) {
      priors[label] = Math.log(messages[label] / all);
      unseen[label] = Math.log(SMOOTHING / (totals[label] + SMOOTHING * seen.size()));
    }
  }

  /**
   * @param labels of each message
   * @param counts features of each message, in the same order
   * @param known the features that count
   * @param order the labels in the order of the model beside it
   */
  public static NaiveBayes of(
      List<String> labels,
      List<Map<String, Integer>> counts,
      Map<String, Float> known,
      List<String> order) {
    int[] messages = new int[order.size()];
    Map<String, TreeMap<Short, Integer>> sums = new HashMap<>();
    for (int i = 0; i < labels.size(); i++) {
      short label = (short) order.indexOf(labels.get(i));
      messages[label]++;
      for (String name : counts.get(i).keySet()) {
        if (known.containsKey(name)) {
          sums.computeIfAbsent(name, missing -> new TreeMap<>()).merge(label, 1, Integer::sum);
        }
      }
    }
    Map<String, Seen> seen = HashMap.newHashMap(sums.size());
    sums.forEach((name, byLabel) -> seen.put(name, seen(byLabel)));
    return new NaiveBayes(messages, seen);
  }

  private static Seen seen(TreeMap<Short, Integer> byLabel) {
    short[] labels = new short[byLabel.size()];
    int[] counts = new int[labels.length];
    int i = 0;
    for (Map.Entry<Short, Integer> entry : byLabel.entrySet()) {
      labels[i] = entry.getKey();
      counts[i++] = entry.getValue();
    }
    return new Seen(labels, counts);
  }

  double prior(int label) {
    return priors[label];
  }

  /** What each feature gives a label that it was never seen with. */
  double unseen(int label) {
    return unseen[label];
  }

  /** What the feature adds to that, or null when it was never seen. */
  Votes votes(String name) {
    Seen feature = seen.get(name);
    if (feature == null) {
      return null;
    }
    double[] weights = new double[feature.labels.length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = Math.log(1 + feature.counts[i] / SMOOTHING);
    }
    return new Votes(feature.labels, weights);
  }

  void write(DataOutputStream out) throws IOException {
    out.writeInt(messages.length);
    for (int count : messages) {
      out.writeInt(count);
    }
    out.writeInt(seen.size());
    for (Map.Entry<String, Seen> entry : new TreeMap<>(seen).entrySet()) {
      out.writeUTF(entry.getKey());
      Seen feature = entry.getValue();
      out.writeShort(feature.labels.length);
      for (int i = 0; i < feature.labels.length; i++) {
        out.writeShort(feature.labels[i]);
        out.writeInt(feature.counts[i]);
      }
    }
  }

  static NaiveBayes read(DataInputStream in) throws IOException {
    int[] messages = new int[in.readInt()];
    for (int i = 0; i < messages.length; i++) {
      messages[i] = in.readInt();
    }
    int size = in.readInt();
    Map<String, Seen> seen = HashMap.newHashMap(size);
    for (int f = 0; f < size; f++) {
      String name = in.readUTF();
      Seen feature = new Seen(new short[in.readShort()], null);
      int[] counts = new int[feature.labels.length];
      for (int i = 0; i < counts.length; i++) {
        feature.labels[i] = in.readShort();
        counts[i] = in.readInt();
      }
      seen.put(name, new Seen(feature.labels, counts));
    }
    return new NaiveBayes(messages, seen);
  }
}
