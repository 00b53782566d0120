package linli.adapters.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import linli.adapters.Call;
import linli.adapters.Received.Accepted;
import linli.adapters.Secret;
import linli.adapters.Signed;
import linli.adapters.Webhook;
import linli.adapters.WebhookContract;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The ear of a Telegram bot")
class TelegramWebhookTest implements WebhookContract {

  @Override
  public Webhook webhook() {
    return new TelegramWebhook(
        new Secret("test_secret-1"), "linlibot", InstantSource.fixed(WebhookContract.NOW));
  }

  @Override
  public Call genuine(byte[] content, Instant at) {
    return Call.post(Map.of(), Map.of("x-telegram-bot-api-secret-token", "test_secret-1"), content);
  }

  @Override
  public String message() {
    return """
    {"update_id":1,"message":{"message_id":2,"from":{"id":3,"is_bot":false,"first_name":"陈"},\
    "chat":{"id":-4,"type":"group","title":"三号楼"},"date":1795392119,\
    "text":"二单元的电梯停在五楼不动了"}}""";
  }

  @Override
  public String unknown() {
    return "{\"update_id\":1,\"hologram\":{}}";
  }

  @Override
  public List<String> proofs() {
    return List.of("header:x-telegram-bot-api-secret-token");
  }

  @Override
  public Duration window() {
    return null;
  }

  @Override
  public boolean coversBody() {
    return false;
  }

  @Test
  void answers_a_pressed_button_at_once() {
    var click =
        """
        {"update_id":1,"callback_query":{"id":"77","from":{"id":3,"is_bot":false},"data":"1",\
        "message":{"message_id":2,"chat":{"id":-4,"type":"group"},"date":1795392119}}}""";
    var accepted = (Accepted) webhook().receive(genuine(Signed.bytes(click), NOW).request());
    assertThat(accepted.events()).hasSize(1);
    assertThat(accepted.answer().body())
        .asString()
        .isEqualTo("{\"method\":\"answerCallbackQuery\",\"callback_query_id\":\"77\"}");
  }
}
