package linli.bot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import linli.adapters.Secret;
import linli.bot.LinliConfig.ChannelSettings;
import linli.bot.city.CityWatch;
import linli.bot.estates.EstateFile;
import linli.bot.sandbox.City;
import linli.bot.sandbox.Sandbox;
import linli.bot.store.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A case at a city's platform")
class CityTest {

  private static final Secret KEY = new Secret("the city's key");

  @TempDir Path data;
  private final MovableClock clock = new MovableClock(Instant.parse("2026-11-23T02:00:00Z"));
  private Sandbox sandbox;
  private City city;
  private Wiring wiring;
  private Service service;
  private CityWatch watch;
  private int events;

  /** 市政维护所 is behind the platform. */
  @BeforeEach
  void start() {
    TestDatabase.clean();
    sandbox =
        Sandbox.start(TestService.vertx(), "127.0.0.1", 0, clock, Map.of(), Map.of("city", KEY));
    city = sandbox.city("city");
    wiring = new Wiring(TestService.vertx(), config(), TestDatabase.database(), clock);
    var features =
        new Features(ApiService.KNOWLEDGE, wiring.outbox(), wiring.due(), Map.of(), false, clock);
    features.importEstate(wiring.transactions(), EstateFile.shippedDemo(), "webhook");
    TestDatabase.pool()
        .query(
            "update party set channel = 'city', conversation = 'city' where party_id = 'municipal'")
        .execute()
        .await();
    features.loadEstates(wiring.database().pool());
    watch = features.cityWatch(wiring);
    service = Service.start(wiring, features.domain(router -> {}));
    say("3号楼邻里群", "老陈", "@小邻 3号楼门口路灯不亮了");
  }

  private LinliConfig config() {
    var base = TestService.config(data, TestDatabase.url(), null);
    var keys =
        Map.of(
            "apiKey", KEY,
            "serviceCode", new Secret("street-light"),
            "address", new Secret("幸福路1号"),
            "jurisdictionId", new Secret("city.example"));
    var settings =
        new ChannelSettings("open311", null, null, sandbox.base("city"), null, 1000, keys);
    return new LinliConfig(
        base.http(),
        data,
        base.database(),
        true,
        Map.of("webhook", base.channels().get("webhook"), "city", settings),
        base.inbox(),
        base.media(),
        null,
        null);
  }

  @AfterEach
  void stop() {
    service.close();
    sandbox.close();
  }

  private void say(String where, String who, String text) {
    var type = where.startsWith("private:") ? "private" : "group";
    var event =
        """
        {"id":"e%d","conversation":{"id":"%s","type":"%s"},"sender":{"id":"%s"},"text":"%s",\
        "time":"2026-11-23T10:00:00+08:00"}"""
            .formatted(++events, where, type, who, text);
    assertThat(TestService.post(service, clock, event).statusCode()).isEqualTo(200);
    Eventually.until(
        () -> ApiService.count("select count(*) as n from inbox where processed_at is null") == 0);
  }

  private void whistle() {
    say("private:张书记", "张书记", "吹哨 1123-01 市政维护所 明天18:00前到场 路灯归市政");
  }

  private void filed() {
    Eventually.until(
        () ->
            ApiService.count(
                    "select count(*) as n from outbox where channel = 'city' and state = 'sent'")
                == 1);
  }

  private void look() {
    clock.forward(Duration.ofMinutes(11));
    watch.run();
  }

  private static String whistleState() {
    return TestDatabase.pool()
        .query("select state from whistle")
        .execute()
        .await()
        .iterator()
        .next()
        .getString("state");
  }

  /** What the reporter was told, without the receipts of before. */
  private String reporterHeard() {
    return TestService.messages(service, clock, "after=&limit=500").body();
  }

  @Test
  void is_filed_once_with_nobody_in_it() {
    whistle();
    filed();
    say("private:张书记", "张书记", "吹哨 1123-01 市政维护所");
    var form = city.filed().getFirst().form();
    assertThat(form.get("api_key")).isEqualTo(KEY.value());
    assertThat(form.get("jurisdiction_id")).isEqualTo("city.example");
    assertThat(form.get("service_code")).isEqualTo("street-light");
    assertThat(form.get("address_string")).isEqualTo("幸福路1号");
    assertThat(form.get("description")).contains("1123-01", "路灯").doesNotContain("老陈");
    assertThat(city.filed()).hasSize(1);
  }

  @Test
  void is_taken_and_done_when_the_platform_says_so_and_each_once() {
    whistle();
    filed();
    look();
    assertThat(whistleState()).isEqualTo("TAKEN");
    look();
    city.says("C-1", true, "已换灯,联系人13812345678");
    look();
    assertThat(whistleState()).isEqualTo("ARRIVED");
    assertThat(reporterHeard()).contains("已换灯").doesNotContain("13812345678");
    var before = city.looks();
    look();
    assertThat(city.looks()).isEqualTo(before);
    assertThat(count("whistle_taken")).isEqualTo(1);
    assertThat(count("whistle_arrived")).isEqualTo(1);
  }

  private static int count(String verb) {
    return ApiService.count("select count(*) as n from case_history where verb = '" + verb + "'");
  }

  @Test
  void waits_for_its_number_where_the_platform_gives_a_token_first() {
    city.givesTokens();
    whistle();
    filed();
    look();
    look();
    assertThat(whistleState()).isEqualTo("TAKEN");
  }

  @Test
  void is_filed_again_after_the_platform_was_away_with_the_same_key() {
    city.answers(503);
    whistle();
    Eventually.until(
        () ->
            ApiService.count(
                    "select count(*) as n from outbox where channel = 'city' and last_error is not null")
                == 1);
    assertThat(city.filed()).isEmpty();
    city.answers(200);
    Eventually.until(
        () -> {
          clock.forward(Duration.ofMinutes(1));
          return city.filed().size() == 1;
        });
    filed();
    city.answers(503);
    look();
    assertThat(whistleState()).isEqualTo("ASKED");
    city.answers(200);
    clock.forward(Duration.ofHours(1));
    look();
    assertThat(whistleState()).isEqualTo("TAKEN");
    assertThat(city.filed().getFirst().key()).hasSize(36);
  }

  @Test
  void that_was_given_to_it_is_taken_and_a_person_looks_where_a_photo_is_missing() {
    say("private:张书记", "张书记", "裁定 1123-01 市政维护所 路灯归市政");
    filed();
    look();
    assertThat(ApiService.count("select count(*) as n from cases where state = 'ACCEPTED'"))
        .isEqualTo(1);
    city.says("C-1", true, "已换灯");
    look();
    assertThat(reporterHeard()).contains("市政维护所的平台说已办结:已换灯");
    assertThat(ApiService.count("select count(*) as n from cases where state = 'ACCEPTED'"))
        .isEqualTo(1);
  }
}
