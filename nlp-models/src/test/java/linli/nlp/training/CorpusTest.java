package linli.nlp.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import linli.nlp.Catalogue;
import linli.nlp.IssueType;
import linli.nlp.SharedData;
import linli.nlp.text.TextNormalizer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The corpus")
class CorpusTest {
  private static final Catalogue CATALOGUE = Catalogue.load();
  private static final int LONGEST_VERB = 4;

  private static String letters(String text) {
    return TextNormalizer.normalize(text).replaceAll("[^\\p{L}\\p{N}]", "");
  }

  @Nested
  class As_shipped {
    private final List<Example> examples = Corpus.read(Path.of("corpus"), CATALOGUE);

    @Test
    void holds_enough_of_everything() {
      assertThat(examples).hasSizeGreaterThanOrEqualTo(8000);
      assertThat(examples.stream().filter(e -> e.types().size() > 1))
          .hasSizeGreaterThanOrEqualTo(400);
      assertThat(examples.stream().filter(e -> CATALOGUE.intent(e.intent()).isSilent()))
          .hasSizeGreaterThanOrEqualTo(1500);
      for (IssueType type : CATALOGUE.issueTypes()) {
        assertThat(examples.stream().filter(e -> e.types().contains(type.id())))
            .as(type.id())
            .hasSizeGreaterThanOrEqualTo(180);
      }
      for (Catalogue.Hazard hazard : CATALOGUE.hazards()) {
        assertThat(examples.stream().filter(e -> hazard.id().equals(e.hazard())))
            .as(hazard.id())
            .hasSizeGreaterThanOrEqualTo(80);
      }
    }

    @Test
    void shares_no_text_with_what_is_held_out() {
      Set<String> learned =
          examples.stream().map(e -> Corpus.essence(e.text())).collect(Collectors.toSet());
      List<Example> heldOut = neverLearned();
      assertThat(heldOut).hasSizeGreaterThanOrEqualTo(1800);
      assertThat(heldOut.stream().map(e -> Corpus.essence(e.text())))
          .doesNotContainAnyElementsOf(learned);
    }

    /** What thresholds are chosen on, and what is only measured. */
    private static List<Example> neverLearned() {
      return Stream.of("dev", "held-out")
          .flatMap(folder -> Corpus.read(Path.of(folder), CATALOGUE).stream())
          .toList();
    }

    /** A bare verb (报修) is written by everybody in the same way. */
    @Test
    void shares_no_sentence_with_the_measuring_data() throws IOException {
      Set<String> measured = measured(SharedData.folder());
      List<Example> heldOut = neverLearned();
      assertThat(measured).hasSizeGreaterThan(1000);
      assertThat(Stream.concat(examples.stream(), heldOut.stream()))
          .filteredOn(e -> letters(e.text()).length() > LONGEST_VERB)
          .filteredOn(e -> measured.contains(letters(e.text())))
          .isEmpty();
    }

    private static Set<String> measured(Path folder) throws IOException {
      Set<String> columns = new HashSet<>();
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.filter(f -> f.toString().endsWith(".tsv")).toList()) {
          for (String line : Files.readAllLines(file)) {
            Stream.of(line.split("\t")).map(CorpusTest::letters).forEach(columns::add);
          }
        }
      }
      return columns;
    }

    @Test
    void covers_every_type_intent_and_hazard() {
      assertThat(examples.stream().flatMap(example -> example.types().stream()))
          .containsAll(CATALOGUE.issueTypes().stream().map(IssueType::id).toList());
      assertThat(examples.stream().map(Example::intent))
          .containsAll(CATALOGUE.intents().stream().map(Catalogue.Intent::id).toList());
      assertThat(examples.stream().map(Example::hazard))
          .containsAll(CATALOGUE.hazards().stream().map(Catalogue.Hazard::id).toList());
    }
  }

  @Nested
  class With_a_bad_line {
    @TempDir private Path folder;

    private void refuses(String lines, String where, String why) throws IOException {
      Files.writeString(folder.resolve("bad.tsv"), lines);
      assertThatThrownBy(() -> Corpus.read(folder, CATALOGUE))
          .isInstanceOf(CorpusException.class)
          .hasMessageContaining(where)
          .hasMessageContaining(why);
    }

    @Test
    void names_the_unknown_type() throws IOException {
      refuses("# types\nreport\tlift\t-\t电梯坏了\n", "bad.tsv:2", "unknown issue type lift");
    }

    @Test
    void names_the_unknown_intent() throws IOException {
      refuses("tell\televator\t-\t电梯坏了\n", "bad.tsv:1", "unknown intent tell");
    }

    @Test
    void names_the_unknown_hazard() throws IOException {
      refuses("report\televator\tboom\t电梯坏了\n", "bad.tsv:1", "unknown hazard boom");
    }

    @Test
    void names_the_malformed_line() throws IOException {
      refuses("report\televator\t电梯坏了\n", "bad.tsv:1", "found 3");
    }

    @Test
    void names_the_repetition() throws IOException {
      refuses(
          "report\televator\t-\t3号楼电梯坏了!\nreport\televator\t-\t5号楼,电梯坏了\n",
          "bad.tsv:2",
          "repeats the text of bad.tsv:1");
    }
  }
}
