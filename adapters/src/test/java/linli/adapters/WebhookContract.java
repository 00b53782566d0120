package linli.adapters;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import linli.adapters.Received.Accepted;
import linli.adapters.Received.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What holds for the ear of every platform. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public interface WebhookContract {

  /** The time that every adapter under test believes it is. */
  Instant NOW = Instant.ofEpochSecond(1_795_392_120); // 2026-11-23 08:02 in China

  /** The adapter, at {@link #NOW}. */
  Webhook webhook();

  /** A request with this content, signed at this time as the platform itself does it. */
  Call genuine(byte[] content, Instant at);

  /** A whole message of somebody; its text contains 电梯. */
  String message();

  /** Something genuine of a kind that this version has never heard of. */
  String unknown();

  /** Where the proof stands: {@code header:name} or {@code query:name}. */
  List<String> proofs();

  /** Largest difference of times, or null where the platform sends none that is proved. */
  Duration window();

  /** Whether the proof covers the body. */
  boolean coversBody();

  private Call genuine() {
    return genuine(bytes(message()), NOW);
  }

  private Received receive(Call call) {
    return webhook().receive(call.request());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void refuses(Call call, int status) {
    assertThat(receive(call)).isInstanceOfSatisfying(Refused.class, r -> statusIs(r, status));
  }

  private static void statusIs(Refused refused, int status) {
    assertThat(refused.status()).isEqualTo(status);
  }

  private static Call with(Call call, String proof, String value) {
    var name = proof.substring(proof.indexOf(':') + 1);
    return proof.startsWith("header:")
        ? call.withHeader(name, value)
        : call.withParameter(name, value);
  }

  private static String value(Call call, String proof) {
    var name = proof.substring(proof.indexOf(':') + 1);
    return (proof.startsWith("header:") ? call.headers() : call.query()).get(name);
  }

  @Test
  default void it_takes_what_is_genuine() {
    var accepted = (Accepted) receive(genuine());
    assertThat(accepted.events()).hasSize(1);
    assertThat(accepted.events().getFirst().text()).contains("电梯");
    assertThat(accepted.answer()).isNotNull();
  }

  @Test
  default void it_refuses_what_lacks_the_proof() {
    for (var proof : proofs()) {
      refuses(with(genuine(), proof, null), 401);
      refuses(with(genuine(), proof, ""), 401);
    }
  }

  @Test
  default void it_refuses_a_proof_that_is_not_right() {
    for (var proof : proofs()) {
      var right = value(genuine(), proof);
      var first = right.charAt(0) == '1' ? "2" : "1";
      for (var wrong :
          List.of(
              first + right.substring(1),
              right.substring(1),
              right + "0",
              right + "\n",
              "!!!",
              "签名",
              "\u0000",
              "0".repeat(100_000))) {
        assertThat(receive(with(genuine(), proof, wrong)))
            .isInstanceOfSatisfying(Refused.class, refused -> statusIs(refused, 401));
      }
    }
  }

  @Test
  default void it_refuses_old_times_and_times_to_come() {
    if (window() == null) {
      return;
    }
    for (var difference : List.of(window(), window().negated())) {
      var further = difference.plusSeconds(difference.isNegative() ? -1 : 1);
      assertThat(receive(genuine(bytes(message()), NOW.plus(difference))))
          .isInstanceOf(Accepted.class);
      assertThat(receive(genuine(bytes(message()), NOW.plus(further))))
          .isEqualTo(Refused.of(Reason.EXPIRED_TIMESTAMP));
    }
  }

  @Test
  default void it_refuses_half_a_body() {
    var whole = genuine();
    var half = whole.withBody(Arrays.copyOf(whole.body(), whole.body().length / 2));
    assertThat(receive(half)).isInstanceOf(Refused.class);
  }

  @Test
  default void it_refuses_a_body_that_was_changed() {
    if (!coversBody()) {
      return;
    }
    var body = genuine().body().clone();
    var middle = body.length / 2;
    body[middle] = (byte) (body[middle] == 'A' ? 'B' : 'A');
    refuses(genuine().withBody(body), 401);
  }

  @Test
  default void it_refuses_an_empty_body() {
    assertThat(receive(genuine().withBody(new byte[0]))).isInstanceOf(Refused.class);
  }

  @Test
  default void it_refuses_content_that_is_not_text() {
    var content = bytes(message());
    content[message().indexOf("电梯")] = (byte) 0xff;
    refuses(genuine(content, NOW), 400);
  }

  @Test
  default void it_refuses_content_that_is_cut_off() {
    var content = bytes(message());
    refuses(genuine(Arrays.copyOf(content, content.length - 7), NOW), 400);
  }

  @Test
  default void it_refuses_a_body_that_is_too_large_without_looking_at_it() {
    var large = genuine().withBody(new byte[webhook().largestBody() + 1]);
    assertThat(receive(large)).isEqualTo(Refused.of(Reason.TOO_LARGE));
  }

  @Test
  default void it_refuses_methods_that_the_platform_does_not_use() {
    assertThat(receive(genuine().withMethod("PUT"))).isInstanceOf(Refused.class);
    assertThat(receive(new Call("GET", Map.of(), Map.of(), new byte[0])))
        .isInstanceOf(Refused.class);
  }

  @Test
  default void it_answers_what_it_does_not_know_like_everything_else() {
    var accepted = (Accepted) receive(genuine(bytes(unknown()), NOW));
    assertThat(accepted.events()).isEmpty();
    assertThat(accepted.answer()).isNotNull();
  }

  @Test
  default void it_gives_a_message_that_comes_again_the_same_id() {
    var first = (Accepted) receive(genuine());
    var again = (Accepted) receive(genuine(bytes(message()), NOW.plusSeconds(60)));
    assertThat(again.events().getFirst().id()).isEqualTo(first.events().getFirst().id());
  }

  @Test
  default void it_shows_nothing_of_anybody_when_printed() {
    assertThat(receive(genuine()).toString()).doesNotContain("电梯");
    assertThat(genuine().request().toString()).doesNotContain("电梯");
  }
}
