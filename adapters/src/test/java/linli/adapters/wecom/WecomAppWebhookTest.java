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
import linli.adapters.Received.Handshake;
import linli.adapters.Received.Refused;
import linli.adapters.Signed;
import linli.adapters.Webhook;
import linli.adapters.WebhookContract;
import linli.adapters.msgcrypt.MsgCrypt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The ear of a WeCom app")
class WecomAppWebhookTest implements WebhookContract {

  static final String CORP = "ww00linlitest00";

  @Override
  public Webhook webhook() {
    var crypt = new MsgCrypt(Signed.TOKEN, Signed.AES_KEY, CORP);
    return new WecomAppWebhook(crypt, new FreshTime(InstantSource.fixed(NOW), window()));
  }

  @Override
  public Call genuine(byte[] content, Instant at) {
    return sealed(Signed.sealed(content, CORP), at);
  }

  static Call sealed(String encrypt, Instant at) {
    var body = "<xml><ToUserName>%s</ToUserName><Encrypt>%s</Encrypt></xml>";
    return Call.post(query(encrypt, at), Map.of(), Signed.bytes(body.formatted(CORP, encrypt)));
  }

  private static Map<String, String> query(String encrypt, Instant at) {
    var seconds = Long.toString(at.getEpochSecond());
    return Map.of(
        "msg_signature",
        Signed.sorted(Signed.TOKEN.value(), seconds, "n1", encrypt),
        "timestamp",
        seconds,
        "nonce",
        "n1");
  }

  @Override
  public String message() {
    return """
    <xml><FromUserName>chen</FromUserName><CreateTime>1795392119</CreateTime>\
    <MsgType>text</MsgType><Content>二单元的电梯停在五楼不动了</Content><MsgId>71</MsgId></xml>""";
  }

  @Override
  public String unknown() {
    return "<xml><FromUserName>chen</FromUserName><MsgType>hologram</MsgType></xml>";
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
  void answers_the_check_of_its_address_with_the_bare_text() {
    var echo = Signed.sealed(Signed.bytes("5021733"), CORP);
    var call = new Call("GET", query(echo, NOW), Map.of(), new byte[0]);
    var handshake = (Handshake) webhook().receive(call.withParameter("echostr", echo).request());
    assertThat(handshake.answer().body()).asString().isEqualTo("5021733");
  }

  @Test
  void refuses_what_is_sealed_for_another_corp() {
    var other = sealed(Signed.sealed(Signed.bytes(message()), "ww00another0000"), NOW);
    assertThat(webhook().receive(other.request())).isEqualTo(Refused.of(Reason.WRONG_RECEIVE_ID));
  }

  @Test
  void refuses_a_second_sealed_part_in_one_body() {
    var call = genuine(Signed.bytes(message()), NOW);
    var body = new String(call.body(), java.nio.charset.StandardCharsets.UTF_8);
    var twice = body.replace("</xml>", "<Encrypt>AAAA</Encrypt></xml>");
    assertThat(webhook().receive(call.withBody(Signed.bytes(twice)).request()))
        .isInstanceOf(Refused.class);
  }

  @Test
  void follows_no_entity_and_no_document_type_in_the_content() {
    for (var bad :
        List.of(
            "<!DOCTYPE xml [<!ENTITY e \"x\">]>" + message(),
            "<!DOCTYPE xml SYSTEM \"http://127.0.0.1/x.dtd\">" + message(),
            message().replace("电梯", "&e;"),
            message() + message(),
            "<a>".repeat(9) + "</a>".repeat(9),
            "<xml>" + "<a/>".repeat(2_000) + "</xml>")) {
      assertThat(webhook().receive(genuine(Signed.bytes(bad), NOW).request()))
          .isEqualTo(Refused.of(Reason.BAD_XML));
    }
  }
}
