package linli.nlp.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import linli.nlp.Understander;
import linli.nlp.Understanding;
import linli.nlp.Understanding.Place;

/**
 * Measures the understanding on labelled files that it never learned from: {@code Evaluator FOLDER}
 * with {@code chat_open.tsv}, {@code journeys_open.tsv} and {@code real_open.tsv}. Prints counts
 * only, no message.
 */
public final class Evaluator {
  private static final Set<String> REPORTS = Set.of("report", "suggest", "praise", "consult");
  private static final Set<String> SILENT = Set.of("chat", "ad", "abuse");
  private static final String OUTSIDE = "out";
  private final Understander understander;
  private final Path folder;
  private final Map<String, int[]> figures = new LinkedHashMap<>();

  public Evaluator(Understander understander, Path folder) {
    this.understander = understander;
    this.folder = folder;
  }

  public static void main(String[] arguments) {
    Evaluator evaluator = new Evaluator(Understander.load(), Path.of(arguments[0]));
    evaluator.measure().forEach((name, hits) -> System.out.println(line(name, hits)));
  }

  /** Name of the figure to {hits, rows}. */
  public Map<String, int[]> measure() {
    rows("chat_open.tsv").forEach(this::chat);
    rows("journeys_open.tsv").forEach(this::journey);
    rows("real_open.tsv").forEach(this::real);
    return figures;
  }

  public static String line(String name, int[] hits) {
    return "%-34s %4d / %4d  %.1f %%".formatted(name, hits[0], hits[1], 100.0 * hits[0] / hits[1]);
  }

  private void chat(Map<String, String> row) {
    Understanding said = understander.understand(row.get("text"));
    String intent = row.get("intent");
    count("chat intent", agrees(intent, said.intent()));
    if (SILENT.contains(intent)) {
      count("chat silence kept", SILENT.contains(said.intent()));
    }
    if (intent.equals("report")) {
      count("chat report heard", REPORTS.contains(said.intent()));
      types("chat", labels(row.get("issue_types")), said);
    }
    hazard("chat", row.get("hazard"), said);
    Place place = said.places().isEmpty() ? null : said.places().getFirst();
    count(
        "chat place",
        same(row.get("building"), place == null ? null : place.building())
            && same(row.get("unit"), place == null ? null : place.unit())
            && same(row.get("floor"), place == null ? null : place.floor())
            && same(row.get("room"), place == null ? null : place.room()));
  }

  private void journey(Map<String, String> row) {
    Understanding said = understander.understand(row.get("text"));
    String intent = said.intent();
    count("journeys intent", row.get("intent").equals(intent) || row.get("alt").equals(intent));
    Set<String> types = labels(row.get("issue_type"));
    if (REPORTS.contains(row.get("intent")) && !types.isEmpty()) {
      types("journeys", types, said);
    }
    hazard("journeys", row.get("hazard"), said);
    List<Place> places = said.places();
    Place place = places.isEmpty() ? null : places.getFirst();
    count(
        "journeys place",
        same(row.get("building"), place == null ? null : place.building())
            && same(row.get("unit"), place == null ? null : place.unit())
            && same(row.get("room"), place == null ? null : place.room()));
  }

  private void real(Map<String, String> row) {
    Understanding said = understander.understand(row.get("text"));
    Set<String> acceptable = labels(row.get("acceptable"));
    String type = said.issues().isEmpty() ? OUTSIDE : said.issues().getFirst().type();
    count("real type", acceptable.contains(type));
    if (!acceptable.contains(OUTSIDE)) {
      count("real type, matters only", acceptable.contains(type));
    }
    count("real no hazard", said.hazard() == null);
  }

  private void types(String file, Set<String> wanted, Understanding said) {
    Set<String> types =
        said.issues().stream().map(Understanding.Issue::type).collect(Collectors.toSet());
    if (wanted.size() == 1) {
      String first = said.issues().isEmpty() ? null : said.issues().getFirst().type();
      count(file + " main type, one matter", first != null && wanted.contains(first));
      count(file + " only that type", types.equals(wanted));
    } else {
      count(file + " all types, several matters", types.containsAll(wanted));
      count(file + " exactly those types", types.equals(wanted));
    }
  }

  private void hazard(String file, String wanted, Understanding said) {
    if (wanted.isEmpty()) {
      count(file + " no false alarm", said.hazard() == null);
    } else {
      count(file + " hazard found", said.hazard() != null);
      count(file + " hazard named rightly", wanted.equals(said.hazard()));
    }
  }

  private void count(String name, boolean hit) {
    int[] hits = figures.computeIfAbsent(name, missing -> new int[2]);
    hits[0] += hit ? 1 : 0;
    hits[1]++;
  }

  private static boolean agrees(String wanted, String said) {
    return wanted.equals(said)
        || wanted.equals("report") && REPORTS.contains(said)
        || wanted.equals("chat") && SILENT.contains(said);
  }

  private static boolean same(String wanted, String said) {
    return Objects.equals(wanted.isEmpty() ? null : wanted, said);
  }

  private static Set<String> labels(String column) {
    return column.isEmpty() ? Set.of() : Set.of(column.split("\\|"));
  }

  private List<Map<String, String>> rows(String name) {
    try {
      List<String> lines = Files.readAllLines(folder.resolve(name));
      if (lines.isEmpty()) {
        throw new CorpusException(name, "holds no header");
      }
      String[] header = lines.getFirst().split("\t", -1);
      List<Map<String, String>> rows = new ArrayList<>();
      for (String line : lines.subList(1, lines.size())) {
        String[] columns = line.split("\t", -1);
        Map<String, String> row = new TreeMap<>();
        for (int i = 0; i < header.length; i++) {
          row.put(header[i], i < columns.length ? columns[i] : "");
        }
        rows.add(row);
      }
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name, e);
    }
  }
}
