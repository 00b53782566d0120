package linli.nlp.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import linli.nlp.Catalogue;
import linli.nlp.text.TextNormalizer;

/**
 * The labelled messages below a folder: {@code *.tsv} with {@code
 * intent<TAB>types<TAB>hazard<TAB>text}, in the order of file names. A line that is malformed, has
 * an unknown label or repeats another one stops the reading.
 */
public final class Corpus {
  private static final String NONE = "-";
  private static final int COLUMNS = 4;
  private final Catalogue catalogue;
  private final List<Example> examples = new ArrayList<>();
  private final Map<String, String> sources = new HashMap<>();

  private Corpus(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  public static List<Example> read(Path folder, Catalogue catalogue) {
    return readFiles(files(folder), catalogue);
  }

  static List<Example> readFiles(List<Path> files, Catalogue catalogue) {
    Corpus corpus = new Corpus(catalogue);
    files.forEach(corpus::readFile);
    return List.copyOf(corpus.examples);
  }

  static List<Path> files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".tsv")).sorted().toList();
    } catch (IOException e) {
      throw new CorpusException(folder.toString(), "is no folder that can be read");
    }
  }

  private void readFile(Path file) {
    try {
      List<String> lines = Files.readAllLines(file);
      for (int i = 0; i < lines.size(); i++) {
        String line = lines.get(i);
        if (!line.isBlank() && !line.startsWith("#")) {
          add(line, file.getFileName() + ":" + (i + 1));
        }
      }
    } catch (IOException e) {
      throw new CorpusException(file.toString(), "cannot be read as UTF-8 text");
    }
  }

  private void add(String line, String source) {
    String[] columns = line.split("\t", -1);
    if (columns.length != COLUMNS || columns[3].isBlank()) {
      throw new CorpusException(
          source, "expected intent, types, hazard and text between tabs, found " + columns.length);
    }
    if (catalogue.intent(columns[0]) == null) {
      throw new CorpusException(source, "unknown intent " + columns[0]);
    }
    Example example =
        new Example(
            columns[0], types(columns[1], source), hazard(columns[2], source), columns[3], source);
    refuseRepetition(example);
    examples.add(example);
  }

  private List<String> types(String column, String source) {
    if (column.equals(NONE)) {
      return List.of();
    }
    List<String> types = List.of(column.split("\\|"));
    for (String type : types) {
      if (catalogue.issueType(type) == null) {
        throw new CorpusException(source, "unknown issue type " + type);
      }
    }
    return types;
  }

  private String hazard(String column, String source) {
    if (column.equals(NONE)) {
      return null;
    }
    if (catalogue.hazard(column) == null) {
      throw new CorpusException(source, "unknown hazard " + column);
    }
    return column;
  }

  /** Two texts are near-duplicates when they differ only in numbers, punctuation and spelling. */
  private void refuseRepetition(Example example) {
    String earlier = sources.putIfAbsent(essence(example.text()), example.source());
    if (earlier != null) {
      throw new CorpusException(example.source(), "repeats the text of " + earlier);
    }
  }

  static String essence(String text) {
    String letters =
        TextNormalizer.normalize(text)
            .replaceAll("[^\\p{L}\\p{N}+]", "")
            .replaceAll("\\p{N}+", "0");
    return letters.isEmpty() ? text : letters.length() < 6 ? text.strip() : letters;
  }
}
