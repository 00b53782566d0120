package linli.bot;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import linli.adapters.Secret;
import linli.adapters.msgcrypt.MsgCrypt;
import linli.bot.LinliConfig.ChannelSettings;
import linli.bot.channels.Vendor;
import linli.bot.estates.EstateFile;
import linli.bot.store.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One person with accounts on two platforms, and people who cannot be reached where they wrote. */
@DisplayName("Somebody on two platforms")
class OtherWayTest {

  private static final Secret KEY = new Secret("secret");
  private static final Secret AES_KEY = new Secret("a".repeat(43));

  @TempDir Path data;
  private final MovableClock clock = new MovableClock(Instant.parse("2026-11-23T00:02:00Z"));
  private Vendor vendor;
  private Wiring wiring;
  private Service service;
  private int events;

  /** Staff and residents are on Telegram; 老陈 is in WeChat, too, 阿梅 there only. */
  @BeforeEach
  void start() {
    TestDatabase.clean();
    vendor = new Vendor(TestService.vertx());
    wiring = new Wiring(TestService.vertx(), config(), TestDatabase.database(), clock);
    var features =
        new Features(ApiService.KNOWLEDGE, wiring.outbox(), wiring.due(), Map.of(), false, clock);
    features.importEstate(wiring.transactions(), EstateFile.shippedDemo(), "telegram");
    execute(
        "insert into account (channel, account_id, estate_id, person_id) select 'kf', '老陈@wk1',"
            + " estate_id, person_id from account where account_id = '老陈'");
    execute("update account set channel = 'kf', account_id = '阿梅@wk1' where account_id = '阿梅'");
    features.loadEstates(wiring.database().pool());
    service = Service.start(wiring, features.domain(router -> {}));
  }

  private static void execute(String sql) {
    TestDatabase.pool().query(sql).execute().await();
  }

  private LinliConfig config() {
    var telegram =
        new ChannelSettings(
            "telegram",
            null,
            null,
            vendor.address(),
            null,
            1000,
            Map.of("botToken", KEY, "secretToken", KEY));
    var kf =
        new ChannelSettings(
            "wecom-kf",
            null,
            null,
            vendor.address(),
            null,
            1000,
            Map.of("token", KEY, "encodingAesKey", AES_KEY, "corpId", KEY, "secret", KEY));
    var base = TestService.config(data, TestDatabase.url(), null);
    return new LinliConfig(
        base.http(),
        data,
        base.database(),
        true,
        Map.of("kf", kf, "telegram", telegram),
        base.inbox(),
        base.media(),
        null,
        null);
  }

  @AfterEach
  void stop() {
    service.close();
    vendor.close();
  }

  private void onTelegram(String where, String person, String text) {
    var chat = new JsonObject().put("id", where);
    chat.put("type", where.equals(person) ? "private" : "group");
    var message =
        new JsonObject()
            .put("message_id", ++events)
            .put("from", new JsonObject().put("id", person).put("is_bot", false))
            .put("chat", chat)
            .put("date", clock.instant().getEpochSecond())
            .put("text", text);
    var update = new JsonObject().put("update_id", events).put("message", message);
    var request =
        TestService.request(service, "/hooks/telegram")
            .header("Content-Type", "application/json")
            .header("X-Telegram-Bot-Api-Secret-Token", KEY.value())
            .POST(HttpRequest.BodyPublishers.ofString(update.encode()));
    assertThat(TestService.send(request).statusCode()).isEqualTo(200);
    settled();
  }

  private void inWechat(String person, String text) {
    var message =
        new JsonObject()
            .put("msgid", "m" + ++events)
            .put("open_kfid", "wk1")
            .put("external_userid", person)
            .put("send_time", clock.instant().getEpochSecond())
            .put("origin", 3)
            .put("msgtype", "text")
            .put("text", new JsonObject().put("content", text));
    vendor.page(
        200,
        new JsonObject()
            .put("errcode", 0)
            .put("next_cursor", "c" + events)
            .put("msg_list", new JsonArray().add(message))
            .encode());
    var xml = "<xml><Event>kf_msg_or_event</Event><Token>t</Token><OpenKfId>wk1</OpenKfId></xml>";
    var seconds = Long.toString(clock.instant().getEpochSecond());
    var sealed =
        new MsgCrypt(KEY, AES_KEY, KEY.value())
            .seal(xml.getBytes(StandardCharsets.UTF_8), new byte[16], seconds, "n");
    var query = "?msg_signature=" + sealed.signature() + "&timestamp=" + seconds + "&nonce=n";
    var body = "<xml><Encrypt>" + sealed.encrypt() + "</Encrypt></xml>";
    var request =
        TestService.request(service, "/hooks/kf" + query)
            .POST(HttpRequest.BodyPublishers.ofString(body));
    assertThat(TestService.send(request).statusCode()).isEqualTo(200);
    Eventually.until(
        () -> count("select count(*) from channel_pulls where announced > fetched") == 0);
    settled();
  }

  /** Everything is done, also what comes of lines that were lost. */
  private void settled() {
    Eventually.until(
        () -> {
          wiring.due().runDue(clock.instant());
          return count("select count(*) from inbox where processed_at is null") == 0
              && count("select count(*) from outbox where state = 'pending'") == 0
              && count(
                      "select count(*) from due_work where done_at is null and kind = 'outbox.undelivered'")
                  == 0;
        });
  }

  private static long count(String sql) {
    return TestDatabase.pool().query(sql).execute().await().iterator().next().getLong(0);
  }

  private void later(Duration time) {
    clock.forward(time);
    settled();
  }

  /** What somebody reads on Telegram, alone or in a group. */
  private List<String> readOnTelegram(String where) {
    return vendor.messages().stream()
        .filter(each -> where.equals(each.body().getString("chat_id")))
        .map(each -> each.body().getString("text"))
        .toList();
  }

  private List<String> readInWechat(String person) {
    return vendor.messages().stream()
        .filter(each -> person.equals(each.body().getString("touser")))
        .map(each -> each.body().encode())
        .toList();
  }

  @Test
  void is_one_person_and_answered_where_they_asked() {
    inWechat("老陈", "3号楼2单元楼道灯坏了");
    assertThat(readInWechat("老陈")).hasSize(1);
    assertThat(readInWechat("老陈").getFirst()).contains("【1123-01】");
    onTelegram("老陈", "老陈", "进度");
    assertThat(readOnTelegram("老陈")).hasSize(1);
    assertThat(readOnTelegram("老陈").getFirst()).contains("【1123-01】");
    inWechat("老陈", "进度");
    assertThat(readInWechat("老陈")).hasSize(2);
    assertThat(readOnTelegram("老陈")).hasSize(1);
  }

  @Test
  void is_told_on_the_other_when_the_first_has_no_way_any_more() {
    inWechat("老陈", "3号楼2单元楼道灯坏了");
    later(Duration.ofDays(2).plusHours(1));
    onTelegram("派单群", "小周", "接单 1123-01");
    onTelegram("派单群", "小周", "办结 1123-01 换了灯泡");
    assertThat(readInWechat("老陈")).hasSize(1);
    assertThat(readOnTelegram("老陈")).anyMatch(line -> line.contains("【1123-01】"));
    assertThat(readOnTelegram("王芳")).noneMatch(line -> line.contains("送不到"));
    assertThat(count("select count(*) from outbox where stands_in_for is not null")).isPositive();
  }

  @Test
  void answers_there_what_was_to_be_asked_in_the_first() {
    inWechat("老陈", "3号楼2单元电梯坏了");
    later(Duration.ofDays(2).plusHours(1));
    onTelegram("派单群", "小周", "接单 1123-01");
    onTelegram("派单群", "小周", "办结 1123-01 重启主板");
    onTelegram("老陈", "老陈", "1");
    assertThat(count("select count(*) from cases where outcome = 'SOLVED'")).isEqualTo(1);
  }

  @Test
  void is_called_when_there_is_no_other_and_staff_are_asked_once_a_day() {
    inWechat("阿梅", "3号楼2单元楼道灯坏了");
    later(Duration.ofDays(2).plusHours(1));
    onTelegram("派单群", "小周", "接单 1123-01");
    onTelegram("派单群", "小周", "办结 1123-01 换了灯泡");
    assertThat(readInWechat("阿梅")).hasSize(1);
    assertThat(readOnTelegram("王芳"))
        .filteredOn(line -> line.contains("送不到"))
        .containsExactly("【1123-01】有一条消息送不到反映人,请打电话告诉最新进展。");
  }

  @Test
  void is_told_in_the_other_when_the_first_blocked_the_bot() {
    onTelegram("老陈", "老陈", "3号楼2单元楼道灯坏了");
    inWechat("老陈", "你好");
    var before = readInWechat("老陈").size();
    vendor.tell(403, "{\"ok\":false}");
    onTelegram("老陈", "老陈", "进度");
    assertThat(readInWechat("老陈")).hasSize(before + 1);
    assertThat(readInWechat("老陈").getLast()).contains("【1123-01】");
  }

  @Test
  void hears_of_a_danger_on_both() {
    inWechat("老陈", "3号楼2单元楼道里煤气味很大");
    onTelegram("派单群", "李经理", "到岗 1123-01");
    assertThat(readInWechat("老陈").getLast()).contains("到岗");
    assertThat(readOnTelegram("老陈")).hasSize(1);
    assertThat(readOnTelegram("老陈").getFirst()).contains("到岗");
  }
}
