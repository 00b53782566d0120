package linli.adapters.telegram;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import linli.adapters.Call;
import linli.adapters.Secret;
import linli.adapters.Webhook;
import linli.adapters.WebhookContract;
import org.junit.jupiter.api.DisplayName;

@DisplayName("The ear of a Telegram bot")
class TelegramWebhookTest implements WebhookContract {

  @Override
  public Webhook webhook() {
    return new TelegramWebhook(new Secret("test_secret-1"), "linlibot");
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
}
