package linli.adapters.referees;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.stream.IntStream;
import linli.adapters.FreshTime;
import linli.adapters.Received.Accepted;
import linli.adapters.Request;
import linli.adapters.Secret;
import linli.adapters.Webhook;
import linli.adapters.msgcrypt.MsgCrypt;
import linli.adapters.wechat.WechatOfficialWebhook;
import linli.adapters.wecom.WecomAppWebhook;
import me.chanjar.weixin.common.util.crypto.WxCryptUtil;
import me.chanjar.weixin.common.util.crypto.WxCryptUtil.EncryptContext;
import me.chanjar.weixin.cp.config.impl.WxCpDefaultConfigImpl;
import me.chanjar.weixin.cp.util.crypto.WxCpCryptUtil;
import me.chanjar.weixin.mp.config.impl.WxMpDefaultConfigImpl;
import me.chanjar.weixin.mp.util.crypto.WxMpCryptUtil;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("With WxJava on the other side")
class WxJavaTest {

  private static final Secret TOKEN = new Secret("RefereeToken1");
  private static final Secret KEY = new Secret("YSBrZXkgdGhhdCBvbmx5IHRoZXNlIHRlc3RzIGtub3c");
  private static final String CORP = "ww00referee0001";
  private static final String APP = "wx00referee0001";
  private static final String TEXT =
      "<xml><FromUserName>o1</FromUserName><CreateTime>1795392119</CreateTime>"
          + "<MsgType>text</MsgType><Content>%s</Content><MsgId>9</MsgId></xml>";

  private static WxCryptUtil wecom() {
    var config = new WxCpDefaultConfigImpl();
    config.setCorpId(CORP);
    config.setToken(TOKEN.value());
    config.setAesKey(KEY.value());
    return new WxCpCryptUtil(config);
  }

  private static WxCryptUtil wechat() {
    var config = new WxMpDefaultConfigImpl();
    config.setAppId(APP);
    config.setToken(TOKEN.value());
    config.setAesKey(KEY.value());
    return new WxMpCryptUtil(config);
  }

  private static FreshTime at(EncryptContext sealed) {
    var then = Instant.ofEpochSecond(Long.parseLong(sealed.getTimeStamp()));
    return new FreshTime(InstantSource.fixed(then), Duration.ofMinutes(10));
  }

  private static String heard(Webhook webhook, EncryptContext sealed) {
    var query =
        "msg_signature=%s&timestamp=%s&nonce=%s"
            .formatted(sealed.getSignature(), sealed.getTimeStamp(), sealed.getNonce());
    var body = "<xml><Encrypt><![CDATA[" + sealed.getEncrypt() + "]]></Encrypt></xml>";
    var request = new Request("POST", query, name -> null, body.getBytes(StandardCharsets.UTF_8));
    return ((Accepted) webhook.receive(request)).events().getFirst().text();
  }

  /** Lengths around each multiple of 32 meet every padding. */
  private static IntStream lengths() {
    return IntStream.rangeClosed(1, 70);
  }

  @Test
  void an_app_hears_what_it_seals() {
    lengths()
        .forEach(
            length -> {
              var words = "灯".repeat(length) + "x".repeat(length % 3);
              var sealed = wecom().encryptContext(TEXT.formatted(words));
              var crypt = new MsgCrypt(TOKEN, KEY, CORP);
              assertThat(heard(new WecomAppWebhook(crypt, at(sealed)), sealed)).isEqualTo(words);
            });
  }

  @Test
  void an_official_account_hears_what_it_seals() {
    lengths()
        .forEach(
            length -> {
              var words = "灯".repeat(length) + "x".repeat(length % 3);
              var sealed = wechat().encryptContext(TEXT.formatted(words));
              var crypt = new MsgCrypt(TOKEN, KEY, APP);
              assertThat(heard(new WechatOfficialWebhook(TOKEN, crypt, at(sealed)), sealed))
                  .isEqualTo(words);
            });
  }

  @Test
  void it_opens_what_we_seal() {
    lengths()
        .forEach(
            length -> {
              var words = "灯".repeat(length) + "x".repeat(length % 3);
              var random = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
              var sealed =
                  new MsgCrypt(TOKEN, KEY, CORP)
                      .seal(words.getBytes(StandardCharsets.UTF_8), random, "1795392120", "n1");
              var opened =
                  wecom()
                      .decryptContent(
                          sealed.signature(), sealed.timestamp(), sealed.nonce(), sealed.encrypt());
              assertThat(opened).isEqualTo(words);
            });
  }
}
