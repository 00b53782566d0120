package linli.nlp.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import linli.nlp.model.TextModel;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A model of a user's own")
class ModelFilesTest {
  @TempDir private Path folder;

  private Path file(String name, String lines) throws IOException {
    return Files.writeString(folder.resolve(name), lines);
  }

  private Path tea() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (String place : List.of("山上", "河边", "家里", "店里", "村口", "路边", "桥头", "城里")) {
      lines.append("tea\t").append(place).append("的绿茶很香\n");
      lines.append("rain\t").append(place).append("下着大雨\n");
    }
    return file("own.tsv", lines.toString());
  }

  @Test
  void is_the_same_after_writing_and_reading() throws IOException {
    TextModel model = ModelFiles.train(LabelledText.read(List.of(tea())));
    Path written = folder.resolve("own.bin");
    ModelFiles.write(model, written);
    TextModel read = ModelFiles.open(written.toString());
    assertThat(read.labels()).containsExactly("rain", "tea");
    assertThat(new Measuring(read).measure(file("ask.tsv", "tea\t新的绿茶\nrain\t大雨来了\n")))
        .satisfies(
            measured -> {
              assertThat(measured.scores().accuracy()).isEqualTo(1);
              assertThat(measured.messagesPerSecond()).isPositive();
            });
  }

  @Test
  void refuses_a_file_that_is_no_model() throws IOException {
    Path other = file("other.bin", "something else entirely");
    assertThatThrownBy(() -> ModelFiles.open(other.toString()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("linli train");
  }

  @Test
  void needs_two_labels() throws IOException {
    List<LabelledText> lines = LabelledText.read(List.of(file("one.tsv", "tea\t绿茶\n")));
    assertThatThrownBy(() -> ModelFiles.train(lines))
        .isInstanceOf(CorpusException.class)
        .hasMessageContaining("two labels");
  }

  @Test
  void names_the_line_without_a_tab() throws IOException {
    Path bad = file("bad.tsv", "tea\t绿茶\n\n没有标签\n");
    assertThatThrownBy(() -> LabelledText.read(List.of(bad)))
        .isInstanceOf(CorpusException.class)
        .hasMessageContaining("bad.tsv:3");
  }

  @Test
  void names_the_repeated_text() throws IOException {
    Path bad = file("bad.tsv", "tea\t绿茶\nrain\t绿茶\n");
    assertThatThrownBy(() -> LabelledText.read(List.of(bad)))
        .isInstanceOf(CorpusException.class)
        .hasMessageContaining("bad.tsv:2: repeats the text of bad.tsv:1");
  }
}
