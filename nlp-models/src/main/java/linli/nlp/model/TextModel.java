package linli.nlp.model;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import linli.nlp.text.Table;
import opennlp.tools.ml.model.AbstractModel;
import opennlp.tools.ml.model.BinaryFileDataReader;
import opennlp.tools.ml.model.GenericModelReader;
import opennlp.tools.ml.model.GenericModelWriter;

/**
 * A maximum-entropy model of OpenNLP and naive Bayes beside it, with the table of weights and one
 * temperature. Thread-safe after loading.
 */
public final class TextModel {
  private static final String FORMAT = "linli-model/3";
  private final AbstractModel model;
  private final Map<String, Float> idf;
  private final NaiveBayes bayes;
  private final double bayesShare;
  private final Scorer scorer;
  private final double temperature;

  /**
   * @param bayesShare how much naive Bayes has to say, 0 to 1
   */
  public TextModel(
      AbstractModel model,
      Map<String, Float> idf,
      NaiveBayes bayes,
      double bayesShare,
      double temperature) {
    this(model, idf, bayes, bayesShare, Scorer.of(model, idf, bayes, bayesShare), temperature);
  }

  private TextModel(
      AbstractModel model,
      Map<String, Float> idf,
      NaiveBayes bayes,
      double bayesShare,
      Scorer scorer,
      double temperature) {
    this.model = model;
    this.idf = idf;
    this.bayes = bayes;
    this.bayesShare = bayesShare;
    this.scorer = scorer;
    this.temperature = temperature;
  }

  /** The same model, surer below 1 and more careful above. */
  public TextModel withTemperature(double other) {
    return new TextModel(model, idf, bayes, bayesShare, scorer, other);
  }

  /**
   * @param name as {@code types}, of a model that the build trained
   */
  public static TextModel load(String name) {
    try (DataInputStream in =
        new DataInputStream(
            new BufferedInputStream(Table.open("model/" + name + ".bin"), 1 << 16))) {
      return read(in);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the model " + name, e);
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IOException also when it is something else, or not what was written
   */
  public static TextModel read(DataInputStream in) throws IOException {
    if (in.readUnsignedShort() != FORMAT.length()
        || !FORMAT.equals(new String(in.readNBytes(FORMAT.length()), StandardCharsets.UTF_8))) {
      throw new IOException("expected a model that linli train wrote (" + FORMAT + ")");
    }
    long sum = in.readLong();
    byte[] body = in.readAllBytes();
    if (sum != checksum(body)) {
      throw new IOException("the model is damaged or cut off");
    }
    return readBody(new DataInputStream(new ByteArrayInputStream(body)));
  }

  private static TextModel readBody(DataInputStream in) throws IOException {
    double temperature = in.readDouble();
    double bayesShare = in.readDouble();
    int size = in.readInt();
    Map<String, Float> idf = HashMap.newHashMap(size);
    for (int i = 0; i < size; i++) {
      idf.put(in.readUTF(), in.readFloat());
    }
    NaiveBayes bayes = NaiveBayes.read(in);
    var model = new GenericModelReader(new BinaryFileDataReader(in)).getModel();
    return new TextModel(model, idf, bayes, bayesShare, temperature);
  }

  private static long checksum(byte[] body) {
    CRC32 sum = new CRC32();
    sum.update(body);
    return sum.getValue();
  }

  /** Equal models give equal bytes. */
  public void write(DataOutputStream out) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    writeBody(new DataOutputStream(body));
    out.writeUTF(FORMAT);
    out.writeLong(checksum(body.toByteArray()));
    body.writeTo(out);
  }

  private void writeBody(DataOutputStream out) throws IOException {
    out.writeDouble(temperature);
    out.writeDouble(bayesShare);
    out.writeInt(idf.size());
    for (Map.Entry<String, Float> entry : new TreeMap<>(idf).entrySet()) {
      out.writeUTF(entry.getKey());
      out.writeFloat(entry.getValue());
    }
    bayes.write(out);
    new GenericModelWriter(model, out).persist();
  }

  /** Every label that it can give. */
  public Set<String> labels() {
    Set<String> labels = new TreeSet<>();
    for (int i = 0; i < model.getNumOutcomes(); i++) {
      labels.add(model.getOutcome(i));
    }
    return labels;
  }

  /**
   * @param counts what {@link Features#count} found
   */
  public Prediction predict(Map<String, Integer> counts) {
    double[] probabilities = scorer.score(counts, temperature);
    int[] order = bestFirst(probabilities);
    String[] labels = new String[order.length];
    double[] sorted = new double[order.length];
    for (int i = 0; i < order.length; i++) {
      labels[i] = model.getOutcome(order[i]);
      sorted[i] = probabilities[order[i]];
    }
    return new Prediction(labels, sorted);
  }

  /**
   * A feature and how much it speaks for a label.
   *
   * @param weight of it, more than for the other labels in the mean; below 0 it speaks against it
   */
  public record Reason(String feature, double weight) {}

  /**
   * What spoke most for a label, strongest first; features that speak against it are left out.
   *
   * @throws IllegalArgumentException when the model does not know the label
   */
  public List<Reason> reasons(Map<String, Integer> counts, String label, int most) {
    int outcome = model.getIndex(label);
    if (outcome < 0) {
      throw new IllegalArgumentException("no label " + label);
    }
    String[] names = counts.keySet().toArray(String[]::new);
    double[] shares = scorer.shares(names, counts, outcome);
    return IntStream.range(0, names.length)
        .mapToObj(i -> new Reason(names[i], shares[i]))
        .filter(reason -> reason.weight() > 0)
        .sorted(Comparator.comparingDouble(Reason::weight).reversed())
        .limit(most)
        .toList();
  }

  private static int[] bestFirst(double[] probabilities) {
    int[] order = new int[probabilities.length];
    for (int i = 0; i < order.length; i++) {
      int at = i;
      while (at > 0 && probabilities[order[at - 1]] < probabilities[i]) {
        order[at] = order[at - 1];
        at--;
      }
      order[at] = i;
    }
    return order;
  }
}
