package linli.adapters.feishu;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import linli.adapters.Call;
import linli.adapters.FreshTime;
import linli.adapters.Reason;
import linli.adapters.Received;
import linli.adapters.Received.Handshake;
import linli.adapters.Received.Refused;
import linli.adapters.Secret;
import linli.adapters.Signed;
import linli.adapters.Webhook;
import linli.adapters.WebhookContract;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("The ear of a Feishu app")
class FeishuWebhookTest {

  private static final String KEY = "an encrypt key of the test";
  private static final String TEXT =
      """
      {"schema":"2.0","header":{"event_id":"e1","event_type":"im.message.receive_v1",\
      "create_time":"1795392119000","token":"verify","app_id":"cli_1"},"event":{\
      "sender":{"sender_id":{"open_id":"ou_1"},"sender_type":"user"},\
      "message":{"message_id":"om_1","create_time":"1795392119000","chat_id":"oc_1",\
      "chat_type":"group","message_type":"text",\
      "content":"{\\"text\\":\\"二单元的电梯停在五楼不动了\\"}"}}}""";
  private static final String UNKNOWN =
      """
      {"schema":"2.0","header":{"event_type":"im.hologram_v9","token":"verify","app_id":"cli_1"},\
      "event":{}}""";
  private static final String CHALLENGE =
      "{\"type\":\"url_verification\",\"token\":\"verify\",\"challenge\":\"c \\\"1\\\"\"}";

  private static FeishuWebhook webhook(Secret encryptKey) {
    return new FeishuWebhook(
        encryptKey,
        new Secret("verify"),
        "cli_1",
        "ou_bot",
        new FreshTime(InstantSource.fixed(WebhookContract.NOW), Duration.ofHours(8)));
  }

  private static Call plain(String json) {
    return Call.post(Map.of(), Map.of(), Signed.bytes(json));
  }

  private static Call unsigned(String json) {
    return Call.post(Map.of(), Map.of(), Signed.feishuSealed(KEY, Signed.bytes(json)));
  }

  private static String challenge(Received received) {
    return new String(
        ((Handshake) received).answer().body(), java.nio.charset.StandardCharsets.UTF_8);
  }

  @Nested
  @DisplayName("with an Encrypt Key")
  class Encrypted implements WebhookContract {

    @Override
    public Webhook webhook() {
      return FeishuWebhookTest.webhook(new Secret(KEY));
    }

    @Override
    public Call genuine(byte[] content, Instant at) {
      var body = Signed.feishuSealed(KEY, content);
      return Call.post(Map.of(), Signed.feishuHeaders(KEY, body, at), body);
    }

    @Override
    public String message() {
      return TEXT;
    }

    @Override
    public String unknown() {
      return UNKNOWN;
    }

    @Override
    public List<String> proofs() {
      return List.of(
          "header:x-lark-signature",
          "header:x-lark-request-timestamp",
          "header:x-lark-request-nonce");
    }

    @Override
    public Duration window() {
      return Duration.ofHours(8);
    }

    @Override
    public boolean coversBody() {
      return true;
    }

    @Test
    void it_answers_the_check_of_its_address_also_unsigned() {
      assertThat(challenge(webhook().receive(unsigned(CHALLENGE).request())))
          .isEqualTo("{\"challenge\":\"c \\\"1\\\"\"}");
    }

    @Test
    void it_takes_nothing_else_unsigned_and_tells_nothing_of_it() {
      var cut = Call.post(Map.of(), Map.of(), Signed.bytes("{\"encrypt\":\"AAAA\"}"));
      for (var call : List.of(unsigned(TEXT), unsigned("no JSON"), cut, plain(TEXT))) {
        assertThat(webhook().receive(call.request())).isEqualTo(Refused.of(Reason.BAD_SIGNATURE));
      }
    }

    @Test
    void it_checks_token_and_app_although_the_signature_holds() {
      var token = TEXT.replace("\"verify\"", "\"verify2\"");
      assertThat(webhook().receive(genuine(Signed.bytes(token), NOW).request()))
          .isEqualTo(Refused.of(Reason.WRONG_TOKEN));
      var app = TEXT.replace("cli_1", "cli_2");
      assertThat(webhook().receive(genuine(Signed.bytes(app), NOW).request()))
          .isEqualTo(Refused.of(Reason.WRONG_RECEIVE_ID));
    }
  }

  @Nested
  @DisplayName("without an Encrypt Key")
  class Plain {

    private final FeishuWebhook webhook = webhook(null);

    @Test
    void it_answers_the_check_of_its_address() {
      assertThat(challenge(webhook.receive(plain(CHALLENGE).request()))).contains("c \\\"1\\\"");
    }

    @Test
    void it_goes_by_the_token_alone() {
      assertThat(webhook.receive(plain(TEXT).request())).isInstanceOf(Received.Accepted.class);
      for (var bad : List.of("\"verify2\"", "\"\"", "null", "7")) {
        assertThat(webhook.receive(plain(TEXT.replace("\"verify\"", bad)).request()))
            .isEqualTo(Refused.of(Reason.WRONG_TOKEN));
        assertThat(webhook.receive(plain(CHALLENGE.replace("\"verify\"", bad)).request()))
            .isEqualTo(Refused.of(Reason.WRONG_TOKEN));
      }
    }
  }
}
