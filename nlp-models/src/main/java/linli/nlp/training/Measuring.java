package linli.nlp.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import linli.nlp.Addressing;
import linli.nlp.Catalogue;
import linli.nlp.model.Features;
import linli.nlp.model.Prediction;
import linli.nlp.model.TextModel;

/** What {@code ./linli evaluate FILE --model M} measures: one model on labelled lines. */
public final class Measuring {
  private static final long WARM_UP_NANOS = 1_000_000_000L;
  private static final int CORPUS_TABS = 3;
  private final TextModel model;
  private final Features features = Features.load();

  /**
   * What came out.
   *
   * @param messagesPerSecond one thread, from text to probabilities, after a second of warming up
   */
  public record Measured(Scores scores, double messagesPerSecond) {}

  /** A message and what is right for it, the first of them the one that counts in the table. */
  private record Item(String text, List<String> accepted) {}

  public Measuring(TextModel model) {
    this.model = model;
  }

  /**
   * @param file lines {@code label<TAB>text} or lines of the corpus; of these the column is taken
   *     whose labels the model knows
   * @throws CorpusException at a line that is neither, and where there is none
   */
  public Measured measure(Path file) throws IOException {
    List<Item> items = items(file);
    if (items.isEmpty()) {
      throw new CorpusException(file.toString(), "holds no messages");
    }
    Scores scores = new Scores();
    for (Item item : items) {
      Prediction prediction = predict(item.text());
      scores.add(item.accepted(), prediction.best(), prediction.bestScore());
    }
    return new Measured(scores, speed(items));
  }

  private Prediction predict(String text) {
    return model.predict(features.count(Addressing.strip(text)));
  }

  private double speed(List<Item> items) {
    run(items, WARM_UP_NANOS);
    return run(items, WARM_UP_NANOS);
  }

  private double run(List<Item> items, long atLeast) {
    long start = System.nanoTime();
    long messages = 0;
    while (System.nanoTime() - start < atLeast) {
      items.forEach(item -> predict(item.text()));
      messages += items.size();
    }
    return messages * 1e9 / (System.nanoTime() - start);
  }

  private List<Item> items(Path file) throws IOException {
    if (!isCorpus(file)) {
      return LabelledText.read(List.of(file)).stream()
          .map(line -> new Item(line.text(), List.of(line.label())))
          .toList();
    }
    List<Item> items = new ArrayList<>();
    for (Example example : Corpus.readFiles(List.of(file), Catalogue.load())) {
      items.add(new Item(example.text(), labels(example)));
    }
    return items;
  }

  private List<String> labels(Example example) {
    Set<String> known = model.labels();
    if (known.contains(example.intent())) {
      return List.of(example.intent());
    }
    List<String> types = Lessons.labels(example);
    return known.containsAll(types) ? types : List.of(Lessons.hazard(example));
  }

  private static boolean isCorpus(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .findFirst()
        .map(line -> line.chars().filter(c -> c == '\t').count() == CORPUS_TABS)
        .orElse(false);
  }
}
