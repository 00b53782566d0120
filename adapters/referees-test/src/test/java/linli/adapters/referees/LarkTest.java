package linli.adapters.referees;

import static org.assertj.core.api.Assertions.assertThat;

import com.lark.oapi.core.request.EventReq;
import com.lark.oapi.event.EventDispatcher;
import com.lark.oapi.service.im.ImService;
import com.lark.oapi.service.im.v1.model.P2MessageReceiveV1;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import linli.adapters.FreshTime;
import linli.adapters.Received.Accepted;
import linli.adapters.Received.Handshake;
import linli.adapters.Request;
import linli.adapters.Secret;
import linli.adapters.feishu.FeishuWebhook;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("With Lark's library on the other side")
class LarkTest {

  private static final String KEY = "referee encrypt key";
  private static final String TOKEN = "referee token";
  private static final Instant NOW = Instant.ofEpochSecond(1_795_392_120);
  private static final String TEXT =
      """
      {"schema":"2.0","header":{"event_id":"e1","event_type":"im.message.receive_v1",\
      "create_time":"1795392119000","token":"referee token","app_id":"cli_1"},"event":{\
      "sender":{"sender_id":{"open_id":"ou_1"},"sender_type":"user"},\
      "message":{"message_id":"om_1","create_time":"1795392119000","chat_id":"oc_1",\
      "chat_type":"group","message_type":"text","content":"{\\"text\\":\\"%s\\"}"}}}""";

  /** Lark's own signature, which its library only offers to those who inherit. */
  private static final class Signer extends EventDispatcher {
    Signer() {
      super(EventDispatcher.newBuilder(TOKEN, KEY));
    }

    String sign(String timestamp, String nonce, String body) throws GeneralSecurityException {
      return calculateSignature(timestamp, nonce, KEY, body);
    }
  }

  private static FeishuWebhook webhook() {
    return new FeishuWebhook(
        new Secret(KEY),
        new Secret(TOKEN),
        "cli_1",
        null,
        new FreshTime(InstantSource.fixed(NOW), Duration.ofHours(8)));
  }

  /** The library does not seal: done here after Lark's document, and opened by both. */
  private static String sealed(String text) throws GeneralSecurityException {
    var key = MessageDigest.getInstance("SHA-256").digest(KEY.getBytes(StandardCharsets.UTF_8));
    var first = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    var cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
    cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(first));
    var blocks = cipher.doFinal(text.getBytes(StandardCharsets.UTF_8));
    var all = new byte[first.length + blocks.length];
    System.arraycopy(first, 0, all, 0, first.length);
    System.arraycopy(blocks, 0, all, first.length, blocks.length);
    return "{\"encrypt\":\"" + Base64.getEncoder().encodeToString(all) + "\"}";
  }

  private static Map<String, String> headers(String body) throws GeneralSecurityException {
    var seconds = Long.toString(NOW.getEpochSecond());
    return Map.of(
        "X-Lark-Request-Timestamp",
        seconds,
        "X-Lark-Request-Nonce",
        "n1",
        "X-Lark-Signature",
        new Signer().sign(seconds, "n1", body));
  }

  @Test
  void both_hear_the_same() throws Throwable {
    for (var length = 1; length <= 40; length++) {
      var words = "灯".repeat(length) + "x".repeat(length % 3);
      var body = sealed(TEXT.formatted(words));
      var headers = headers(body);
      var request = new Request("POST", null, headers::get, body.getBytes(StandardCharsets.UTF_8));
      var ours = ((Accepted) webhook().receive(request)).events().getFirst();
      assertThat(ours.text()).isEqualTo(words);
      assertThat(theirs(body, headers)).containsExactly("{\"text\":\"" + words + "\"}");
    }
  }

  private static List<String> theirs(String body, Map<String, String> headers) throws Throwable {
    var heard = new ArrayList<String>();
    var dispatcher =
        EventDispatcher.newBuilder(TOKEN, KEY)
            .onP2MessageReceiveV1(
                new ImService.P2MessageReceiveV1Handler() {
                  @Override
                  public void handle(P2MessageReceiveV1 event) {
                    heard.add(event.getEvent().getMessage().getContent());
                  }
                })
            .build();
    var request = new EventReq();
    request.setHttpPath("/hooks/feishu");
    request.setBody(body.getBytes(StandardCharsets.UTF_8));
    request.setHeaders(
        headers.entrySet().stream()
            .collect(
                Collectors.toMap(
                    e -> e.getKey().toLowerCase(java.util.Locale.ROOT),
                    e -> List.of(e.getValue()))));
    var answer = dispatcher.handle(request);
    assertThat(answer.getStatusCode()).as(() -> new String(answer.getBody())).isEqualTo(200);
    return heard;
  }

  @Test
  void both_answer_the_check_of_the_address_alike() throws Throwable {
    var body =
        sealed("{\"challenge\":\"c1\",\"token\":\"referee token\",\"type\":\"url_verification\"}");
    var request = new Request("POST", null, name -> null, body.getBytes(StandardCharsets.UTF_8));
    var ours = (Handshake) webhook().receive(request);
    var theirs = new EventReq();
    theirs.setHttpPath("/hooks/feishu");
    theirs.setBody(body.getBytes(StandardCharsets.UTF_8));
    theirs.setHeaders(Map.of());
    var answer = EventDispatcher.newBuilder(TOKEN, KEY).build().handle(theirs);
    assertThat(ours.answer().body()).isEqualTo(answer.getBody());
  }
}
