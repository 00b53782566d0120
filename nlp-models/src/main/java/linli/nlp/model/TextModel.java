package linli.nlp.model;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import linli.nlp.text.Table;
import opennlp.tools.ml.model.AbstractModel;
import opennlp.tools.ml.model.BinaryFileDataReader;
import opennlp.tools.ml.model.GenericModelReader;
import opennlp.tools.ml.model.GenericModelWriter;

/**
 * One maximum-entropy model of OpenNLP with its table of weights and its temperature. Thread-safe
 * after loading.
 */
public final class TextModel {
  private final AbstractModel model;
  private final Map<String, Float> idf;
  private final Scorer scorer;
  private final double temperature;

  public TextModel(AbstractModel model, Map<String, Float> idf, double temperature) {
    this(model, idf, Scorer.of(model, idf), temperature);
  }

  private TextModel(
      AbstractModel model, Map<String, Float> idf, Scorer scorer, double temperature) {
    this.model = model;
    this.idf = idf;
    this.scorer = scorer;
    this.temperature = temperature;
  }

  /** The same model, surer below 1 and more careful above. */
  public TextModel withTemperature(double other) {
    return new TextModel(model, idf, scorer, other);
  }

  /**
   * @param name as {@code types}, of a file that the training wrote
   */
  public static TextModel load(String name) {
    try (DataInputStream in =
        new DataInputStream(
            new BufferedInputStream(Table.open("model/" + name + ".bin"), 1 << 16))) {
      double temperature = in.readDouble();
      int size = in.readInt();
      Map<String, Float> idf = HashMap.newHashMap(size);
      for (int i = 0; i < size; i++) {
        idf.put(in.readUTF(), in.readFloat());
      }
      var model = new GenericModelReader(new BinaryFileDataReader(in)).getModel();
      return new TextModel(model, idf, temperature);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the model " + name, e);
    }
  }

  /** Writes what {@link #load} reads; equal models give equal bytes. */
  public void write(DataOutputStream out) throws IOException {
    out.writeDouble(temperature);
    out.writeInt(idf.size());
    for (Map.Entry<String, Float> entry : new TreeMap<>(idf).entrySet()) {
      out.writeUTF(entry.getKey());
      out.writeFloat(entry.getValue());
    }
    new GenericModelWriter(model, out).persist();
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
