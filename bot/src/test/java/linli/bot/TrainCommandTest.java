package linli.bot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The commands train and evaluate")
class TrainCommandTest {

  @TempDir private Path folder;
  private final StringWriter said = new StringWriter();

  private int run(String... arguments) {
    var errors = new PrintWriter(said, true);
    return Main.commandLine().setErr(errors).setOut(errors).execute(arguments);
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  @Test
  void refuse_too_few_lines_in_one_sentence() throws IOException {
    var few = file("few.tsv", "tea\t绿茶\nrain\t大雨来了\ntea\t红茶\n");
    assertThat(run("train", few, "--out", folder.resolve("own.bin").toString())).isEqualTo(1);
    assertThat(said.toString())
        .isEqualToIgnoringNewLines("linli: label rain: expected 8 messages or more, found 1");
  }

  @Test
  void refuse_a_corpus_that_is_missing_or_empty() {
    for (var corpus : new String[] {folder.resolve("missing").toString(), folder.toString()}) {
      assertThat(run("train", "--corpus", corpus, "--out", folder.resolve("out").toString()))
          .isEqualTo(1);
    }
    assertThat(said.toString().lines()).hasSize(2).allMatch(line -> line.startsWith("linli: "));
  }

  @Test
  void refuse_a_place_that_nothing_can_be_written_to() throws IOException {
    var inTheWay = file("file", "");
    assertThat(run("train", "--out", inTheWay)).isEqualTo(1);
    assertThat(said.toString()).startsWith("linli: cannot write: ");
  }

  @Test
  void refuse_a_damaged_model_and_an_empty_file() throws IOException {
    var damaged = file("damaged.bin", "\0\rlinli-model/3damaged");
    assertThat(run("evaluate", file("ask.tsv", "tea\t新茶\n"), "--model", damaged)).isEqualTo(1);
    assertThat(run("evaluate", file("empty.tsv", "\n"), "--model", "types")).isEqualTo(1);
    assertThat(run("evaluate", file("empty.tsv", "\n"))).isEqualTo(1);
    assertThat(said.toString().lines()).hasSize(3).allMatch(line -> line.startsWith("linli: "));
  }
}
