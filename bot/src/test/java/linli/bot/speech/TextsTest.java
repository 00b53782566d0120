package linli.bot.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import linli.nlp.Catalogue;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The message files")
class TextsTest {

  private static final Texts TEXTS = Texts.load();

  @Test
  void have_every_sentence_that_the_code_says_and_no_other() throws IOException {
    var code = code();
    var unused = new TreeSet<String>();
    for (var key : TEXTS.keys()) {
      var family = key.replaceAll("\\.[^.]+$", ".");
      if (!code.contains('"' + key + '"') && !code.contains('"' + family + "\" +")) {
        unused.add(key);
      }
    }
    assertThat(unused).as("in the file, never said").isEmpty();
  }

  @Test
  void have_an_advice_for_every_hazard() {
    for (var hazard : Catalogue.load().hazards()) {
      assertThat(TEXTS.keys()).contains("hazard." + hazard.id());
    }
  }

  @Test
  void keep_hazard_advice_within_140_characters() {
    for (var hazard : Catalogue.load().hazards()) {
      var advice =
          TEXTS.say(
              "hazard." + hazard.id(),
              "gas",
              "0000-96777(演示)",
              "lift_rescue",
              "96333",
              "water",
              "0000-96123(演示)");
      assertThat(advice.codePointCount(0, advice.length())).as(advice).isLessThanOrEqualTo(140);
    }
  }

  @Test
  void never_claim_that_help_was_called() {
    for (var hazard : Catalogue.load().hazards()) {
      assertThat(TEXTS.say("hazard." + hazard.id(), "gas", "", "lift_rescue", "", "water", ""))
          .doesNotContain("已通知", "已提醒", "已拨打", "已报警")
          .contains("正在通知");
    }
    for (var without : List.of("hazard.gas_leak.without", "hazard.flood.without")) {
      assertThat(TEXTS.say(without)).contains("正在通知").doesNotContain("已通知", "抢修");
    }
  }

  @Test
  void have_english_sentences_only_for_chinese_ones() {
    assertThat(TEXTS.keys()).containsAll(TEXTS.englishKeys());
  }

  @Test
  void have_shorter_sentences_for_large_text() {
    assertThat(TEXTS.keys()).containsAll(TEXTS.largeKeys());
    for (var key : TEXTS.largeKeys()) {
      var usual = TEXTS.sentence(key);
      var large = TEXTS.large().sentence(key);
      assertThat(large.length()).as(key).isLessThanOrEqualTo(usual.length());
      assertThat(gaps(usual)).as(key).containsAll(gaps(large));
    }
  }

  private static List<String> gaps(String sentence) {
    return Pattern.compile("\\{\\w+}").matcher(sentence).results().map(r -> r.group()).toList();
  }

  @Test
  void set_one_thing_to_a_line_in_large_text() {
    assertThat(LargeLines.of("编号1123-01:修好了吗?回1=好了 2=没好"))
        .isEqualTo("编号1123-01:修好了吗?\n回1=好了\n回2=没好");
    assertThat(LargeLines.of("收到:电梯,3号楼2单元。不是这件,回“不是”。")).isEqualTo("收到:电梯,3号楼2单元。\n不是这件,回“不是”。");
    assertThat(LargeLines.of("一。\n二。")).isEqualTo("一。\n二。");
  }

  @Test
  void say_which_gap_is_open() {
    assertThatThrownBy(() -> TEXTS.say("withdrawn"))
        .hasMessage("sentence withdrawn needs a value for no");
    assertThatThrownBy(() -> TEXTS.say("no such")).hasMessage("no sentence no such");
  }

  private static String code() throws IOException {
    try (var files = Files.walk(Path.of("src/main/java"))) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .map(TextsTest::read)
          .collect(Collectors.joining());
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new IllegalStateException(unreadable);
    }
  }
}
