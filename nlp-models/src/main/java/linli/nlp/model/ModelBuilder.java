package linli.nlp.model;

import java.util.Map;
import opennlp.tools.ml.model.Event;

/** Turns a counted message into what OpenNLP learns from, exactly as it is asked later. */
public final class ModelBuilder {
  private ModelBuilder() {}

  public static Event event(String label, Map<String, Integer> counts, Map<String, Float> idf) {
    Vectors.Vector vector = Vectors.weigh(counts, idf);
    return new Event(label, vector.names(), vector.values());
  }
}
