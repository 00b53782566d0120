package linli.adapters;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import linli.adapters.InboundEvent.Conversation.Type;
import linli.adapters.Mouth.Verdict;
import linli.adapters.dingtalk.DingTalkPushMouth;
import linli.adapters.wecom.WecomPushMouth;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A robot that only speaks")
class PushMouthsTest {

  private static final Mouth WECOM = new WecomPushMouth(new Secret("the key"));
  private static final Mouth DINGTALK =
      new DingTalkPushMouth(
          new Secret("token"),
          new Secret("linli-ding-app-secret-0123456789abcdef"),
          InstantSource.fixed(Instant.ofEpochMilli(1_790_000_000_000L)));

  private static OutboundMessage message(Type type, String text) {
    var to = type == Type.PRIVATE ? "p1" : null;
    return new OutboundMessage(
        UUID.randomUUID(), "g1", type, to, text, List.of(), null, null, Instant.EPOCH);
  }

  private static Verdict verdict(Mouth mouth, int status, String body) {
    return mouth.verdict(status, null, body.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void says_in_its_group_and_nothing_to_anybody_alone() {
    var calls = WECOM.say(message(Type.GROUP, "新单"), null);
    assertThat(calls.getFirst().path()).isEqualTo("/cgi-bin/webhook/send?key=the+key");
    assertThat(new String(calls.getFirst().body(), StandardCharsets.UTF_8))
        .isEqualTo("{\"msgtype\":\"text\",\"text\":{\"content\":\"新单\"}}");
    assertThat(WECOM.say(message(Type.PRIVATE, "新单"), null)).isEmpty();
    assertThat(DINGTALK.say(message(Type.PRIVATE, "新单"), null)).isEmpty();
  }

  @Test
  void signs_as_dingtalk_wants_it() {
    var calls = DINGTALK.say(message(Type.GROUP, "新单"), null);
    assertThat(calls.getFirst().path())
        .isEqualTo(
            "/robot/send?access_token=token&timestamp=1790000000000"
                + "&sign=j3MUVhzUIxvXQJDkO4b8Szn%2F1TuunqXkNZbgaBIE9pQ%3D");
  }

  @Test
  void splits_what_is_longer_than_a_message() {
    assertThat(WECOM.say(message(Type.GROUP, "说得长一点。".repeat(200)), null)).hasSize(2);
  }

  @Test
  void waits_when_it_was_too_much_and_stops_when_its_key_is_refused() {
    assertThat(verdict(WECOM, 200, "{\"errcode\":0}")).isEqualTo(new Verdict.Said(null));
    assertThat(verdict(WECOM, 200, "{\"errcode\":45009}"))
        .isEqualTo(new Verdict.Later("wecom 45009", Duration.ofSeconds(60)));
    assertThat(verdict(WECOM, 200, "{\"errcode\":93000}"))
        .isEqualTo(new Verdict.Locked("wecom 93000"));
    assertThat(verdict(DINGTALK, 200, "{\"errcode\":0}")).isEqualTo(new Verdict.Said(null));
    assertThat(verdict(DINGTALK, 200, "{\"errcode\":130101}"))
        .isEqualTo(new Verdict.Later("dingtalk 130101", Duration.ofMinutes(10)));
    assertThat(verdict(DINGTALK, 200, "{\"errcode\":310000}"))
        .isEqualTo(new Verdict.Locked("dingtalk 310000"));
    assertThat(verdict(DINGTALK, 200, "{\"errcode\":460101}"))
        .isEqualTo(new Verdict.Never("dingtalk 460101"));
    assertThat(verdict(DINGTALK, 502, "oops"))
        .isEqualTo(new Verdict.Later("dingtalk http 502", Duration.ZERO));
  }
}
