package linli.adapters.referees;

import static org.assertj.core.api.Assertions.assertThat;

import com.dingtalk.api.DingTalkSignatureUtil;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import linli.adapters.FreshTime;
import linli.adapters.Received.Accepted;
import linli.adapters.Request;
import linli.adapters.Secret;
import linli.adapters.dingtalk.DingTalkRobotWebhook;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("With DingTalk's library on the other side")
class DingTalkTest {

  private static final Instant NOW = Instant.ofEpochSecond(1_795_392_120);
  private static final String TEXT =
      """
      {"robotCode":"ding1","msgId":"m1","conversationId":"cid1","conversationType":"2",\
      "senderId":"$:1","createAt":1795392119000,"msgtype":"text","text":{"content":" 灯不亮"}}""";

  @Test
  void we_hear_what_it_signs() {
    for (var moment = 0; moment < 200; moment++) {
      var secret = "referee secret " + moment;
      var millis = Long.toString(NOW.toEpochMilli() + moment);
      var sign =
          DingTalkSignatureUtil.computeSignature(
              secret, DingTalkSignatureUtil.getCanonicalStringForIsv(Long.valueOf(millis), secret));
      var headers = Map.of("timestamp", millis, "sign", sign);
      var webhook =
          new DingTalkRobotWebhook(
              new Secret(secret),
              "ding1",
              new FreshTime(InstantSource.fixed(NOW), Duration.ofHours(1)));
      var request = new Request("POST", null, headers::get, TEXT.getBytes(StandardCharsets.UTF_8));
      assertThat(((Accepted) webhook.receive(request)).events().getFirst().text()).isEqualTo("灯不亮");
    }
  }
}
