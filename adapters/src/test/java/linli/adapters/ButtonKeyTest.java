package linli.adapters;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The key of a button")
class ButtonKeyTest {

  @Test
  void tells_the_message_that_it_stands_in() {
    for (var key : new String[] {"1", "接单 1123-01", "a:b", "不是"}) {
      var button = new ButtonKey(UUID.randomUUID(), key);
      assertThat(ButtonKey.parse(button.text())).isEqualTo(button);
      assertThat(button.text().getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(64);
    }
  }

  @Test
  void of_somebody_else_is_a_key_alone() {
    for (var text : new String[] {"page:2", "vote:2026-0001:agree", "x", ":"}) {
      assertThat(ButtonKey.parse(text)).isEqualTo(new ButtonKey(null, text));
      assertThat(ButtonKey.parse(text).replyTo()).isNull();
    }
  }
}
