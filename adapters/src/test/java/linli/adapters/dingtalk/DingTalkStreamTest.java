package linli.adapters.dingtalk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import linli.adapters.Call;
import linli.adapters.InboundEvent;
import linli.adapters.Mutations;
import linli.adapters.Received.Refused;
import linli.adapters.Refusal;
import linli.adapters.Secret;
import linli.adapters.Signed;
import linli.adapters.StreamEar.Frame;
import linli.adapters.VendorJson;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A connection to DingTalk")
class DingTalkStreamTest {

  private static final Path MESSAGE =
      Path.of("src/test/resources/linli/adapters/dingtalk/group-text.json");

  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.ofEpochSecond(1_795_392_120));

  private final DingTalkStream stream =
      new DingTalkStream("key1", new Secret("secret"), "dingrobot01", CLOCK);

  private static String frame(String type, String topic, String data) {
    var frame = VendorJson.object().put("specVersion", "1.0").put("type", type).put("data", data);
    frame.putObject("headers").put("topic", topic).put("messageId", "m1");
    return frame.toString();
  }

  private static String message() throws IOException {
    return frame("CALLBACK", "/v1.0/im/bot/messages/get", Files.readString(MESSAGE));
  }

  private Frame.Heard heard(String frame) {
    return (Frame.Heard) stream.read(frame);
  }

  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text);
  }

  @Test
  void is_asked_for_with_our_key_and_what_we_want_to_hear() throws IOException {
    var call = stream.ask().orElseThrow();
    assertThat(call.path()).isEqualTo("/v1.0/gateway/connections/open");
    var body = json(new String(call.body(), StandardCharsets.UTF_8));
    assertThat(body.path("clientId").asText()).isEqualTo("key1");
    assertThat(body.path("clientSecret").asText()).isEqualTo("secret");
    assertThat(body.at("/subscriptions/0/topic").asText()).isEqualTo("/v1.0/im/bot/messages/get");
  }

  @Test
  void begins_at_the_endpoint_with_the_ticket() {
    var answer = "{\"endpoint\":\"wss://x.dingtalk.com:443/connect\",\"ticket\":\"a b\"}";
    assertThat(stream.endpoint(null, Signed.bytes(answer)))
        .contains(URI.create("wss://x.dingtalk.com:443/connect?ticket=a+b"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "oops",
        "{\"endpoint\":\"https://x\",\"ticket\":\"t\"}",
        "{\"endpoint\":\"wss://x/y\"}"
      })
  void does_not_begin_where_no_endpoint_is_named(String answer) {
    assertThat(stream.endpoint(null, Signed.bytes(answer))).isEmpty();
  }

  @Test
  void brings_the_same_messages_as_a_callback() throws IOException {
    var heard = heard(message());
    assertThat(heard.events()).extracting(InboundEvent::mentioned).containsExactly(true);
    assertThat(json(heard.answer()).path("code").asInt()).isEqualTo(200);
    assertThat(json(heard.answer()).at("/headers/messageId").asText()).isEqualTo("m1");
    assertThat(json(heard.answer()).path("data").asText()).isEqualTo("{\"response\":null}");
    assertThat(json(heard.sorry()).path("code").asInt()).isEqualTo(500);
  }

  @Test
  void brings_nothing_of_another_robot() throws IOException {
    var other = new DingTalkStream("key1", new Secret("secret"), "another", CLOCK);
    assertThat(((Frame.Heard) other.read(message())).events()).isEmpty();
  }

  @Test
  void answers_a_ping_with_what_came_in_it() throws IOException {
    var heard = heard(frame("SYSTEM", "ping", "{\"opaque\":\"0fd1\"}"));
    assertThat(json(heard.answer()).path("data").asText()).isEqualTo("{\"opaque\":\"0fd1\"}");
  }

  @Test
  void tells_that_it_ends() {
    assertThat(stream.read(frame("SYSTEM", "disconnect", "{}"))).isInstanceOf(Frame.Leave.class);
  }

  @Test
  void thanks_for_a_message_that_nobody_can_read() {
    var heard = heard(frame("CALLBACK", "/v1.0/im/bot/messages/get", "{\"robotCode\":"));
    assertThat(heard.events()).isEmpty();
    assertThat(heard.answer()).contains("\"code\":200");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{}", "{\"headers\":{}}", "{\"headers\":{\"messageId\":\"\"}}"})
  void is_not_answered_to_what_is_no_frame(String text) {
    assertThatThrownBy(() -> stream.read(text)).isInstanceOf(Refusal.class);
  }

  @Test
  void is_read_or_refused_whatever_comes_over_it() throws IOException {
    var mutations = new Mutations(20_261_123);
    var original = Signed.bytes(message());
    var rounds = Boolean.getBoolean("linli.proof") ? 20_000 : 1_000;
    for (var round = 0; round < rounds; round++) {
      try {
        stream.read(new String(mutations.worse(original), StandardCharsets.UTF_8));
      } catch (Refusal refusal) {
        assertThat(refusal.refused().reason()).isNotBlank();
      }
    }
  }

  @Test
  void needs_no_address_of_ours_so_nothing_is_heard_there() {
    var request = Call.post(Map.of(), Map.of(), Signed.bytes("{}")).request();
    assertThat(stream.receive(request)).isInstanceOf(Refused.class);
  }

  private static String press(String space, String content) {
    var data =
        VendorJson.object()
            .put("type", "actionCallback")
            .put("outTrackId", "0f3b1c62-9a51-4e2b-8f55-7f2f1c9d1e09")
            .put("userId", "zhou")
            .put("spaceType", space)
            .put("spaceId", "dtv1.card//" + space + ".cidAbc==")
            .put("content", content);
    return frame("CALLBACK", "/v1.0/card/instances/callback", data.toString());
  }

  @Test
  void brings_a_button_that_was_pressed_on_a_card() {
    var content =
        "{\"cardPrivateData\":{\"actionIds\":[\"b1\"],\"params\":{\"key\":\"接单 1123-01\"}}}";
    var pressed = heard(press("IM_GROUP", content)).events().getFirst();
    assertThat(pressed.action()).isEqualTo("接单 1123-01");
    assertThat(pressed.replyTo()).isEqualTo("0f3b1c62-9a51-4e2b-8f55-7f2f1c9d1e09");
    assertThat(pressed.conversation()).isEqualTo(InboundEvent.Conversation.group("cidAbc==", null));
    assertThat(pressed.sender().id()).isEqualTo("zhou");
    assertThat(pressed.sentAt()).isEqualTo(CLOCK.instant());
    assertThat(heard(press("IM_ROBOT", content)).events().getFirst().conversation())
        .isEqualTo(InboundEvent.Conversation.alone("zhou"));
    assertThat(heard(press("IM_GROUP", content)).events().getFirst().id()).isEqualTo(pressed.id());
    assertThat(heard(press("IM_GROUP", "{}")).events()).isEmpty();
    assertThat(heard(press("IM_GROUP", "no json")).events()).isEmpty();
  }
}
