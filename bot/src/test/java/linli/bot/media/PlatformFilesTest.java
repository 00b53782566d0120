package linli.bot.media;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import linli.adapters.InboundEvent.Media;
import linli.adapters.Mouth;
import linli.adapters.Secret;
import linli.adapters.dingtalk.DingTalkRobotMouth;
import linli.adapters.feishu.FeishuMouth;
import linli.adapters.slack.SlackMouth;
import linli.adapters.telegram.TelegramMouth;
import linli.adapters.wechat.WechatOfficialMouth;
import linli.adapters.wecom.WecomAppMouth;
import linli.adapters.wecom.WecomKfMouth;
import linli.adapters.wecom.WecomRobotMouth;
import linli.adapters.wecom.WecomRobotStreamMouth;
import linli.bot.MovableClock;
import linli.bot.channels.Callbacks;
import linli.bot.channels.Channel;
import linli.bot.channels.Channels;
import linli.bot.channels.Replies;
import linli.bot.channels.Tokens;
import linli.bot.media.Attachment.Refusal;
import linli.bot.store.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A picture that lies on its platform")
class PlatformFilesTest {

  private static final Secret KEY = new Secret("key");
  private static final String AES_KEY = "a".repeat(43);
  private static final Duration LONG = Duration.ofSeconds(10);

  @TempDir Path data;

  private final MovableClock clock = new MovableClock(Instant.parse("2026-11-23T00:02:00Z"));
  private final List<AutoCloseable> closing = new ArrayList<>();
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private HttpServer server;
  private HttpServer elsewhere;
  private int tokens;
  private volatile boolean stale;
  private volatile boolean expired;

  @BeforeEach
  void start() {
    TestDatabase.clean();
    server = serve();
    elsewhere = serve();
  }

  private HttpServer serve() {
    var started =
        TestDatabase.vertx()
            .createHttpServer()
            .requestHandler(request -> request.body().onSuccess(body -> answer(request)))
            .listen(0, "127.0.0.1")
            .await();
    closing.add(() -> started.close().await());
    return started;
  }

  @AfterEach
  void close() throws Exception {
    for (var each : closing.reversed()) {
      each.close();
    }
  }

  private URI base() {
    return URI.create("http://127.0.0.1:" + server.actualPort());
  }

  private void answer(HttpServerRequest request) {
    asked.add(request.method() + " " + request.uri() + " " + request.getHeader("Authorization"));
    var path = request.path();
    if (path.contains("token") || path.contains("Token")) {
      var token = "t" + ++tokens;
      json(
          request,
          200,
          new JsonObject()
              .put("access_token", token)
              .put("expires_in", 7200)
              .put("tenant_access_token", token)
              .put("expire", 7200)
              .put("accessToken", token)
              .put("expireIn", 7200));
    } else if (stale) {
      stale = false;
      json(request, 200, new JsonObject().put("errcode", 42001).put("code", 99991663));
    } else if (expired) {
      json(
          request,
          path.startsWith("/bot") || path.startsWith("/v1.0") ? 400 : 200,
          new JsonObject().put("errcode", 40007).put("code", 234001).put("ok", false));
    } else if (path.endsWith("/getFile")) {
      var file = new JsonObject().put("file_path", "photos/1.jpg");
      json(request, 200, new JsonObject().put("ok", true).put("result", file));
    } else if (path.equals("/api/files.info")) {
      var file = new JsonObject().put("url_private_download", base() + "/files/F1");
      json(request, 200, new JsonObject().put("ok", true).put("file", file));
    } else if (path.equals("/v1.0/robot/messageFiles/download")) {
      json(request, 200, new JsonObject().put("downloadUrl", base() + "/oss/1"));
    } else if (path.equals("/sealed")) {
      request.response().end(Buffer.buffer(sealed(Samples.jpeg())));
    } else {
      request.response().putHeader("Content-Type", "image/jpeg");
      request.response().end(Buffer.buffer(Samples.jpeg()));
    }
  }

  private static void json(HttpServerRequest request, int status, JsonObject body) {
    request.response().setStatusCode(status).putHeader("Content-Type", "application/json");
    request.response().end(body.encode());
  }

  private static byte[] sealed(byte[] file) {
    try {
      var key = Base64.getDecoder().decode(AES_KEY + "=");
      var pad = 32 - file.length % 32;
      var padded = Arrays.copyOf(file, file.length + pad);
      Arrays.fill(padded, file.length, padded.length, (byte) pad);
      var cipher = Cipher.getInstance("AES/CBC/NoPadding");
      var iv = new IvParameterSpec(Arrays.copyOf(key, 16));
      cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), iv);
      return cipher.doFinal(padded);
    } catch (java.security.GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static final Map<String, Mouth> MOUTHS =
      Map.of(
          "app", new WecomAppMouth("ww1", 7, KEY),
          "kf", new WecomKfMouth("ww1", KEY),
          "official", new WechatOfficialMouth("wx1", KEY),
          "feishu", new FeishuMouth("cli", KEY),
          "telegram", new TelegramMouth(KEY),
          "slack", new SlackMouth(KEY),
          "dingtalk", new DingTalkRobotMouth("a", KEY, "r", null),
          "robot", new WecomRobotMouth(new Secret(AES_KEY)),
          "stream", new WecomRobotStreamMouth());

  private Attachment take(String channel, String reference) {
    var channels =
        new Channels(
            MOUTHS.entrySet().stream()
                .map(
                    each ->
                        new Channel(each.getKey(), null, each.getValue(), base(), null, null, 1))
                .toList());
    var replies = new Replies(TestDatabase.pool(), clock);
    var tokens = new Tokens(TestDatabase.pool(), clock);
    var callbacks = new Callbacks(TestDatabase.vertx(), clock, tokens, replies);
    closing.add(callbacks);
    var fetch = new Fetch(TestDatabase.vertx(), LONG, false);
    closing.add(fetch);
    var files = new PlatformFiles(fetch, channels, callbacks);
    var intake = new Intake(FileBlobs.in(data), fetch, files, TestDatabase.pool(), clock);
    return intake.take(channel, List.of(Media.image(reference)), LONG).getFirst();
  }

  private String sealedReference(String key) {
    return "wecom-robot:" + key + "|" + base() + "/sealed";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          app;      wecom:M1;            GET /cgi-bin/media/get?access_token=t1&media_id=M1 null
          kf;       wecom:M1;            GET /cgi-bin/media/get?access_token=t1&media_id=M1 null
          official; wechat:M1;           GET /cgi-bin/media/get?access_token=t1&media_id=M1 null
          feishu;   feishu:image/om_1/k; GET /open-apis/im/v1/messages/om_1/resources/k?type=image Bearer t1
          telegram; telegram:F1;         GET /file/botkey/photos/1.jpg null
          slack;    slack:F1;            GET /files/F1 null
          dingtalk; dingtalk:C1;         GET /oss/1 null
          """)
  void is_got_with_our_key_which_goes_nowhere_else(String channel, String reference, String last) {
    var taken = take(channel, reference);
    assertThat(taken.refusal()).isNull();
    assertThat(taken.isPhoto()).isTrue();
    assertThat(asked.getLast()).isEqualTo(last);
  }

  @Test
  void of_a_robot_is_unsealed_with_the_robots_key_or_with_its_own() {
    assertThat(take("robot", sealedReference("")).isPhoto()).isTrue();
    assertThat(take("stream", sealedReference(AES_KEY + "=")).isPhoto()).isTrue();
    assertThat(take("stream", sealedReference("b".repeat(43) + "=")).refusal())
        .isEqualTo(Refusal.NOT_FETCHED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"app wecom:M1", "feishu feishu:image/om_1/k"})
  void is_got_with_another_token_when_the_first_is_good_no_more(String what) {
    stale = true;
    var taken = take(what.split(" ")[0], what.split(" ")[1]);
    assertThat(taken.isPhoto()).isTrue();
    assertThat(asked.getLast()).contains("t2");
  }

  /** Residents read: 可能过期了。麻烦您再发一次。 */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "app wecom:M1",
        "official wechat:M1",
        "feishu feishu:image/om_1/k",
        "telegram telegram:F1",
        "slack slack:F1",
        "dingtalk dingtalk:C1"
      })
  void that_is_over_is_asked_for_again(String what) {
    expired = true;
    assertThat(take(what.split(" ")[0], what.split(" ")[1]).refusal())
        .isEqualTo(Refusal.NOT_FETCHED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"app feishu:image/om_1/k", "feishu feishu:image", "nobody wecom:M1"})
  void of_another_platform_is_not_looked_for(String what) {
    assertThat(take(what.split(" ")[0], what.split(" ")[1]).refusal())
        .isEqualTo(Refusal.NOT_REACHABLE);
  }

  /** What an answer names is a stranger's link like any other. */
  @Test
  void is_not_got_from_where_no_link_may_lead() {
    var inside = "wecom-robot:|http://127.0.0.1:" + elsewhere.actualPort() + "/sealed";
    assertThat(take("robot", inside).refusal()).isEqualTo(Refusal.NOT_FETCHED);
    assertThat(asked).isEmpty();
  }
}
