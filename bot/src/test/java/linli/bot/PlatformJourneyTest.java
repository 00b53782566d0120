package linli.bot;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import linli.adapters.Secret;
import linli.bot.LinliConfig.ChannelSettings;
import linli.bot.channels.Platform;
import linli.bot.channels.Vendor;
import linli.bot.estates.EstateFile;
import linli.bot.store.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The broken lift (J1) from callback to callback, with a stand-in for the platform's servers. */
@DisplayName("A lift that stands still")
class PlatformJourneyTest {

  private static final String GROUP = "3号楼邻里群";
  private static final String STAFF = "派单群";
  private static final String SECRET = "a-secret-of-the-test";

  /** What somebody reads in a group, or alone (then under the person's own name). */
  private record Read(String where, String text) {}

  @TempDir Path data;
  private final MovableClock clock = new MovableClock(Instant.parse("2026-11-23T00:02:00Z"));
  private Vendor vendor;
  private Wiring wiring;
  private Service service;
  private Platform platform;
  private int events;
  private String quoted;

  @BeforeEach
  void empty() {
    TestDatabase.clean();
    vendor = new Vendor(TestService.vertx());
  }

  @AfterEach
  void stop() {
    service.close();
    vendor.close();
  }

  private void start(Platform platform) {
    this.platform = platform;
    Map<String, Secret> keys =
        platform.required().stream()
            .collect(Collectors.toMap(key -> key, key -> new Secret(SECRET)));
    var settings =
        new ChannelSettings(platform.key(), null, null, vendor.address(), null, 1000, keys);
    var base = TestService.config(data, TestDatabase.url(), null);
    var config =
        new LinliConfig(
            base.http(),
            data,
            base.database(),
            true,
            Map.of(platform.key(), settings),
            base.inbox(),
            base.media(),
            null,
            null);
    wiring = new Wiring(TestService.vertx(), config, TestDatabase.database(), clock);
    var features =
        new Features(ApiService.KNOWLEDGE, wiring.outbox(), wiring.due(), Map.of(), false, clock);
    features.importEstate(wiring.transactions(), EstateFile.shippedDemo(), platform.key());
    features.loadEstates(wiring.database().pool());
    service = Service.start(wiring, features.domain(router -> {}));
  }

  // --- saying it as each platform does ----------------------------------------------------------

  private void say(String where, String person, String text) {
    say(where, person, text, null);
  }

  /** {@code quoted} is the platform's id of the line that is answered, or null. */
  private void say(String where, String person, String text, String quoted) {
    events++;
    this.quoted = quoted;
    var before = vendor.messages().size();
    var response = TestService.send(request(where, person, text));
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    Eventually.until(() -> processed() && vendor.messages().size() >= before);
  }

  /** Everything that was heard is done, and everything that was to be said is said. */
  private boolean processed() {
    return count("select count(*) from inbox where processed_at is null") == 0
        && count("select count(*) from outbox where state = 'pending'") == 0;
  }

  private static long count(String sql) {
    return TestDatabase.pool().query(sql).execute().await().iterator().next().getLong(0);
  }

  private HttpRequest.Builder request(String where, String person, String text) {
    var alone = where.equals(person);
    var seconds = clock.instant().getEpochSecond();
    return switch (platform) {
      case TELEGRAM -> {
        var chat = new JsonObject().put("id", where).put("type", alone ? "private" : "group");
        var message =
            new JsonObject()
                .put("message_id", events)
                .put("from", new JsonObject().put("id", person).put("is_bot", false))
                .put("chat", chat)
                .put("date", seconds)
                .put("text", text);
        if (quoted != null) {
          var id = quoted.split("/");
          var bot = new JsonObject().put("id", 1).put("is_bot", true);
          message.put(
              "reply_to_message",
              new JsonObject()
                  .put("message_id", id[1])
                  .put("chat", new JsonObject().put("id", id[0]))
                  .put("from", bot));
        }
        var update = new JsonObject().put("update_id", events).put("message", message);
        yield post(update).header("X-Telegram-Bot-Api-Secret-Token", SECRET);
      }
      case SLACK -> {
        var event =
            new JsonObject()
                .put("type", "message")
                .put("user", person)
                .put("text", text)
                .put("ts", seconds + ".00" + events)
                .put("channel", alone ? "D" + person : where);
        if (quoted != null) {
          event.put("thread_ts", quoted.split("/")[1]);
        }
        var body = new JsonObject().put("type", "event_callback").put("event", event);
        var signed = "v0:" + seconds + ":" + body.encode();
        yield post(body)
            .header("X-Slack-Request-Timestamp", Long.toString(seconds))
            .header("X-Slack-Signature", "v0=" + HexFormat.of().formatHex(hmac(signed)));
      }
      case FEISHU -> {
        var millis = Long.toString(clock.instant().toEpochMilli());
        var message =
            new JsonObject()
                .put("message_id", "om_" + events)
                .put("create_time", millis)
                .put("chat_id", where)
                .put("chat_type", alone ? "p2p" : "group")
                .put("message_type", "text")
                .put("content", new JsonObject().put("text", text).encode())
                .put("parent_id", quoted);
        var sender =
            new JsonObject()
                .put("sender_type", "user")
                .put("sender_id", new JsonObject().put("open_id", person));
        var header =
            new JsonObject()
                .put("event_type", "im.message.receive_v1")
                .put("token", SECRET)
                .put("app_id", SECRET);
        yield post(
            new JsonObject()
                .put("schema", "2.0")
                .put("header", header)
                .put("event", new JsonObject().put("sender", sender).put("message", message)));
      }
      case DINGTALK_ROBOT -> {
        var millis = Long.toString(clock.instant().toEpochMilli());
        var body =
            new JsonObject()
                .put("robotCode", SECRET)
                .put("msgId", "m" + events)
                .put("conversationId", where)
                .put("conversationType", alone ? "1" : "2")
                .put("senderStaffId", person)
                .put("createAt", millis)
                .put("msgtype", "text")
                .put("text", new JsonObject().put("content", " " + text));
        yield post(body)
            .header("timestamp", millis)
            .header("sign", Base64.getEncoder().encodeToString(hmac(millis + "\n" + SECRET)));
      }
      case WECOM_APP, WECOM_ROBOT, WECOM_KF, WECHAT_OFFICIAL ->
          throw new IllegalStateException("no groups there");
    };
  }

  private HttpRequest.Builder post(JsonObject body) {
    return TestService.request(service, "/hooks/" + platform.key())
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body.encode()));
  }

  private static byte[] hmac(String signed) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return mac.doFinal(signed.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  // --- reading it as each platform shows it -----------------------------------------------------

  private List<Read> read() {
    return vendor.messages().stream().map(asked -> read(asked.body())).toList();
  }

  private Read read(JsonObject body) {
    return switch (platform) {
      case TELEGRAM -> new Read(body.getString("chat_id"), body.getString("text"));
      case SLACK -> new Read(body.getString("channel"), unescaped(body.getString("text")));
      case FEISHU -> {
        var content = new JsonObject(body.getString("content"));
        yield new Read(body.getString("receive_id"), feishuText(content));
      }
      case DINGTALK_ROBOT -> {
        var people = body.getJsonArray("userIds", new JsonArray());
        var where = people.isEmpty() ? body.getString("openConversationId") : people.getString(0);
        yield new Read(where, new JsonObject(body.getString("msgParam")).getString("content"));
      }
      case WECOM_APP, WECOM_ROBOT, WECOM_KF, WECHAT_OFFICIAL ->
          throw new IllegalStateException("no groups there");
    };
  }

  private static String feishuText(JsonObject content) {
    if (content.containsKey("text")) {
      return content.getString("text");
    }
    var elements = content.getJsonObject("body").getJsonArray("elements");
    return elements.getJsonObject(0).getJsonObject("text").getString("content");
  }

  private static String unescaped(String text) {
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
  }

  private void is(Read... expected) {
    var news = new ArrayList<>(read());
    assertThat(news).containsExactlyInAnyOrder(expected);
  }

  private void forward(Duration time) {
    clock.forward(time);
    wiring.due().runDue(clock.instant());
    Eventually.until(this::processed);
  }

  @ParameterizedTest
  @EnumSource(names = {"FEISHU", "TELEGRAM", "SLACK", "DINGTALK_ROBOT"})
  void is_mended_in_the_words_of_the_golden_conversation(Platform platform) {
    start(platform);
    say(GROUP, "老陈", "@小邻 3号楼2单元电梯又坏了 老人下不去楼!!");
    is(
        new Read(
            STAFF,
            "🔴加急【1123-01】电梯故障·3号楼2单元|3号楼2单元电梯又坏了 老人下不去楼!!|08:32前响应,明天08:02前修好。回:接单 1123-01"),
        new Read(GROUP, "收到。已受理【1123-01】电梯故障·3号楼2单元(加急,有老人)。已派万家物业,08:32前响应。有人被困请回“被困”。补充请回复本条。"));
    say(STAFF, "小周", "接单 1123-01");
    assertThat(read()).contains(new Read(STAFF, "✅已接单:1123-01"));
    forward(Duration.ofHours(2));
    say(STAFF, "小周", "到场 1123-01");
    say("老陈", "老陈", "进度");
    assertThat(read().getLast().where()).isEqualTo("老陈");
    assertThat(read().getLast().text()).startsWith("【1123-01】");
  }

  /** As the bot itself asks: 补充请回复本条. */
  @ParameterizedTest
  @EnumSource(names = {"FEISHU", "TELEGRAM", "SLACK"})
  void is_told_more_about_by_quoting_the_line_of_the_bot(Platform platform) {
    start(platform);
    say(GROUP, "老陈", "@小邻 3号楼2单元电梯又坏了 老人下不去楼!!");
    say(GROUP, "老陈", "门口贴着停用的纸");
    assertThat(read()).hasSize(2);
    say(GROUP, "老陈", "门口贴着停用的纸", platformIdOf(GROUP));
    assertThat(read()).hasSizeGreaterThan(2);
    assertThat(read().get(2).text()).contains("【1123-01】");
  }

  private String platformIdOf(String conversation) {
    return TestDatabase.pool()
        .preparedQuery("select platform_id from outbox where conversation = $1")
        .execute(io.vertx.sqlclient.Tuple.of(conversation))
        .await()
        .iterator()
        .next()
        .getString(0);
  }
}
