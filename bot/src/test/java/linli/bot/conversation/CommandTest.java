package linli.bot.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import linli.bot.conversation.Command.Verb;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A typed verb")
class CommandTest {

  /** Words that are no regular expression stand for themselves. */
  static Stream<Arguments> plainWords() {
    return Arrays.stream(Verb.values())
        .filter(verb -> !verb.words().contains("("))
        .flatMap(
            verb ->
                Arrays.stream(verb.words().split("\\|"))
                    .filter(word -> word.matches("[\\p{IsHan}a-z]+"))
                    .map(word -> Arguments.of(verb, word)));
  }

  @ParameterizedTest
  @MethodSource("plainWords")
  void is_found_by_each_of_its_words(Verb verb, String word) {
    assertThat(Command.parse(word, true)).map(Command::verb).contains(verb);
    assertThat(Command.parse("1123-07 " + word + "!", true)).map(Command::verb).contains(verb);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+1",
        "+ 1",
        "?",
        "HELP",
        "/吹哨",
        "我接了",
        "把我的资料都删了",
        "字大点",
        "进度",
        "在办",
        "匿名",
        "别说是我报的",
        "不要再提醒"
      })
  void is_found_however_it_begins(String text) {
    assertThat(Command.parse(text, true)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1123-07", "电梯又坏了", "今天好了不少", "🙂", "帮我看看"})
  void is_not_made_out_of_other_words(String text) {
    assertThat(Command.parse(text, true)).isEmpty();
  }
}
