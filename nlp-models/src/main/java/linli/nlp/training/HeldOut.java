package linli.nlp.training;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import linli.nlp.Catalogue;
import linli.nlp.Understander;
import linli.nlp.Understanding;

/**
 * Measures the whole understanding, rules and models, on files in the form of the corpus: what
 * {@code ./linli evaluate FILE} does without a model.
 */
public final class HeldOut {
  private final Catalogue catalogue = Catalogue.load();
  private final Understander understander;
  private final Map<String, int[]> figures = new LinkedHashMap<>();

  public HeldOut(Understander understander) {
    this.understander = understander;
  }

  /**
   * Name of the figure to {hits, rows}.
   *
   * @throws CorpusException at a line that is not of the corpus' form, and where there is none
   */
  public Map<String, int[]> measure(List<Path> files) {
    List<Example> examples = Corpus.readFiles(files, catalogue);
    if (examples.isEmpty()) {
      throw new CorpusException(files.toString(), "hold no messages");
    }
    examples.forEach(this::message);
    return figures;
  }

  private void message(Example example) {
    Understanding said = understander.understand(example.text());
    Catalogue.Intent intent = catalogue.intent(example.intent());
    boolean heard = said.intent() != null && catalogue.intent(said.intent()).isReport();
    boolean silent = said.intent() == null || catalogue.intent(said.intent()).isSilent();
    if (intent.isReport()) {
      count("report, suggestion, praise, question heard", heard);
      types(example, said);
    } else if (intent.isSilent()) {
      count("silence kept", silent);
    } else {
      count("other intent named", intent.id().equals(said.intent()));
    }
    if (example.hazard() == null) {
      count("no false alarm", said.hazard() == null);
    } else {
      count("hazard heard", said.hazard() != null);
      count("hazard named rightly", example.hazard().equals(said.hazard()));
    }
  }

  private void types(Example example, Understanding said) {
    Set<String> types =
        said.issues().stream().map(Understanding.Issue::type).collect(Collectors.toSet());
    switch (example.types().size()) {
      case 0 -> count("nobody's matter left alone", types.isEmpty());
      case 1 -> {
        String main = types.isEmpty() ? null : said.issues().getFirst().type();
        count("main type, one matter", example.types().getFirst().equals(main));
        count("only that type", types.equals(Set.copyOf(example.types())));
      }
      default ->
          count("exactly those types, several matters", types.equals(Set.copyOf(example.types())));
    }
  }

  private void count(String name, boolean hit) {
    int[] hits = figures.computeIfAbsent(name, missing -> new int[2]);
    hits[0] += hit ? 1 : 0;
    hits[1]++;
  }
}
