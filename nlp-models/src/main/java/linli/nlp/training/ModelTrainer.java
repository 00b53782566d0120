package linli.nlp.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import linli.nlp.model.ModelBuilder;
import linli.nlp.model.NaiveBayes;
import linli.nlp.model.TextModel;
import opennlp.tools.ml.TrainerFactory;
import opennlp.tools.ml.model.AbstractModel;
import opennlp.tools.ml.model.Event;
import opennlp.tools.util.ObjectStreamUtils;
import opennlp.tools.util.TrainingParameters;

/**
 * Fits one model: character grams and lexicon classes, tf-idf, quasi-Newton maximum entropy with an
 * L2 penalty beside naive Bayes, one temperature fitted on every eighth message of each label. The
 * same input gives the same model.
 */
final class ModelTrainer {
  private static final int MINIMUM_MESSAGES = 2;

  /** Of each label; so many messages of one are the fewest to learn from. */
  static final int HELD_OUT_EVERY = 8;

  /** Chosen on the messages of dev, see docs/benchmarks.md. */
  private static final double BAYES_SHARE = 0.3;

  private final double l2Cost;
  private final int iterations;
  private final double sharpening;

  /** One message to learn: its counted features and its label. */
  record Labelled(Map<String, Integer> counts, String label) {}

  /**
   * @param sharpening what the fitted temperature is multiplied by; 1 where what will be asked is
   *     like what is learned
   */
  ModelTrainer(double l2Cost, int iterations, double sharpening) {
    this.l2Cost = l2Cost;
    this.iterations = iterations;
    this.sharpening = sharpening;
  }

  TextModel train(List<Labelled> messages) {
    List<Labelled> fitting = new ArrayList<>();
    List<Labelled> heldOut = new ArrayList<>();
    Map<String, Integer> seen = new HashMap<>();
    for (Labelled message : messages) {
      int place = seen.merge(message.label(), 1, Integer::sum);
      (place % HELD_OUT_EVERY == 0 ? heldOut : fitting).add(message);
    }
    double temperature = temperature(fit(fitting, 1), heldOut);
    return fit(messages, temperature * sharpening);
  }

  TextModel fit(List<Labelled> messages, double temperature) {
    Map<String, Float> idf = idf(messages);
    List<Event> events = new ArrayList<>();
    for (Labelled message : messages) {
      events.add(ModelBuilder.event(message.label(), message.counts(), idf));
    }
    AbstractModel model = fit(events);
    return new TextModel(model, idf, bayes(messages, idf, model), BAYES_SHARE, temperature);
  }

  private static NaiveBayes bayes(
      List<Labelled> messages, Map<String, Float> idf, AbstractModel model) {
    List<String> order = new ArrayList<>();
    for (int i = 0; i < model.getNumOutcomes(); i++) {
      order.add(model.getOutcome(i));
    }
    return NaiveBayes.of(
        messages.stream().map(Labelled::label).toList(),
        messages.stream().map(Labelled::counts).toList(),
        idf,
        order);
  }

  private AbstractModel fit(List<Event> events) {
    TrainingParameters parameters = new TrainingParameters();
    parameters.put(TrainingParameters.ALGORITHM_PARAM, "MAXENT_QN");
    parameters.put(TrainingParameters.ITERATIONS_PARAM, iterations);
    parameters.put(TrainingParameters.CUTOFF_PARAM, 0);
    parameters.put("DataIndexer", "OnePassRealValue");
    parameters.put("L1Cost", 0.0);
    parameters.put("L2Cost", l2Cost);
    parameters.put("PrintMessages", false);
    try {
      return (AbstractModel)
          TrainerFactory.getEventTrainer(parameters, new HashMap<>())
              .train(ObjectStreamUtils.createObjectStream(events));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Float> idf(List<Labelled> messages) {
    Map<String, Integer> frequency = new TreeMap<>();
    for (Labelled message : messages) {
      message.counts().keySet().forEach(name -> frequency.merge(name, 1, Integer::sum));
    }
    Map<String, Float> idf = new TreeMap<>();
    frequency.forEach(
        (name, count) -> {
          if (count >= MINIMUM_MESSAGES) {
            idf.put(name, (float) Math.log((double) messages.size() / count));
          }
        });
    return idf;
  }

  /** The temperature of a fixed grid under which the held-out labels are most probable. */
  private static double temperature(TextModel model, List<Labelled> heldOut) {
    double best = 1;
    double highest = Double.NEGATIVE_INFINITY;
    for (int step = 3; step <= 15; step++) {
      double candidate = step / 10.0;
      double likelihood = 0;
      for (Labelled message : heldOut) {
        double probability =
            model.withTemperature(candidate).predict(message.counts()).of(message.label());
        likelihood += Math.log(Math.max(probability, 1e-6));
      }
      if (likelihood > highest) {
        highest = likelihood;
        best = candidate;
      }
    }
    return best;
  }
}
