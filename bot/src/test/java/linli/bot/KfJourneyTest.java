package linli.bot;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
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
import linli.bot.channels.Platform;
import linli.bot.channels.Vendor;
import linli.bot.estates.EstateFile;
import linli.bot.store.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** WeCom's customer service from callback to answer, with a stand-in for its servers. */
@DisplayName("Somebody in WeChat")
class KfJourneyTest {

  private static final String CORP = "ww1";
  private static final Secret TOKEN = new Secret("token");
  private static final Secret AES_KEY = new Secret("a".repeat(43));

  @TempDir Path data;
  private final MovableClock clock = new MovableClock(Instant.parse("2026-11-23T00:02:00Z"));
  private Vendor vendor;
  private Wiring wiring;
  private Service service;
  private int said;

  @BeforeEach
  void start() {
    TestDatabase.clean();
    vendor = new Vendor(TestService.vertx());
    wiring = new Wiring(TestService.vertx(), config(), TestDatabase.database(), clock);
    var features =
        new Features(ApiService.KNOWLEDGE, wiring.outbox(), wiring.due(), Map.of(), false, clock);
    features.importEstate(wiring.transactions(), EstateFile.shippedDemo(), "kf");
    TestDatabase.pool()
        .query("update account set account_id = account_id || '@wk1' where channel = 'kf'")
        .execute()
        .await();
    features.loadEstates(wiring.database().pool());
    service = Service.start(wiring, features.domain(router -> {}));
  }

  private LinliConfig config() {
    var keys =
        Map.of(
            "token", TOKEN, "encodingAesKey", AES_KEY, "corpId", new Secret(CORP), "secret", TOKEN);
    var settings =
        new ChannelSettings(
            Platform.WECOM_KF.key(), null, null, vendor.address(), null, 1000, keys);
    var base = TestService.config(data, TestDatabase.url(), null);
    return new LinliConfig(
        base.http(),
        data,
        base.database(),
        true,
        Map.of("kf", settings),
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

  private int announce() {
    var xml =
        "<xml><MsgType>event</MsgType><Event>kf_msg_or_event</Event>"
            + "<Token>ticket</Token><OpenKfId>wk1</OpenKfId></xml>";
    var seconds = Long.toString(clock.instant().getEpochSecond());
    var sealed =
        new MsgCrypt(TOKEN, AES_KEY, CORP)
            .seal(xml.getBytes(StandardCharsets.UTF_8), new byte[16], seconds, "n");
    var query = "?msg_signature=" + sealed.signature() + "&timestamp=" + seconds + "&nonce=n";
    var body = "<xml><Encrypt>" + sealed.encrypt() + "</Encrypt></xml>";
    return TestService.send(
            TestService.request(service, "/hooks/kf" + query)
                .POST(HttpRequest.BodyPublishers.ofString(body)))
        .statusCode();
  }

  private JsonObject message(String person, String text, Instant sent) {
    return new JsonObject()
        .put("msgid", "m" + ++said)
        .put("open_kfid", "wk1")
        .put("external_userid", person)
        .put("send_time", sent.getEpochSecond())
        .put("origin", 3)
        .put("msgtype", "text")
        .put("text", new JsonObject().put("content", text));
  }

  private void page(String next, boolean more, JsonObject... messages) {
    vendor.page(
        200,
        new JsonObject()
            .put("errcode", 0)
            .put("next_cursor", next)
            .put("has_more", more ? 1 : 0)
            .put("msg_list", new JsonArray(List.of(messages)))
            .encode());
  }

  private static Row pull() {
    return TestDatabase.pool()
        .query("select * from channel_pulls")
        .execute()
        .await()
        .iterator()
        .next();
  }

  private void fetched(int announcements) {
    Eventually.until(() -> pull().getLong("fetched") == announcements);
    Eventually.until(this::processed);
  }

  private boolean processed() {
    return count("select count(*) from inbox where processed_at is null") == 0
        && count("select count(*) from outbox where state = 'pending'") == 0;
  }

  private static long count(String sql) {
    return TestDatabase.pool().query(sql).execute().await().iterator().next().getLong(0);
  }

  private List<String> heardBy(String person) {
    return vendor.messages().stream()
        .filter(each -> person.equals(each.body().getString("touser")))
        .map(each -> text(each.body()))
        .toList();
  }

  private static String text(JsonObject body) {
    return body.getString("msgtype").equals("text")
        ? body.getJsonObject("text").getString("content")
        : body.getJsonObject("msgmenu").getString("head_content");
  }

  @Test
  void reports_and_is_answered_in_the_words_of_the_golden_conversation() {
    page("c1", false, message("老陈", "3号楼2单元电梯又坏了 老人下不去楼!!", clock.instant()));
    assertThat(announce()).isEqualTo(200);
    fetched(1);
    assertThat(heardBy("老陈")).hasSize(1);
    assertThat(heardBy("老陈").getFirst()).startsWith("收到。已受理【1123-01】电梯故障·3号楼2单元(加急,有老人)");
    assertThat(vendor.messages().getFirst().body().getString("open_kfid")).isEqualTo("wk1");
  }

  @Test
  void is_heard_page_by_page_from_where_the_last_time_ended() {
    page("c1", true, message("老陈", "3号楼2单元电梯坏了", clock.instant()));
    page("c2", true);
    page("c3", false, message("老陈", "进度", clock.instant()));
    announce();
    fetched(1);
    announce();
    fetched(2);
    var asked = vendor.asked().stream().filter(Vendor.Asked::isForPage).toList();
    assertThat(asked)
        .extracting(each -> each.body().getString("cursor"))
        .containsExactly(null, "c1", "c2", "c3");
    assertThat(asked).allMatch(each -> each.body().getString("token").equals("ticket"));
    assertThat(heardBy("老陈")).hasSize(2);
  }

  @Test
  void is_heard_once_although_a_page_comes_again() {
    var report = message("老陈", "3号楼2单元电梯坏了", clock.instant());
    page("c1", false, report);
    announce();
    fetched(1);
    page("c2", false, report);
    announce();
    fetched(2);
    assertThat(heardBy("老陈")).hasSize(1);
  }

  @Test
  void is_heard_after_the_platform_was_away() {
    vendor.page(503, "away");
    vendor.page(503, "away");
    page("c1", false, message("老陈", "3号楼2单元电梯坏了", clock.instant()));
    announce();
    Eventually.until(() -> pull().getInteger("failures") == 1);
    clock.forward(Duration.ofSeconds(1));
    Eventually.until(() -> pull().getInteger("failures") == 2);
    clock.forward(Duration.ofSeconds(2));
    fetched(1);
    assertThat(heardBy("老陈")).hasSize(1);
    assertThat(pull().getInteger("failures")).isZero();
  }

  @Test
  void is_heard_within_the_hour_when_the_callback_was_lost() {
    announce();
    fetched(1);
    page("c1", false, message("老陈", "3号楼2单元电梯坏了", clock.instant()));
    clock.forward(Duration.ofHours(1));
    Eventually.until(() -> count("select count(*) from inbox") == 1);
    Eventually.until(() -> processed() && heardBy("老陈").size() == 1);
    var last = vendor.asked().stream().filter(Vendor.Asked::isForPage).toList().getLast();
    assertThat(last.body().getString("token")).isNull();
  }

  @Test
  void is_not_answered_now_for_what_was_said_before_there_was_a_bot() {
    page(
        "c1",
        false,
        message("老陈", "3号楼2单元电梯坏了", clock.instant().minus(Duration.ofDays(2))),
        message("阿梅", "进度", clock.instant()));
    announce();
    fetched(1);
    assertThat(heardBy("老陈")).isEmpty();
    assertThat(heardBy("阿梅")).hasSize(1);
  }
}
