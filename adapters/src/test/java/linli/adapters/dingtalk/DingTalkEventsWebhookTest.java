package linli.adapters.dingtalk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import linli.adapters.Answer;
import linli.adapters.Call;
import linli.adapters.FreshTime;
import linli.adapters.Received.Accepted;
import linli.adapters.Received.Handshake;
import linli.adapters.Received.Refused;
import linli.adapters.Signed;
import linli.adapters.WebhookContract;
import linli.adapters.msgcrypt.MsgCrypt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The ear for DingTalk's events")
class DingTalkEventsWebhookTest {

  private static final Instant NOW = WebhookContract.NOW;

  private final MsgCrypt crypt = new MsgCrypt(Signed.TOKEN, Signed.AES_KEY, "ding1");
  private final DingTalkEventsWebhook webhook =
      new DingTalkEventsWebhook(
          crypt, new FreshTime(InstantSource.fixed(NOW), Duration.ofMinutes(10)));

  private static Call genuine(String json, Instant at, String signature, String timestamp) {
    var encrypt = Signed.sealed(Signed.bytes(json), "ding1");
    var millis = Long.toString(at.toEpochMilli());
    return Call.post(
        Map.of(
            signature,
            Signed.sorted(Signed.TOKEN.value(), millis, "n1", encrypt),
            timestamp,
            millis,
            "nonce",
            "n1"),
        Map.of(),
        Signed.bytes("{\"encrypt\":\"" + encrypt + "\"}"));
  }

  private void isSealedSuccess(Answer answer) throws IOException {
    var json = new ObjectMapper().readTree(answer.body());
    var opened =
        crypt.open(
            json.get("msg_signature").asText(),
            json.get("timeStamp").asText(),
            json.get("nonce").asText(),
            json.get("encrypt").asText());
    assertThat(opened).asString().isEqualTo("success");
  }

  @ParameterizedTest
  @ValueSource(strings = {"msg_signature timestamp", "signature timeStamp"})
  void answers_the_check_of_its_address_in_both_spellings(String names) throws IOException {
    var name = names.split(" ");
    var check = genuine("{\"EventType\":\"check_url\"}", NOW, name[0], name[1]);
    isSealedSuccess(((Handshake) webhook.receive(check.request())).answer());
  }

  @Test
  void takes_an_event_and_says_so_sealed() throws IOException {
    var event =
        genuine("{\"EventType\":\"chat_quit\",\"ChatId\":\"c1\"}", NOW, "signature", "timestamp");
    isSealedSuccess(((Accepted) webhook.receive(event.request())).answer());
  }

  @Test
  void seals_each_answer_anew() {
    var event = genuine("{\"EventType\":\"chat_quit\"}", NOW, "signature", "timestamp");
    var one = (Accepted) webhook.receive(event.request());
    var two = (Accepted) webhook.receive(event.request());
    assertThat(one.answer().body()).isNotEqualTo(two.answer().body());
  }

  @Test
  void refuses_what_is_wrong() {
    var event = genuine("{\"EventType\":\"chat_quit\"}", NOW, "signature", "timestamp");
    for (var bad :
        java.util.List.of(
            event.withParameter("signature", null),
            event.withParameter("signature", "0".repeat(40)),
            event.withParameter("nonce", "n2"),
            event.withParameter("timestamp", null),
            event.withBody(new byte[0]),
            event.withBody(Signed.bytes("{}")),
            event.withMethod("GET"),
            genuine("{}", NOW, "signature", "timestamp"),
            genuine("{\"EventType\":\"x\"}", NOW.minusSeconds(601), "signature", "timestamp"))) {
      assertThatCode(() -> webhook.receive(bad.request())).doesNotThrowAnyException();
      assertThat(webhook.receive(bad.request())).isInstanceOf(Refused.class);
    }
  }
}
