package linli.adapters.slack;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import linli.adapters.Call;
import linli.adapters.FreshTime;
import linli.adapters.InboundEvent;
import linli.adapters.InboundEvent.Conversation.Type;
import linli.adapters.Received.Accepted;
import linli.adapters.Received.Handshake;
import linli.adapters.Secret;
import linli.adapters.Signed;
import linli.adapters.Webhook;
import linli.adapters.WebhookContract;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The ear of a Slack app")
class SlackWebhookTest implements WebhookContract {

  private static final String SECRET = "a signing secret of the test";

  @Override
  public Webhook webhook() {
    return new SlackWebhook(new Secret(SECRET), new FreshTime(InstantSource.fixed(NOW), window()));
  }

  @Override
  public Call genuine(byte[] content, Instant at) {
    return signed("application/json", content, at);
  }

  private static Call signed(String type, byte[] body, Instant at) {
    var headers =
        Map.of(
            "content-type", type,
            "x-slack-request-timestamp", Long.toString(at.getEpochSecond()),
            "x-slack-signature", Signed.slack(SECRET, body, at));
    return Call.post(Map.of(), headers, body);
  }

  private List<InboundEvent> form(String body) {
    var type = "application/x-www-form-urlencoded; charset=utf-8";
    var call = signed(type, Signed.bytes(body), NOW);
    return ((Accepted) webhook().receive(call.request())).events();
  }

  @Override
  public String message() {
    return """
    {"type":"event_callback","event_id":"Ev1","event":{"type":"message","user":"U1",\
    "text":"二单元的电梯停在五楼不动了","ts":"1795392119.000100","channel":"C1"}}""";
  }

  @Override
  public String unknown() {
    return "{\"type\":\"event_callback\",\"event\":{\"type\":\"hologram\"}}";
  }

  @Override
  public List<String> proofs() {
    return List.of("header:x-slack-signature", "header:x-slack-request-timestamp");
  }

  @Override
  public Duration window() {
    return Duration.ofMinutes(5);
  }

  @Override
  public boolean coversBody() {
    return true;
  }

  @Test
  void answers_the_check_of_its_address_with_the_challenge() {
    var check = "{\"type\":\"url_verification\",\"token\":\"t\",\"challenge\":\"c1\"}";
    var received = webhook().receive(genuine(Signed.bytes(check), NOW).request());
    assertThat(((Handshake) received).answer().body()).asString().isEqualTo("c1");
  }

  @Test
  void hears_one_mention_once_although_it_comes_as_two_events() {
    var mention = message().replace("\"type\":\"message\"", "\"type\":\"app_mention\"");
    var two = (Accepted) webhook().receive(genuine(Signed.bytes(mention), NOW).request());
    var one = (Accepted) webhook().receive(genuine(Signed.bytes(message()), NOW).request());
    assertThat(two.events().getFirst().id()).isEqualTo(one.events().getFirst().id());
    assertThat(two.events().getFirst().mentioned()).isTrue();
  }

  @Test
  void reads_a_pressed_button_with_the_message_that_it_stands_in() {
    var payload =
        """
        {"type":"block_actions","user":{"id":"U1"},"channel":{"id":"C1"},"actions":[\
        {"type":"button","action_id":"a1","block_id":"0f3b1c62-9a51-4e2b-8f55-7f2f1c9d1e01",\
        "value":"1","action_ts":"1795392118.500"}]}""";
    var pressed = form("payload=" + URLEncoder.encode(payload, StandardCharsets.UTF_8)).getFirst();
    assertThat(pressed.action()).isEqualTo("1");
    assertThat(pressed.replyTo()).isEqualTo("0f3b1c62-9a51-4e2b-8f55-7f2f1c9d1e01");
    assertThat(pressed.conversation().id()).isEqualTo("C1");
    assertThat(pressed.sentAt()).isEqualTo(Instant.ofEpochSecond(1_795_392_118));
  }

  @Test
  void reads_a_command_as_said_to_the_bot() {
    var said =
        form("user_id=U1&channel_id=D1&trigger_id=1.2&command=%2Flinli&text=%E7%94%B5%E6%A2%AF+x")
            .getFirst();
    assertThat(said.text()).isEqualTo("电梯 x");
    assertThat(said.mentioned()).isTrue();
    assertThat(said.conversation().type()).isEqualTo(Type.PRIVATE);
    assertThat(form("user_id=U1&channel_id=D1&trigger_id=1.2&command=%2Flinli&text=")).isEmpty();
  }
}
