package linli.adapters.wecom;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import linli.adapters.Call;
import linli.adapters.FreshTime;
import linli.adapters.Reason;
import linli.adapters.Received.Accepted;
import linli.adapters.Received.Handle;
import linli.adapters.Received.Refused;
import linli.adapters.Secret;
import linli.adapters.Signed;
import linli.adapters.Webhook;
import linli.adapters.WebhookContract;
import linli.adapters.msgcrypt.MsgCrypt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The ear of a WeCom robot")
class WecomRobotWebhookTest implements WebhookContract {

  @Override
  public Webhook webhook() {
    var crypt = new MsgCrypt(Signed.TOKEN, Signed.AES_KEY, "");
    return new WecomRobotWebhook(crypt, new FreshTime(InstantSource.fixed(NOW), window()));
  }

  @Override
  public Call genuine(byte[] content, Instant at) {
    return sealed(Signed.sealed(content, ""), at);
  }

  private static Call sealed(String encrypt, Instant at) {
    var seconds = Long.toString(at.getEpochSecond());
    var query =
        Map.of(
            "msg_signature",
            Signed.sorted(Signed.TOKEN.value(), seconds, "n1", encrypt),
            "timestamp",
            seconds,
            "nonce",
            "n1");
    return Call.post(query, Map.of(), Signed.bytes("{\"encrypt\":\"" + encrypt + "\"}"));
  }

  @Override
  public String message() {
    return """
    {"msgid":"m1","aibotid":"B1","chatid":"wr1","chattype":"group","from":{"userid":"chen"},\
    "msgtype":"text","text":{"content":"@小邻 二单元的电梯停在五楼不动了"}}""";
  }

  @Override
  public String unknown() {
    return "{\"msgid\":\"m1\",\"chattype\":\"single\",\"msgtype\":\"hologram\"}";
  }

  @Override
  public List<String> proofs() {
    return List.of("query:msg_signature", "query:timestamp", "query:nonce");
  }

  @Override
  public Duration window() {
    return Duration.ofMinutes(10);
  }

  @Override
  public boolean coversBody() {
    return true;
  }

  @Test
  void refuses_what_is_sealed_for_a_receiver_with_a_name() {
    var other = sealed(Signed.sealed(Signed.bytes(message()), "ww1"), NOW);
    assertThat(webhook().receive(other.request())).isEqualTo(Refused.of(Reason.WRONG_RECEIVE_ID));
  }

  private List<Handle> handles(String address) {
    var json = message().replace("\"msgtype\"", "\"response_url\":\"" + address + "\",\"msgtype\"");
    var received = webhook().receive(genuine(Signed.bytes(json), NOW).request());
    return ((Accepted) received).handles();
  }

  @Test
  void keeps_where_the_message_can_be_answered_for_an_hour() {
    var address = "https://qyapi.weixin.qq.com/cgi-bin/aibot/response?response_code=a-b_c";
    assertThat(handles(address))
        .containsExactly(new Handle("wr1", new Secret(address), NOW.plus(Duration.ofHours(1))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://qyapi.weixin.qq.com/cgi-bin/aibot/response?response_code=a",
        "https://qyapi.weixin.qq.com/cgi-bin/../x?response_code=a",
        "https://a@b/cgi-bin/aibot/response?response_code=a",
        "https://qyapi.weixin.qq.com",
        "file:///etc/passwd"
      })
  void makes_nothing_of_what_is_no_such_address(String address) {
    assertThat(handles(address)).isEmpty();
  }
}
