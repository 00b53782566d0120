package linli.adapters;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import linli.adapters.Received.Accepted;
import linli.adapters.Received.Refused;
import linli.adapters.telegram.TelegramWebhook;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A channel whose key was changed")
class RotatingWebhookTest {

  private static final Instant UNTIL = WebhookContract.NOW;

  private Instant now = UNTIL.minus(Duration.ofHours(1));
  private final Webhook webhook = new RotatingWebhook(ear("new"), ear("old"), UNTIL, () -> now);

  private static Webhook ear(String secret) {
    return new TelegramWebhook(new Secret(secret), null, InstantSource.fixed(UNTIL));
  }

  private Received receive(String secret, String body) {
    var headers = Map.of("x-telegram-bot-api-secret-token", secret);
    return webhook.receive(Call.post(Map.of(), headers, Signed.bytes(body)).request());
  }

  private Received receive(String secret) {
    return receive(secret, "{\"update_id\":1}");
  }

  @Test
  void hears_both_keys_until_the_time_that_was_set() {
    assertThat(receive("new")).isInstanceOf(Accepted.class);
    assertThat(receive("old")).isInstanceOf(Accepted.class);
    now = UNTIL;
    assertThat(receive("new")).isInstanceOf(Accepted.class);
    assertThat(receive("old")).isInstanceOf(Refused.class);
  }

  @Test
  void hears_no_other_key() {
    assertThat(receive("another")).isEqualTo(ear("new").receive(request("another")));
  }

  private static Request request(String secret) {
    var headers = Map.of("x-telegram-bot-api-secret-token", secret);
    return Call.post(Map.of(), headers, Signed.bytes("{\"update_id\":1}")).request();
  }

  @Test
  void says_what_is_wrong_with_a_message_of_the_new_key() {
    assertThat(((Refused) receive("new", "{")).status()).isEqualTo(400);
  }
}
