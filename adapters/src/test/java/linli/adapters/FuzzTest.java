package linli.adapters;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import linli.adapters.Received.Accepted;
import linli.adapters.feishu.FeishuWebhook;
import linli.adapters.msgcrypt.MsgCrypt;
import linli.adapters.slack.SlackWebhook;
import linli.adapters.wechat.WechatOfficialWebhook;
import linli.adapters.wecom.WecomAppWebhook;
import linli.adapters.wecom.WecomRobotWebhook;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Changed bytes, more of them with {@code -Pproof}: whatever comes is taken or refused. */
@DisplayName("Bytes that nobody meant")
class FuzzTest {

  private static final int ROUNDS = Boolean.getBoolean("linli.proof") ? 20_000 : 150;
  private static final long SEED = Long.getLong("linli.seed", 20_261_123);

  private final Mutations mutations = new Mutations(SEED);

  private record Tried(String what, byte[] bytes, Supplier<Received> reading) {}

  private void isTakenOrRefused(Tried tried) {
    try {
      var received = tried.reading().get();
      if (received instanceof Accepted accepted) {
        accepted.events().forEach(FuzzTest::isStorable);
      }
    } catch (Refusal refusal) {
      assertThat(refusal.refused().reason()).isNotBlank();
    } catch (RuntimeException | Error other) {
      var input = new String(tried.bytes(), StandardCharsets.ISO_8859_1);
      throw new AssertionError("seed %d, %s: %s".formatted(SEED, tried.what(), input), other);
    }
  }

  private static void isStorable(InboundEvent event) {
    assertThat(event.id()).isNotBlank().hasSizeLessThanOrEqualTo(600);
    for (var text :
        List.of(
            event.id(),
            event.conversation().id(),
            event.sender().id(),
            String.valueOf(event.text()),
            String.valueOf(event.action()),
            String.valueOf(event.sender().name()))) {
      assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(text)).isTrue();
      assertThat(text).doesNotContain("\u0000");
    }
  }

  @Test
  void in_the_content_are_taken_or_refused() throws IOException {
    var seconds = Long.toString(WebhookContract.NOW.getEpochSecond());
    var request = Call.post(Map.of("timestamp", seconds), Map.of(), new byte[0]).request();
    for (Path file : FixturesTest.files()) {
      var ear = FixturesTest.ear(file);
      var original = Files.readAllBytes(file);
      for (var round = 0; round < ROUNDS; round++) {
        var worse = mutations.worse(original);
        isTakenOrRefused(new Tried(file.toString(), worse, () -> ear.read(request, worse)));
      }
    }
  }

  @Test
  void in_a_form_of_slack_are_taken_or_refused() {
    var slack = new SlackWebhook(new Secret("s"), fresh());
    var original = Signed.bytes("user_id=U1&channel_id=D1&trigger_id=1.2&text=%E7%94%B5+x");
    for (var round = 0; round < ROUNDS * 20; round++) {
      var worse = mutations.worse(original);
      var call =
          Call.post(
              Map.of(),
              Map.of(
                  "content-type", "application/x-www-form-urlencoded",
                  "x-slack-request-timestamp", Long.toString(WebhookContract.NOW.getEpochSecond()),
                  "x-slack-signature", Signed.slack("s", worse, WebhookContract.NOW)),
              worse);
      isTakenOrRefused(new Tried("form", worse, () -> slack.receive(call.request())));
    }
  }

  private static FreshTime fresh() {
    return new FreshTime(InstantSource.fixed(WebhookContract.NOW), Duration.ofMinutes(5));
  }

  /** An envelope whose signature holds, so that what is in it is decrypted. */
  @Test
  void in_a_signed_envelope_are_taken_or_refused() {
    var crypt = new MsgCrypt(Signed.TOKEN, Signed.AES_KEY, "r");
    var original = Signed.sealed(Signed.bytes("<xml><MsgType>text</MsgType></xml>"), "r");
    for (var round = 0; round < ROUNDS * 20; round++) {
      var worse = new String(mutations.worse(Signed.bytes(original)), StandardCharsets.UTF_8);
      var signature = Signed.sorted(Signed.TOKEN.value(), "1", "n", worse);
      isTakenOrRefused(
          new Tried(
              "envelope",
              Signed.bytes(worse),
              () -> {
                crypt.open(signature, "1", "n", worse);
                return new Accepted(List.of());
              }));
    }
  }

  @Test
  void in_headers_query_and_body_are_taken_or_refused() {
    var crypt = new MsgCrypt(Signed.TOKEN, Signed.AES_KEY, "r");
    var ears = new ArrayList<Webhook>();
    ears.add(new WecomAppWebhook(crypt, fresh()));
    ears.add(new WecomRobotWebhook(crypt, fresh()));
    ears.add(new WechatOfficialWebhook(Signed.TOKEN, crypt, fresh()));
    ears.add(new FeishuWebhook(new Secret("k"), new Secret("t"), "a", null, fresh()));
    ears.add(new SlackWebhook(new Secret("s"), fresh()));
    var query =
        Signed.bytes("msg_signature=aa&timestamp=1795392120&nonce=n&echostr=AAAA&signature=b");
    var xml = Signed.bytes("<xml><Encrypt><![CDATA[AAAA]]></Encrypt><AgentID>1</AgentID></xml>");
    var json = Signed.bytes("{\"encrypt\":\"AAAA\"}");
    for (var round = 0; round < ROUNDS * 20; round++) {
      var ear = ears.get(round % ears.size());
      var worse = mutations.worse(query);
      var body = mutations.worse(round % 2 == 0 ? xml : json);
      var header = new String(mutations.worse(Signed.bytes("1795392120")), StandardCharsets.UTF_8);
      var request =
          new Request(
              round % 3 == 0 ? "GET" : "POST",
              new String(worse, StandardCharsets.UTF_8),
              name -> header,
              body);
      isTakenOrRefused(new Tried(ear.getClass().getName(), body, () -> ear.receive(request)));
    }
  }
}
