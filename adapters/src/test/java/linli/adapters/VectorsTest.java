package linli.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import linli.adapters.Received.Accepted;
import linli.adapters.Received.Handshake;
import linli.adapters.Received.Refused;
import linli.adapters.Vectors.Vector;
import linli.adapters.msgcrypt.MsgCrypt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Every byte-exact request")
class VectorsTest {

  /** Where a cut in the ciphertext shows depends on what stands at the cut. */
  private static final Map<String, Set<Reason>> LOOSER =
      Map.of(
          "wecom-truncated-block",
          Set.of(Reason.BAD_CIPHERTEXT, Reason.BAD_PADDING, Reason.WRONG_RECEIVE_ID));

  static List<Vector> valid() {
    return Vectors.all().stream()
        .filter(vector -> vector.isValid() && !vector.channel().equals("decrypt-only"))
        .toList();
  }

  static List<Vector> invalid() {
    return Vectors.all().stream().filter(v -> !v.isValid() && !isReplay(v)).toList();
  }

  static List<Vector> replays() {
    return Vectors.all().stream().filter(VectorsTest::isReplay).toList();
  }

  private static boolean isReplay(Vector vector) {
    return "replay".equals(vector.expected("reason"));
  }

  @ParameterizedTest
  @MethodSource("valid")
  void that_is_genuine_opens_to_exactly_what_was_sent(Vector vector) {
    var content = vector.webhook().open(vector.request());
    var expected = vector.expected("plaintext");
    assertThat(new String(content, StandardCharsets.UTF_8))
        .isEqualTo(expected != null ? expected : asIs(vector));
  }

  /** Where nothing is sealed: the body, or the text to be echoed. */
  private static String asIs(Vector vector) {
    var body = new String(vector.request().body(), StandardCharsets.UTF_8);
    return body.isEmpty() ? vector.expected("response_body") : body;
  }

  @ParameterizedTest
  @MethodSource("valid")
  void that_is_genuine_is_read(Vector vector) {
    var received = vector.webhook().receive(vector.request());
    if (vector.expected("response_body") != null) {
      assertThat(text(((Handshake) received).answer())).isEqualTo(vector.expected("response_body"));
    } else if (vector.id().contains("-pad-")) {
      assertThat(received).isEqualTo(Refused.of(Reason.BAD_XML)); // genuine, but only letters
    } else {
      assertThat(received).isNotInstanceOf(Refused.class);
    }
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void that_is_not_is_refused_for_its_reason(Vector vector) {
    var refused = (Refused) vector.webhook().receive(vector.request());
    var reason = Reason.valueOf(vector.expected("reason").toUpperCase(Locale.ROOT));
    assertThat(LOOSER.getOrDefault(vector.id(), Set.of(reason)).stream().map(Reason::words))
        .contains(refused.reason());
  }

  /** Also those whose content is a document never get that far. */
  @ParameterizedTest
  @MethodSource("invalid")
  void that_is_not_genuine_is_refused_before_its_content_is_read(Vector vector) {
    var onContent = Set.of("bad_json", "wrong_token");
    var robot = vector.id().equals("dingtalk-robot-wrong-robot");
    var app = vector.id().equals("feishu-wrong-app");
    if (onContent.contains(vector.expected("reason")) || robot || app) {
      return; // these stand in the content itself
    }
    assertThatThrownBy(() -> vector.webhook().open(vector.request())).isInstanceOf(Refusal.class);
  }

  /** What the inbox takes once, it must be able to recognise. */
  @ParameterizedTest
  @MethodSource("replays")
  void that_comes_again_gets_the_same_answer_and_says_nothing_new(Vector vector) {
    var first = Vectors.get(vector.expected("after"));
    var taken = (Accepted) first.webhook().receive(first.request());
    var again = (Accepted) vector.webhook().receive(vector.request());
    var ids = new HashSet<>(taken.events().stream().map(InboundEvent::id).toList());
    assertThat(again.events()).allSatisfy(event -> assertThat(ids).contains(event.id()));
    assertThat(again.answer().contentType()).isEqualTo(taken.answer().contentType());
  }

  @Test
  void of_ours_is_sealed_as_the_vendor_seals_it() {
    var one = Vectors.knownAnswer("wx-encrypt-1");
    assertThat(seal(one, "1", "2").encrypt()).isEqualTo(one.get("encrypt").asText());
    var reply = Vectors.knownAnswer("wecom-passive-reply");
    var sealed = seal(reply, reply.get("timestamp").asText(), reply.get("nonce").asText());
    assertThat(sealed.encrypt()).isEqualTo(reply.get("encrypt").asText());
    assertThat(sealed.signature()).isEqualTo(reply.get("msg_signature").asText());
  }

  private static MsgCrypt.Sealed seal(JsonNode answer, String timestamp, String nonce) {
    var crypt =
        new MsgCrypt(
            new Secret(answer.get("token").asText()),
            new Secret(answer.get("encoding_aes_key").asText()),
            answer.get("receive_id").asText());
    return crypt.seal(
        answer.get("plaintext").asText().getBytes(StandardCharsets.UTF_8),
        answer.get("random16").asText().getBytes(StandardCharsets.US_ASCII),
        timestamp,
        nonce);
  }

  private static String text(Answer answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }
}
