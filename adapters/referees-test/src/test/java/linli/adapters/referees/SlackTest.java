package linli.adapters.referees;

import static org.assertj.core.api.Assertions.assertThat;

import com.slack.api.app_backend.SlackSignature;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import linli.adapters.FreshTime;
import linli.adapters.Reason;
import linli.adapters.Received.Accepted;
import linli.adapters.Received.Refused;
import linli.adapters.Request;
import linli.adapters.Secret;
import linli.adapters.slack.SlackWebhook;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("With Slack's library on the other side")
class SlackTest {

  private static final Instant NOW = Instant.ofEpochSecond(1_795_392_120);
  private static final SlackSignature.Generator SIGNER = new SlackSignature.Generator("secret");
  private static final String EVENT =
      """
      {"type":"event_callback","event":{"type":"message","user":"U1","text":"%s",\
      "ts":"1795392119.000100","channel":"C1"}}""";

  private final SlackWebhook webhook =
      new SlackWebhook(
          new Secret("secret"), new FreshTime(InstantSource.fixed(NOW), Duration.ofMinutes(5)));

  private static Request signed(String body, Instant at) {
    var seconds = Long.toString(at.getEpochSecond());
    var headers =
        Map.of(
            "Content-Type",
            "application/json",
            "X-Slack-Request-Timestamp",
            seconds,
            "X-Slack-Signature",
            SIGNER.generate(seconds, body));
    return new Request("POST", null, headers::get, body.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void we_hear_what_it_signs() {
    for (var length = 1; length <= 40; length++) {
      var words = "灯".repeat(length);
      var accepted = (Accepted) webhook.receive(signed(EVENT.formatted(words), NOW));
      assertThat(accepted.events().getFirst().text()).isEqualTo(words);
    }
  }

  @Test
  void we_refuse_a_time_to_come_that_it_lets_pass() {
    var later = NOW.plusSeconds(301);
    var body = EVENT.formatted("灯");
    var seconds = Long.toString(later.getEpochSecond());
    var theirs =
        new SlackSignature.Verifier(SIGNER)
            .isValid(seconds, body, SIGNER.generate(seconds, body), NOW.toEpochMilli());
    assertThat(theirs).isTrue();
    assertThat(webhook.receive(signed(body, later)))
        .isEqualTo(Refused.of(Reason.EXPIRED_TIMESTAMP));
  }
}
