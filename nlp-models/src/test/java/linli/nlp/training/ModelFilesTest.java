package linli.nlp.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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
  void needs_eight_messages_of_each_label() throws IOException {
    Path few = file("few.tsv", "tea\t绿茶\nrain\t大雨来了\ntea\t红茶\n");
    List<LabelledText> lines = LabelledText.read(List.of(few));
    assertThatThrownBy(() -> ModelFiles.train(lines))
        .isInstanceOf(CorpusException.class)
        .hasMessageContaining("label rain: expected 8 messages or more, found 1");
  }

  /** Every eighth message is held out: here they are all those of one label. */
  @Test
  void learns_a_label_wherever_its_lines_stand() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 64; i++) {
      lines.append(i % 8 == 0 ? "rain\t大雨第" : "tea\t绿茶第").append((char) ('一' + i)).append("回\n");
    }
    TextModel model = ModelFiles.train(LabelledText.read(List.of(file("eighth.tsv", "" + lines))));
    assertThat(model.labels()).containsExactly("rain", "tea");
  }

  @Test
  void makes_the_folder_that_it_is_written_to() throws IOException {
    Path written = folder.resolve("not/there/own.bin");
    ModelFiles.write(ModelFiles.train(LabelledText.read(List.of(tea()))), written);
    assertThat(written).isNotEmptyFile();
  }

  @Test
  void refuses_a_damaged_file() throws IOException {
    Path whole = folder.resolve("own.bin");
    ModelFiles.write(ModelFiles.train(LabelledText.read(List.of(tea()))), whole);
    byte[] bytes = Files.readAllBytes(whole);
    for (int at = 0; at < bytes.length; at += 7) {
      byte[] damaged = bytes.clone();
      damaged[at] ^= (byte) 0xff;
      Path file = Files.write(folder.resolve("damaged.bin"), damaged);
      assertThatThrownBy(() -> ModelFiles.open(file.toString()))
          .as("byte %d", at)
          .isInstanceOf(IOException.class);
    }
    Path half = Files.write(folder.resolve("half.bin"), Arrays.copyOf(bytes, bytes.length / 2));
    assertThatThrownBy(() -> ModelFiles.open(half.toString())).isInstanceOf(IOException.class);
  }

  @Test
  void is_not_measured_on_nothing() throws IOException {
    TextModel model = ModelFiles.train(LabelledText.read(List.of(tea())));
    Path empty = file("empty.tsv", "\n");
    assertThatThrownBy(() -> new Measuring(model).measure(empty))
        .isInstanceOf(CorpusException.class)
        .hasMessageContaining("holds no messages");
  }

  @Test
  void is_not_learned_from_a_corpus_that_is_missing_or_empty() {
    assertThatThrownBy(() -> Trainer.train(folder.resolve("missing"), folder))
        .isInstanceOf(CorpusException.class);
    assertThatThrownBy(() -> Trainer.train(folder, folder))
        .isInstanceOf(CorpusException.class)
        .hasMessageContaining("holds no messages");
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
