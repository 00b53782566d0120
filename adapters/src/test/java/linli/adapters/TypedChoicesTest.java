package linli.adapters;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import linli.adapters.InboundEvent.Conversation.Type;
import linli.adapters.OutboundMessage.Button;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Choices where there are no buttons")
class TypedChoicesTest {

  private static final Button GOOD = new Button("1", "满意");
  private static final Button BAD = new Button("3", "不满意");

  private static Capabilities with(int mostButtons) {
    return new Capabilities(Set.of(), Duration.ZERO, null, 0, 2_048, mostButtons, null);
  }

  private static OutboundMessage message(String text, Button... buttons) {
    return new OutboundMessage(
        UUID.randomUUID(),
        "private:p1",
        Type.PRIVATE,
        "p1",
        text,
        List.of(buttons),
        "e1",
        "1123-01",
        WebhookContract.NOW);
  }

  private static String shown(int mostButtons, OutboundMessage message) {
    return TypedChoices.fitted(message, with(mostButtons)).text();
  }

  @Test
  void stay_buttons_where_they_fit() {
    var message = message("修得怎么样?", GOOD, BAD);
    assertThat(TypedChoices.fitted(message, with(2))).isSameAs(message);
  }

  @Test
  void are_written_below_the_text_when_there_are_more_than_fit() {
    var fitted = TypedChoices.fitted(message("修得怎么样?", GOOD, BAD), with(1));
    assertThat(fitted.text()).isEqualTo("修得怎么样?\n1 满意  3 不满意");
    assertThat(fitted.buttons()).isEmpty();
    assertThat(fitted.inReplyTo()).isEqualTo("e1");
    assertThat(fitted.caseNo()).isEqualTo("1123-01");
  }

  @ParameterizedTest
  @CsvSource({"要我帮您报上吗?回1", "不管用请回复 1", "回“1”报上", "好了请回:1"})
  void are_not_repeated_where_the_text_says_them(String text) {
    assertThat(shown(0, message(text, new Button("1", "报上")))).isEqualTo(text);
  }

  @Test
  void are_not_taken_for_said_because_a_number_has_the_digit() {
    assertThat(shown(0, message("【1123-01】修好了吗?", GOOD))).endsWith("\n1 满意");
    assertThat(shown(0, message("请回12", GOOD))).endsWith("\n1 满意");
  }

  @Test
  void are_typed_as_their_words() {
    assertThat(shown(0, message("有新单", new Button("接单 1123-01", "接单"))))
        .isEqualTo("有新单\n接单 1123-01");
    assertThat(shown(0, message("有新单。回:接单 1123-01", new Button("接单 1123-01", "接单"))))
        .isEqualTo("有新单。回:接单 1123-01");
  }
}
