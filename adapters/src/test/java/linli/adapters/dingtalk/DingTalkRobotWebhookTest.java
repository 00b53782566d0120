package linli.adapters.dingtalk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import linli.adapters.Call;
import linli.adapters.FreshTime;
import linli.adapters.Reason;
import linli.adapters.Received.Refused;
import linli.adapters.Secret;
import linli.adapters.Signed;
import linli.adapters.Vectors;
import linli.adapters.Webhook;
import linli.adapters.WebhookContract;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The ear of a DingTalk robot")
class DingTalkRobotWebhookTest implements WebhookContract {

  private static final String SECRET = "an app secret of the test";

  @Override
  public Webhook webhook() {
    return new DingTalkRobotWebhook(
        new Secret(SECRET), "ding1", new FreshTime(InstantSource.fixed(NOW), window()));
  }

  @Override
  public Call genuine(byte[] content, Instant at) {
    var headers =
        Map.of(
            "timestamp", Long.toString(at.toEpochMilli()),
            "sign", Signed.dingTalk(SECRET, at));
    return Call.post(Map.of(), headers, content);
  }

  @Override
  public String message() {
    return """
    {"robotCode":"ding1","msgId":"m1","conversationId":"cid1","conversationType":"2",\
    "senderId":"$:1","createAt":1795392119000,"msgtype":"text",\
    "text":{"content":" 二单元的电梯停在五楼不动了"}}""";
  }

  @Override
  public String unknown() {
    return "{\"robotCode\":\"ding1\",\"msgId\":\"m1\",\"msgtype\":\"hologram\"}";
  }

  @Override
  public List<String> proofs() {
    return List.of("header:timestamp", "header:sign");
  }

  @Override
  public Duration window() {
    return Duration.ofHours(1);
  }

  @Override
  public boolean coversBody() {
    return false;
  }

  @Test
  void refuses_what_is_meant_for_another_robot() {
    var other = message().replace("ding1", "ding2");
    assertThat(webhook().receive(genuine(Signed.bytes(other), NOW).request()))
        .isEqualTo(Refused.of(Reason.WRONG_RECEIVE_ID));
  }

  @Test
  void signs_as_the_vendor_signs() {
    var known = Vectors.knownAnswer("dingtalk-webhook-sign");
    var sign = new DingTalkSign(new Secret(known.get("secret").asText()));
    assertThat(sign.of(known.get("timestamp").asText())).isEqualTo(known.get("sign").asText());
  }
}
