package linli.adapters.wechat;

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
import linli.adapters.Received.Handshake;
import linli.adapters.Received.Refused;
import linli.adapters.Signed;
import linli.adapters.Webhook;
import linli.adapters.WebhookContract;
import linli.adapters.msgcrypt.MsgCrypt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("The ear of an official account")
class WechatOfficialWebhookTest {

  private static final String APP = "wx00linlitest00";
  private static final String TEXT =
      """
      <xml><ToUserName>gh_1</ToUserName><FromUserName>o-chen</FromUserName>\
      <CreateTime>1795392119</CreateTime><MsgType>text</MsgType>\
      <Content>二单元的电梯停在五楼不动了</Content><MsgId>81</MsgId></xml>""";
  private static final String UNKNOWN =
      "<xml><FromUserName>o-chen</FromUserName><MsgType>hologram</MsgType></xml>";

  private static FreshTime fresh() {
    return new FreshTime(InstantSource.fixed(WebhookContract.NOW), Duration.ofMinutes(10));
  }

  private static Map<String, String> plainQuery(Instant at) {
    var seconds = Long.toString(at.getEpochSecond());
    return Map.of(
        "signature",
        Signed.sorted(Signed.TOKEN.value(), seconds, "n1"),
        "timestamp",
        seconds,
        "nonce",
        "n1");
  }

  @Nested
  @DisplayName("in encrypted mode")
  class Encrypted implements WebhookContract {

    @Override
    public Webhook webhook() {
      var crypt = new MsgCrypt(Signed.TOKEN, Signed.AES_KEY, APP);
      return new WechatOfficialWebhook(Signed.TOKEN, crypt, fresh());
    }

    @Override
    public Call genuine(byte[] content, Instant at) {
      var encrypt = Signed.sealed(content, APP);
      var seconds = Long.toString(at.getEpochSecond());
      var signature = Signed.sorted(Signed.TOKEN.value(), seconds, "n1", encrypt);
      var body = "<xml><ToUserName>gh_1</ToUserName><Encrypt>" + encrypt + "</Encrypt></xml>";
      return Call.post(plainQuery(at), Map.of(), Signed.bytes(body))
          .withParameter("encrypt_type", "aes")
          .withParameter("msg_signature", signature);
    }

    @Override
    public String message() {
      return TEXT;
    }

    @Override
    public String unknown() {
      return UNKNOWN;
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
    void it_takes_nothing_that_is_only_plainly_signed() {
      var plain = Call.post(plainQuery(NOW), Map.of(), Signed.bytes(TEXT));
      assertThat(webhook().receive(plain.request())).isEqualTo(Refused.of(Reason.DOWNGRADE));
      var claimed = plain.withParameter("msg_signature", "0".repeat(40));
      assertThat(webhook().receive(claimed.request())).isEqualTo(Refused.of(Reason.NOT_ENCRYPTED));
    }

    @Test
    void it_reads_only_the_sealed_part_where_both_stand() {
      var call = genuine(Signed.bytes(TEXT), NOW);
      var body = new String(call.body(), java.nio.charset.StandardCharsets.UTF_8);
      var both = body.replace("<Encrypt>", "<Content>其他的话</Content><Encrypt>");
      var accepted = (Accepted) webhook().receive(call.withBody(Signed.bytes(both)).request());
      assertThat(accepted.events().getFirst().text()).contains("电梯");
    }

    @Test
    void it_says_success_as_wechat_wants_it() {
      var accepted = (Accepted) webhook().receive(genuine(Signed.bytes(TEXT), NOW).request());
      assertThat(accepted.answer().body()).asString().isEqualTo("success");
    }
  }

  @Nested
  @DisplayName("in plain mode")
  class Plain implements WebhookContract {

    @Override
    public Webhook webhook() {
      return new WechatOfficialWebhook(Signed.TOKEN, null, fresh());
    }

    @Override
    public Call genuine(byte[] content, Instant at) {
      return Call.post(plainQuery(at), Map.of(), content);
    }

    @Override
    public String message() {
      return TEXT;
    }

    @Override
    public String unknown() {
      return UNKNOWN;
    }

    @Override
    public List<String> proofs() {
      return List.of("query:signature", "query:timestamp", "query:nonce");
    }

    @Override
    public Duration window() {
      return Duration.ofMinutes(10);
    }

    @Override
    public boolean coversBody() {
      return false;
    }

    @Test
    void it_echoes_the_check_of_its_address() {
      var call = Call.get(plainQuery(NOW)).withParameter("echostr", "5021733 &<");
      var handshake = (Handshake) webhook().receive(call.request());
      assertThat(handshake.answer().body()).asString().isEqualTo("5021733 &<");
    }
  }
}
