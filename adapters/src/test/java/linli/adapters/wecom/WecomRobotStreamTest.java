package linli.adapters.wecom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import linli.adapters.Call;
import linli.adapters.InboundEvent;
import linli.adapters.InboundEvent.Conversation;
import linli.adapters.InboundEvent.Conversation.Type;
import linli.adapters.Mouth;
import linli.adapters.Mouth.Verdict;
import linli.adapters.OutboundMessage;
import linli.adapters.Received.Refused;
import linli.adapters.Refusal;
import linli.adapters.Secret;
import linli.adapters.StreamEar.Frame;
import linli.adapters.VendorJson;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A long connection to WeCom's robot")
class WecomRobotStreamTest {

  private static final Path FIXTURES = Path.of("src/test/resources/linli/adapters/wecom/robot");
  private static final Instant NOW = Instant.ofEpochSecond(1_795_392_120);

  private final WecomRobotStream stream =
      new WecomRobotStream("bot1", new Secret("secret"), InstantSource.fixed(NOW));

  private static String frame(String command, String body) {
    return "{\"cmd\":\"%s\",\"headers\":{\"req_id\":\"r1\"},\"body\":%s}".formatted(command, body);
  }

  private static String fixture(String name) throws IOException {
    return Files.readString(FIXTURES.resolve(name));
  }

  private Frame.Heard heard(String command, String body) {
    return (Frame.Heard) stream.read(frame(command, body));
  }

  @Test
  void begins_with_the_robot_and_its_secret() {
    assertThat(stream.endpoint(URI.create("https://openws.work.weixin.qq.com"), null))
        .contains(URI.create("wss://openws.work.weixin.qq.com"));
    var greeting = stream.frame(stream.greeting().orElseThrow(), "g1");
    assertThat(greeting)
        .isEqualTo(
            "{\"cmd\":\"aibot_subscribe\",\"headers\":{\"req_id\":\"g1\"},"
                + "\"body\":{\"bot_id\":\"bot1\",\"secret\":\"secret\"}}");
    assertThat(stream.frame(stream.heartbeat().orElseThrow(), "p1"))
        .isEqualTo("{\"cmd\":\"ping\",\"headers\":{\"req_id\":\"p1\"}}");
    assertThat(stream.isOnlyOne()).isTrue();
  }

  @Test
  void brings_what_the_callback_would_bring() throws IOException {
    var heard = heard("aibot_msg_callback", fixture("group-text.json"));
    var event = heard.events().getFirst();
    assertThat(event.conversation().type()).isEqualTo(Type.GROUP);
    assertThat(event.mentioned()).isTrue();
    assertThat(event.sentAt()).isEqualTo(NOW);
    assertThat(heard.answer()).isNull();
  }

  @Test
  void counts_by_the_time_of_wecom_where_it_tells_one() {
    var body =
        "{\"msgid\":\"m\",\"create_time\":1795392000,\"chattype\":\"single\","
            + "\"from\":{\"userid\":\"chen\"},\"msgtype\":\"text\",\"text\":{\"content\":\"在吗\"}}";
    assertThat(heard("aibot_msg_callback", body).events().getFirst().sentAt())
        .isEqualTo(Instant.ofEpochSecond(1_795_392_000));
  }

  @ParameterizedTest
  @ValueSource(strings = {"card-flat.json", "card-nested.json"})
  void brings_a_press_with_what_it_is_answered_by(String name) throws IOException {
    var heard = heard("aibot_event_callback", fixture(name));
    assertThat(heard.handle()).isEqualTo("r1");
    assertThat(heard.events().getFirst().action()).isNotNull();
    assertThat(heard.events().getFirst().replyTo()).isNotNull();
  }

  @Test
  void says_when_another_program_took_its_place() {
    var body = "{\"msgtype\":\"event\",\"event\":{\"eventtype\":\"disconnected_event\"}}";
    assertThat(stream.read(frame("aibot_event_callback", body))).isEqualTo(new Frame.PushedOut());
  }

  @Test
  void brings_answers_to_what_was_sent() {
    var answer = "{\"headers\":{\"req_id\":\"aibot_send_msg-1\"},\"errcode\":0,\"errmsg\":\"ok\"}";
    var answered = (Frame.Answered) stream.read(answer);
    assertThat(answered.to()).isEqualTo("aibot_send_msg-1");
    assertThat(new WecomRobotStreamMouth().verdict(200, null, answered.body()))
        .isEqualTo(new Verdict.Said("aibot_send_msg-1"));
    var limited = "{\"headers\":{\"req_id\":\"x\"},\"errcode\":45009}";
    assertThat(
            new WecomRobotStreamMouth()
                .verdict(200, null, limited.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(Verdict.Later.class);
  }

  @Test
  void leaves_out_what_cannot_be_read_and_refuses_what_is_no_frame() {
    assertThat(heard("aibot_msg_callback", "{\"msgtype\":\"text\"}").events()).isEmpty();
    assertThat(heard("aibot_msg_callback", "{\"msgtype\":\"stream\"}").events()).isEmpty();
    for (var no : new String[] {"", "[]", "{}", "{\"headers\":{}}", "{\"headers\":{\"req_id\":1"}) {
      assertThatThrownBy(() -> stream.read(no)).isInstanceOf(Refusal.class);
    }
  }

  @Test
  void hears_nothing_at_an_address() {
    var call = Call.post(Map.of(), Map.of(), "{}".getBytes(StandardCharsets.UTF_8));
    assertThat(stream.receive(call.request())).isInstanceOf(Refused.class);
  }

  @Test
  void files_lie_behind_a_key_of_their_own() {
    var body =
        "{\"msgid\":\"m\",\"chattype\":\"single\",\"from\":{\"userid\":\"chen\"},\"msgtype\":\"image\","
            + "\"image\":{\"url\":\"https://example.org/1\",\"aeskey\":\"abc=\"}}";
    var media = heard("aibot_msg_callback", body).events().getFirst().media().getFirst();
    assertThat(media.type()).isEqualTo(InboundEvent.Media.Type.IMAGE);
    assertThat(media.url()).isEqualTo("wecom-robot:abc=|https://example.org/1");
  }

  @Test
  void a_card_is_changed_as_the_answer_to_its_press() {
    Mouth mouth = new WecomRobotStreamMouth();
    var card =
        new OutboundMessage(
            UUID.fromString("0f3b1c62-9a51-4e2b-8f55-7f2f1c9d1e09"),
            Conversation.alone("p1").id(),
            Type.PRIVATE,
            "p1",
            "现在正常吗?",
            List.of(),
            null,
            null,
            NOW);
    var call = mouth.change(card, "✓好了", "any", null).orElseThrow();
    assertThat(call.isFrame()).isTrue();
    assertThat(call.pressed()).isEqualTo(card.id().toString());
    var body = VendorJson.read(stream.frame(call, "r1").getBytes(StandardCharsets.UTF_8));
    assertThat(body.at("/headers/req_id").asText()).isEqualTo("r1");
    assertThat(body.at("/body/template_card/task_id").asText()).isEqualTo(card.id().toString());
    assertThat(body.at("/body/template_card/main_title/title").asText()).isEqualTo("✓好了");
    assertThat(body.at("/body/template_card/button_list").isMissingNode()).isTrue();
  }
}
