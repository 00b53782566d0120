package linli.nlp.training;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How often a model was right, label by label, and how well it knew. */
public final class Scores {
  private static final int BINS = 10;
  private final Map<String, int[]> labels = new TreeMap<>();
  private final Map<Confusion, Integer> confusions = new TreeMap<>();
  private final double[] binHits = new double[BINS];
  private final double[] binScores = new double[BINS];
  private int rows;
  private int hits;
  private int scored;

  /** One label taken for another. */
  public record Confusion(String wanted, String said) implements Comparable<Confusion> {
    @Override
    public int compareTo(Confusion other) {
      return Comparator.comparing(Confusion::wanted)
          .thenComparing(Confusion::said)
          .compare(this, other);
    }
  }

  /** A label's row in the table; a share of nothing is 0. */
  public record Row(String label, int messages, double precision, double recall, double f1) {}

  /**
   * @param accepted labels that are right, the first of them the one that counts in the table
   * @param score the probability that the model gave to what it said, or NaN when it gave none
   */
  public void add(List<String> accepted, String said, double score) {
    boolean hit = accepted.contains(said);
    String wanted = hit ? said : accepted.getFirst();
    rows++;
    hits += hit ? 1 : 0;
    counts(wanted)[0]++;
    counts(said)[1]++;
    if (hit) {
      counts(wanted)[2]++;
    } else {
      confusions.merge(new Confusion(wanted, said), 1, Integer::sum);
    }
    if (Double.isNaN(score)) {
      return;
    }
    scored++;
    int bin = Math.min(BINS - 1, (int) (score * BINS));
    binHits[bin] += hit ? 1 : 0;
    binScores[bin] += score;
  }

  private int[] counts(String label) {
    return labels.computeIfAbsent(label, missing -> new int[3]);
  }

  public int rows() {
    return rows;
  }

  public int hits() {
    return hits;
  }

  public double accuracy() {
    return share(hits, rows);
  }

  /** The mean of the F1 of every label that is right for some message. */
  public double macroF1() {
    return table().stream()
        .filter(row -> row.messages() > 0)
        .mapToDouble(Row::f1)
        .average()
        .orElse(0);
  }

  /**
   * Expected calibration error: the mean distance of score and accuracy over ten equal bins; NaN
   * without scores.
   */
  public double calibrationError() {
    double error = 0;
    for (int bin = 0; bin < BINS; bin++) {
      error += Math.abs(binHits[bin] - binScores[bin]);
    }
    return scored == 0 ? Double.NaN : error / scored;
  }

  public List<Row> table() {
    List<Row> table = new ArrayList<>();
    labels.forEach(
        (label, counts) -> {
          double precision = share(counts[2], counts[1]);
          double recall = share(counts[2], counts[0]);
          double sum = precision + recall;
          table.add(
              new Row(
                  label,
                  counts[0],
                  precision,
                  recall,
                  sum == 0 ? 0 : 2 * precision * recall / sum));
        });
    return table;
  }

  /** Most frequent first. */
  public List<Map.Entry<Confusion, Integer>> confusions() {
    return confusions.entrySet().stream()
        .sorted(Map.Entry.<Confusion, Integer>comparingByValue().reversed())
        .toList();
  }

  private static double share(int part, int whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }
}
