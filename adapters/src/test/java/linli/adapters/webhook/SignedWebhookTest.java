package linli.adapters.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import linli.adapters.InboundEvent;
import linli.adapters.InboundEvent.Kind;
import linli.adapters.OutboundMessage;
import linli.adapters.Received;
import linli.adapters.Received.Accepted;
import linli.adapters.Received.Refused;
import linli.adapters.Request;
import linli.adapters.Secret;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The signed channel")
class SignedWebhookTest {

  private static final Instant NOW = Instant.parse("2026-11-23T00:02:00Z");
  private static final Secret SECRET = new Secret("a secret of the test");
  private static final String WHOLE =
      """
      {"id":"e1","conversation":{"id":"3号楼邻里群","type":"group","title":"3号楼邻里群"},
       "sender":{"id":"老陈","name":"陈"},"text":"@小邻 电梯坏了","mentioned":true,"replyTo":"m0",
       "media":[{"type":"voice","base64":"AAAA","transcript":"电梯坏了","seconds":18},
                {"type":"location","lat":36.1,"lon":120.3,"crs":"gcj02"}],
       "time":"2026-11-23T08:02:00+08:00"}
      """;

  private final SignedWebhook webhook = new SignedWebhook(SECRET, InstantSource.fixed(NOW));

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String signedAt(Instant time, byte[] body) {
    return new Signature(SECRET, InstantSource.fixed(time)).sign(body);
  }

  private Received received(String header, byte[] body) {
    return webhook.receive(new Request("POST", null, name -> header, body));
  }

  private Received receive(byte[] body) {
    return received(signedAt(NOW, body), body);
  }

  private Received receive(String body) {
    return receive(bytes(body));
  }

  private static String event(String more) {
    return """
    {"id":"e1","conversation":{"id":"g","type":"group"},"sender":{"id":"s"},\
    "time":"2026-11-23T08:02:00+08:00"%s}"""
        .formatted(more);
  }

  private List<InboundEvent> accepted(String body) {
    assertThat(receive(body)).isInstanceOf(Accepted.class);
    return ((Accepted) receive(body)).events();
  }

  @Nested
  class When_the_signature_is {

    @ParameterizedTest
    @ValueSource(
        strings = {"", "t=1,v1=", "v1=00", "t=1795392120", "t=1795392120,v1=xyz", "t=-1,v1=00"})
    void malformed_it_refuses(String header) {
      assertThat(received(header, bytes(WHOLE))).isEqualTo(unsigned());
    }

    @Test
    void missing_it_refuses() {
      assertThat(received(null, bytes(WHOLE))).isEqualTo(unsigned());
    }

    @Test
    void not_hexadecimal_it_refuses() {
      var header = signedAt(NOW, bytes(WHOLE)).replaceFirst("v1=.", "v1=g");
      assertThat(received(header, bytes(WHOLE))).isEqualTo(unsigned());
    }

    @Test
    void made_with_another_secret_it_refuses() {
      var other = new Signature(new Secret("other"), InstantSource.fixed(NOW));
      assertThat(received(other.sign(bytes(WHOLE)), bytes(WHOLE))).isEqualTo(unsigned());
    }

    @Test
    void made_for_another_body_it_refuses() {
      assertThat(received(signedAt(NOW, bytes("{}")), bytes(WHOLE))).isEqualTo(unsigned());
    }

    @Test
    void made_for_the_whole_of_half_a_body_it_refuses() {
      var half = Arrays.copyOf(bytes(WHOLE), 60);
      assertThat(received(signedAt(NOW, bytes(WHOLE)), half)).isEqualTo(unsigned());
    }

    @ParameterizedTest
    @ValueSource(longs = {301, -301, 86_400})
    void too_old_or_from_the_future_it_refuses(long secondsAgo) {
      var header = signedAt(NOW.minusSeconds(secondsAgo), bytes(WHOLE));
      assertThat(received(header, bytes(WHOLE))).isEqualTo(unsigned());
    }

    @ParameterizedTest
    @ValueSource(longs = {300, -300, 0})
    void within_five_minutes_it_accepts(long secondsAgo) {
      var header = signedAt(NOW.minusSeconds(secondsAgo), bytes(WHOLE));
      assertThat(received(header, bytes(WHOLE))).isInstanceOf(Accepted.class);
    }

    private Refused unsigned() {
      return new Refused(401, "signature missing, wrong or too old", null, null);
    }
  }

  static Stream<Arguments> bad_bodies() {
    return Stream.of(
        arguments("", "$"),
        arguments("not json", "$"),
        arguments(WHOLE.substring(0, 80), "$"),
        arguments(WHOLE + "{}", "$"),
        arguments("\ufeff" + event(""), "$"),
        arguments("null", "$"),
        arguments("7", "$"),
        arguments("[7]", "$[0]"),
        arguments("[[]]", "$[0]"),
        arguments("{}", "$.id"),
        arguments("[" + event("") + ",{}]", "$[1].id"),
        arguments(event(",\"id\":\"twice\""), "$"),
        arguments(event("").replace("\"e1\"", "1"), "$.id"),
        arguments(event("").replace("\"e1\"", "\"\""), "$.id"),
        arguments(event("").replace("e1", "x".repeat(257)), "$.id"),
        arguments(event("").replace("e1", "a\\nb"), "$.id"),
        arguments(event("").replace("\"g\"", "{}"), "$.conversation.id"),
        arguments(event("").replace("group", "GROUP"), "$.conversation.type"),
        arguments(event("").replace("{\"id\":\"s\"}", "\"s\""), "$.sender"),
        arguments(event("").replace("{\"id\":\"s\"}", "{}"), "$.sender.id"),
        arguments(event("").replace("08:02:00+08:00", "08:02:00"), "$.time"),
        arguments(event("").replace("2026-11-23T08:02:00+08:00", "yesterday"), "$.time"),
        arguments(event("").replace("2026-", "+999999999-"), "$.time"),
        arguments(event("").replace("\"2026-11-23T08:02:00+08:00\"", "1795392120"), "$.time"),
        arguments(event(",\"text\":5"), "$.text"),
        arguments(event(",\"text\":\"\\ud800\""), "$.text"),
        arguments(event(",\"text\":\"\\udc00\\ud800\""), "$.text"),
        arguments(event(",\"text\":\"" + "长".repeat(20_001) + "\""), "$.text"),
        arguments(event(",\"mentioned\":\"true\""), "$.mentioned"),
        arguments(event(",\"mentioned\":1"), "$.mentioned"),
        arguments(event(",\"replyTo\":7"), "$.replyTo"),
        arguments(event(",\"kind\":\"delete\""), "$.kind"),
        arguments(event(",\"kind\":\"edit\",\"text\":\"x\""), "$.target"),
        arguments(event(",\"kind\":\"edit\",\"target\":\"m\""), "$.text"),
        arguments(event(",\"kind\":\"recall\""), "$.target"),
        arguments(event(",\"action\":\"yes\""), "$.action"),
        arguments(event(",\"action\":{}"), "$.action.key"),
        arguments(event(",\"media\":{}"), "$.media"),
        arguments(event(",\"media\":[\"image\"]"), "$.media[0]"),
        arguments(event(",\"media\":[{\"type\":\"film\"}]"), "$.media[0].type"),
        arguments(event(",\"media\":[{\"type\":\"image\",\"base64\":\"%\"}]"), "$.media[0].base64"),
        arguments(event(",\"media\":[{\"type\":\"location\",\"lat\":1}]"), "$.media[0].lon"),
        arguments(
            event(",\"media\":[{\"type\":\"location\",\"lat\":\"36\",\"lon\":1}]"),
            "$.media[0].lat"),
        arguments(
            event(",\"media\":[{\"type\":\"location\",\"lat\":91,\"lon\":1}]"), "$.media[0].lat"),
        arguments(event(",\"media\":[{\"type\":\"voice\",\"seconds\":1.5}]"), "$.media[0].seconds"),
        arguments(event(",\"extra\":" + "[".repeat(50) + "]".repeat(50)), "$"));
  }

  @ParameterizedTest
  @MethodSource("bad_bodies")
  void names_the_place_where_a_body_is_wrong(String body, String path) {
    var refused = (Refused) receive(body);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.path()).isEqualTo(path);
    assertThat(refused.expected()).isNotBlank();
  }

  @Test
  void refuses_bytes_that_are_not_utf_8() {
    var body = bytes(event(",\"text\":\"x\""));
    body[body.length - 3] = (byte) 0xff;
    assertThat(receive(body)).isEqualTo(new Refused(400, "bad shape", "$", "UTF-8"));
  }

  @Test
  void refuses_more_than_500_events() {
    var body = "[" + (event("") + ",").repeat(500) + event("") + "]";
    assertThat(receive(body)).isInstanceOf(Refused.class);
  }

  @Test
  void reads_every_field() {
    var read = accepted(WHOLE).getFirst();
    assertThat(read.id()).isEqualTo("e1");
    assertThat(read.kind()).isEqualTo(Kind.MESSAGE);
    assertThat(read.conversation().id()).isEqualTo("3号楼邻里群");
    assertThat(read.conversation().type()).isEqualTo(InboundEvent.Conversation.Type.GROUP);
    assertThat(read.sender()).isEqualTo(new InboundEvent.Sender("老陈", "陈"));
    assertThat(read.text()).isEqualTo("@小邻 电梯坏了");
    assertThat(read.mentioned()).isTrue();
    assertThat(read.replyTo()).isEqualTo("m0");
    assertThat(read.media()).hasSize(2);
    assertThat(read.media().getFirst().seconds()).isEqualTo(18);
    assertThat(read.media().getLast().lat()).isEqualTo(36.1);
    assertThat(read.sentAt()).isEqualTo(NOW);
  }

  @Test
  void takes_ten_thousand_characters_and_what_lies_beyond_the_basic_plane() {
    var text = "梯".repeat(9_998) + "🛗";
    assertThat(accepted(event(",\"text\":\"" + text + "\"")).getFirst().text()).isEqualTo(text);
    assertThat(accepted(event(",\"text\":\"\\ud83d\\uded7\"")).getFirst().text()).isEqualTo("🛗");
  }

  @Test
  void takes_an_array_in_its_order_also_an_empty_one_and_one_with_the_same_id_twice() {
    assertThat(accepted("[]")).isEmpty();
    assertThat(accepted("[" + event("") + "," + event("") + "]")).hasSize(2);
  }

  @Test
  void takes_edits_recalls_and_pressed_buttons() {
    var edit = accepted(event(",\"kind\":\"edit\",\"target\":\"m\",\"text\":\"x\"")).getFirst();
    assertThat(edit.kind()).isEqualTo(Kind.EDIT);
    assertThat(edit.target()).isEqualTo("m");
    assertThat(accepted(event(",\"kind\":\"recall\",\"target\":\"m\"")).getFirst().kind())
        .isEqualTo(Kind.RECALL);
    assertThat(accepted(event(",\"action\":{\"key\":\"1\"}")).getFirst().action()).isEqualTo("1");
  }

  @Test
  void counts_null_as_absent() {
    var read = accepted(event(",\"text\":null,\"media\":null,\"kind\":null")).getFirst();
    assertThat(read.text()).isNull();
    assertThat(read.kind()).isEqualTo(Kind.MESSAGE);
  }

  @Test
  void lets_who_signs_the_raw_query_read() {
    var query = "after=&limit=50";
    assertThat(webhook.mayRead(signedAt(NOW, bytes(query)), query)).isTrue();
    assertThat(webhook.mayRead(signedAt(NOW, bytes("")), null)).isTrue();
    assertThat(webhook.mayRead(signedAt(NOW, bytes(query)), query + "0")).isFalse();
    assertThat(webhook.mayRead(signedAt(NOW.minus(Duration.ofHours(1)), bytes(query)), query))
        .isFalse();
    assertThat(webhook.mayRead(null, query)).isFalse();
  }

  @Test
  void signs_what_it_sends_the_way_it_checks_what_it_receives() {
    assertThat(received(webhook.sign(bytes(WHOLE)), bytes(WHOLE))).isInstanceOf(Accepted.class);
  }

  @Test
  void writes_a_message_with_only_the_fields_that_it_has() throws java.io.IOException {
    var id = new UUID(1, 2);
    var group = InboundEvent.Conversation.Type.GROUP;
    var plain = new OutboundMessage(id, "g", group, null, "收到", null, null, null, NOW);
    assertThat(new String(MessageEncoder.encode(plain), StandardCharsets.UTF_8))
        .isEqualTo(
            """
            {"id":"00000000-0000-0001-0000-000000000002","conversation":{"id":"g","type":"group"},\
            "text":"收到","createdAt":"2026-11-23T08:02:00+08:00"}""");
    var buttons = List.of(new OutboundMessage.Button("1", "是"));
    var full = new OutboundMessage(id, "g", group, "s", "要吗", buttons, "e1", "1123-01", NOW);
    var tree = new ObjectMapper().readTree(MessageEncoder.encode(full));
    assertThat(tree.at("/to").textValue()).isEqualTo("s");
    assertThat(tree.at("/buttons/0/label").textValue()).isEqualTo("是");
    assertThat(tree.at("/inReplyTo").textValue()).isEqualTo("e1");
    assertThat(tree.at("/case").textValue()).isEqualTo("1123-01");
  }

  @Test
  void shows_no_secret_and_no_person_when_printed() {
    assertThat(SECRET).hasToString("[secret]");
    assertThat(receive(WHOLE).toString()).doesNotContain("老陈", "电梯", "邻里群");
  }
}
