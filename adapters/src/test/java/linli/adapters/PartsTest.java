package linli.adapters;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A text in parts")
class PartsTest {

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  @Test
  void stays_whole_when_it_fits() {
    assertThat(Parts.of("电梯坏了", 12)).containsExactly("电梯坏了");
    assertThat(Parts.of("", 12)).containsExactly("");
  }

  @Test
  void is_cut_at_the_end_of_a_sentence() {
    assertThat(Parts.of("电梯坏了。请走楼梯。老人请等。", 32)).containsExactly("电梯坏了。请走楼梯。", "老人请等。");
    assertThat(Parts.of("one two! three four", 10)).containsExactly("one two!", "three four");
  }

  @Test
  void is_cut_between_characters_where_no_sentence_ends() {
    assertThat(Parts.of("电梯电梯电", 7)).containsExactly("电梯", "电梯", "电");
    assertThat(Parts.of("😀😀😀", 9)).containsExactly("😀😀", "😀");
  }

  @Test
  void loses_nothing_and_breaks_nothing_whatever_it_is() {
    var random = new Random(20_261_123);
    var letters = "a电😀。!\n 9é".codePoints().toArray();
    for (var round = 0; round < 20_000; round++) {
      var text = new StringBuilder();
      for (var length = random.nextInt(60); length > 0; length--) {
        text.appendCodePoint(letters[random.nextInt(letters.length)]);
      }
      var limit = 4 + random.nextInt(40);
      var parts = Parts.of(text.toString(), limit);
      assertThat(parts).allMatch(part -> bytes(part) <= limit);
      assertThat(String.join("", parts).replaceAll("\\s", ""))
          .isEqualTo(text.toString().replaceAll("\\s", ""));
    }
  }
}
