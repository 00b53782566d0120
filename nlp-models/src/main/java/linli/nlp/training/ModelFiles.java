package linli.nlp.training;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import linli.nlp.model.Features;
import linli.nlp.model.TextModel;
import linli.nlp.text.TextNormalizer;

/** Models in files: the product's own by name, a user's by path. */
public final class ModelFiles {
  /** The models that the build trains. */
  public static final Set<String> SHIPPED = Set.of("hazards", "intents", "types");

  private static final double PENALTY = 0.008;
  private static final int ITERATIONS = 60;

  private ModelFiles() {}

  /**
   * Learns the labels of a user's own lines.
   *
   * @throws CorpusException when they have fewer than two labels, or one too few messages
   */
  public static TextModel train(List<LabelledText> lines) {
    refuseTooFew(lines);
    Features features = Features.load();
    List<ModelTrainer.Labelled> messages =
        lines.stream()
            .map(
                line ->
                    new ModelTrainer.Labelled(
                        features.count(TextNormalizer.normalize(line.text())), line.label()))
            .toList();
    return new ModelTrainer(PENALTY, ITERATIONS, 1).train(messages);
  }

  private static void refuseTooFew(List<LabelledText> lines) {
    Map<String, Integer> labels = new TreeMap<>();
    lines.forEach(line -> labels.merge(line.label(), 1, Integer::sum));
    if (labels.size() < 2) {
      throw new CorpusException("the lines", "expected two labels or more");
    }
    labels.forEach(
        (label, messages) -> {
          if (messages < ModelTrainer.HELD_OUT_EVERY) {
            throw new CorpusException(
                "label " + label,
                "expected %d messages or more, found %d"
                    .formatted(ModelTrainer.HELD_OUT_EVERY, messages));
          }
        });
  }

  /**
   * Writes it into a file, whose folder is made where it is missing.
   *
   * @throws IOException when that is not possible
   */
  public static void write(TextModel model, Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      model.write(out);
    }
  }

  /**
   * @param name {@code types}, {@code intents}, {@code hazards}, or a path
   * @throws IOException when there is no such file or it holds no model
   */
  public static TextModel open(String name) throws IOException {
    if (SHIPPED.contains(name)) {
      return TextModel.load(name);
    }
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(Path.of(name))))) {
      return TextModel.read(in);
    }
  }
}
