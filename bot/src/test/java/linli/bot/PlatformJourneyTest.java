package linli.bot;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import linli.adapters.Secret;
import linli.bot.LinliConfig.ChannelSettings;
import linli.bot.channels.Platform;
import linli.bot.estates.EstateFile;
import linli.bot.sandbox.Sandbox;
import linli.bot.sandbox.Sandbox.Played;
import linli.bot.store.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The broken lift (J1) from callback to callback on every platform, with stand-ins for their
 * servers. Staff are on Telegram; residents on the platform that is tried.
 */
@DisplayName("A lift that stands still")
class PlatformJourneyTest {

  private static final Instant START = Instant.parse("2026-11-23T00:02:00Z");
  private static final String GROUP = "3号楼邻里群";
  private static final String STAFF = "派单群";
  private static final String STAFF_CHANNEL = "staff";
  private static final String RESIDENTS = "residents";

  @TempDir Path data;
  private MovableClock clock = new MovableClock(START);
  private Sandbox sandbox;
  private Wiring wiring;
  private Service service;

  @BeforeEach
  void empty() {
    TestDatabase.clean();
  }

  @AfterEach
  void stop() {
    service.close();
    sandbox.close();
  }

  private void start(Platform platform) {
    var played =
        Map.of(
            STAFF_CHANNEL,
            new Played(Platform.TELEGRAM, keys(Platform.TELEGRAM)),
            RESIDENTS,
            new Played(platform, keys(platform)));
    sandbox = Sandbox.start(TestService.vertx(), "127.0.0.1", 0, clock, played);
    wiring = new Wiring(TestService.vertx(), config(played), TestDatabase.database(), clock);
    var features =
        new Features(ApiService.KNOWLEDGE, wiring.outbox(), wiring.due(), Map.of(), false, clock);
    features.importEstate(wiring.transactions(), EstateFile.shippedDemo(), STAFF_CHANNEL);
    moveResidents(platform);
    features.loadEstates(wiring.database().pool());
    service = Service.start(wiring, features.domain(router -> {}));
    sandbox.tells(URI.create("http://127.0.0.1:" + service.port()));
  }

  private static Map<String, Secret> keys(Platform platform) {
    return Stream.concat(platform.required().stream(), platform.alsoRequired(Map.of()).stream())
        .collect(Collectors.toMap(key -> key, key -> new Secret(value(key))));
  }

  private static String value(String key) {
    return switch (key) {
      case "agentId" -> "7";
      case "encodingAesKey" -> "a".repeat(43);
      default -> "the-" + key;
    };
  }

  private LinliConfig config(Map<String, Played> played) {
    var channels = new TreeMap<String, ChannelSettings>();
    played.forEach(
        (name, one) ->
            channels.put(
                name,
                new ChannelSettings(
                    one.platform().key(), null, null, sandbox.base(name), null, 1000, one.keys())));
    var base = TestService.config(data, TestDatabase.url(), null);
    return new LinliConfig(
        base.http(), data, base.database(), true, channels, base.inbox(), base.media(), null, null);
  }

  /** In customer service people are somebody of a service account. */
  private static void moveResidents(Platform platform) {
    var suffix = platform == Platform.WECOM_KF ? "@wk-sandbox" : "";
    execute(
        "update account set channel = 'residents', account_id = account_id || '"
            + suffix
            + "' where not exists (select from staff_role where staff_role.estate_id ="
            + " account.estate_id and staff_role.person_id = account.person_id)");
    execute("update chat_group set channel = 'residents' where audience = 'residents'");
  }

  private static void execute(String sql) {
    TestDatabase.pool().query(sql).execute().await();
  }

  // --- saying and reading
  // -------------------------------------------------------------------------

  private void says(String person, String text) {
    says(person, text, null);
  }

  /** In the neighbours' group where the platform has some, else alone. */
  private void says(String person, String text, String quoted) {
    var group = sandbox.hasGroups(RESIDENTS) ? GROUP : null;
    assertThat(sandbox.say(RESIDENTS, group, person, text, quoted)).isEqualTo(200);
    settled();
  }

  private void alone(String person, String text) {
    assertThat(sandbox.say(RESIDENTS, null, person, text, null)).isEqualTo(200);
    settled();
  }

  private void staff(String person, String text) {
    assertThat(sandbox.say(STAFF_CHANNEL, STAFF, person, text, null)).isEqualTo(200);
    settled();
  }

  /** Everything that was heard is done, and everything that was to be said is said. */
  private void settled() {
    Eventually.until(
        () -> {
          wiring.due().runDue(clock.instant());
          return count("channel_pulls where announced > fetched") == 0
              && count("inbox where processed_at is null") == 0
              && count("outbox where state = 'pending'") == 0;
        });
  }

  private static long count(String rows) {
    var sql = "select count(*) from " + rows;
    return TestDatabase.pool().query(sql).execute().await().iterator().next().getLong(0);
  }

  private void forward(Duration time) {
    clock.forward(time);
    settled();
  }

  private List<String> read(String channel, String where) {
    return sandbox.read(channel).stream()
        .filter(each -> each.where().equals(where))
        .map(Sandbox.Read::text)
        .toList();
  }

  // --- the journey
  // --------------------------------------------------------------------------------

  /** What 老陈 reads of it: in the group, and alone. */
  private record Seen(List<String> inGroup, List<String> alone) {}

  private Seen journey(Platform platform) {
    start(platform);
    says("老陈", "@小邻 3号楼2单元电梯又坏了 老人下不去楼!!");
    staff("小周", "接单 1123-01");
    forward(Duration.ofHours(2));
    staff("小周", "到场 1123-01");
    alone("老陈", "进度");
    staff("小周", "办结 1123-01 重启主板");
    alone("老陈", "1");
    var seen = new Seen(read(RESIDENTS, GROUP), read(RESIDENTS, "老陈"));
    assertThat(read(STAFF_CHANNEL, STAFF).getFirst()).startsWith("🔴加急【1123-01】电梯故障·3号楼2单元");
    assertThat(count("cases where outcome = 'SOLVED'")).isEqualTo(1);
    return seen;
  }

  @ParameterizedTest
  @EnumSource
  void is_mended_and_the_resident_says_so(Platform platform) {
    var seen = journey(platform);
    var first = sandbox.hasGroups(RESIDENTS) ? seen.inGroup() : seen.alone();
    assertThat(first.getFirst()).startsWith("收到。已受理【1123-01】电梯故障·3号楼2单元(加急,有老人)。已派万家物业,08:32前响应");
    assertThat(seen.alone()).anyMatch(line -> line.startsWith("【1123-01】"));
  }

  /** Buttons or not, windows or not: the words are the same. */
  @Test
  void is_the_same_story_wherever_residents_are() {
    var stories = new HashMap<Platform, Seen>();
    var all = EnumSet.allOf(Platform.class);
    all.remove(Platform.WECOM_ROBOT); // it cannot begin to speak
    for (var platform : all) {
      if (service != null) {
        stop();
        TestDatabase.clean();
        clock = new MovableClock(START);
      }
      stories.put(platform, journey(platform));
    }
    var groups = List.of(Platform.DINGTALK_ROBOT, Platform.FEISHU, Platform.TELEGRAM);
    groups.forEach(
        each -> assertThat(plain(each, stories)).isEqualTo(plain(Platform.SLACK, stories)));
    var alone = List.of(Platform.WECHAT_OFFICIAL, Platform.WECOM_KF);
    alone.forEach(
        each -> assertThat(plain(each, stories)).isEqualTo(plain(Platform.WECOM_APP, stories)));
  }

  /** Without what is typed below a text where there are no buttons. */
  private static Seen plain(Platform platform, Map<Platform, Seen> stories) {
    var seen = stories.get(platform);
    return new Seen(plain(seen.inGroup()), plain(seen.alone()));
  }

  private static List<String> plain(List<String> lines) {
    return lines.stream().map(line -> line.replaceFirst("\n(1 |取消|不是).*$", "")).toList();
  }

  /** As the bot itself asks: 补充请回复本条. */
  @ParameterizedTest
  @EnumSource(names = {"FEISHU", "TELEGRAM", "SLACK"})
  void is_told_more_about_by_quoting_the_line_of_the_bot(Platform platform) {
    start(platform);
    says("老陈", "@小邻 3号楼2单元电梯又坏了 老人下不去楼!!");
    says("老陈", "门口贴着停用的纸");
    assertThat(read(RESIDENTS, GROUP)).hasSize(1);
    var id =
        sandbox.read(RESIDENTS).stream().filter(each -> each.where().equals(GROUP)).findFirst();
    says("老陈", "门口贴着停用的纸", id.orElseThrow().id());
    assertThat(read(RESIDENTS, GROUP)).hasSize(2);
    assertThat(read(RESIDENTS, GROUP).get(1)).contains("【1123-01】");
  }

  // --- trouble
  // ------------------------------------------------------------------------------------

  @ParameterizedTest
  @EnumSource
  void is_one_lift_although_it_is_told_twice_by_a_slow_platform_whose_token_ended(
      Platform platform) {
    start(platform);
    sandbox.trouble(RESIDENTS).tellTwice(true).slow(50);
    says("老陈", "@小邻 3号楼2单元电梯又坏了");
    sandbox.expireTokens(RESIDENTS);
    alone("老陈", "进度");
    assertThat(count("cases")).isEqualTo(1);
    var where = sandbox.hasGroups(RESIDENTS) ? GROUP : "老陈";
    assertThat(read(RESIDENTS, where)).filteredOn(line -> line.startsWith("收到。")).hasSize(1);
    assertThat(read(RESIDENTS, "老陈")).anyMatch(line -> line.startsWith("【1123-01】"));
  }

  @ParameterizedTest
  @EnumSource(names = "WECOM_ROBOT", mode = EnumSource.Mode.EXCLUDE)
  void is_reported_although_the_platform_answers_nothing_for_a_while(Platform platform) {
    start(platform);
    sandbox.trouble(RESIDENTS).fail(3);
    assertThat(
            sandbox.say(
                RESIDENTS,
                sandbox.hasGroups(RESIDENTS) ? GROUP : null,
                "老陈",
                "@小邻 3号楼2单元电梯又坏了",
                null))
        .isEqualTo(200);
    Eventually.until(
        () -> {
          clock.forward(Duration.ofSeconds(1));
          return count("cases") == 1 && count("outbox where state = 'pending'") == 0;
        });
    var where = sandbox.hasGroups(RESIDENTS) ? GROUP : "老陈";
    assertThat(read(RESIDENTS, where)).filteredOn(line -> line.startsWith("收到。")).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"DINGTALK_ROBOT", "FEISHU", "WECOM_KF", "WECHAT_OFFICIAL"})
  void is_found_although_messages_came_in_a_wrong_order(Platform platform) {
    start(platform);
    sandbox.trouble(RESIDENTS).hold();
    sandbox.say(RESIDENTS, null, "老陈", "3号楼2单元电梯又坏了", null);
    sandbox.say(RESIDENTS, null, "阿梅", "3号楼2单元电梯门关不上", null);
    sandbox.release(RESIDENTS);
    Eventually.until(() -> count("inbox where processed_at is not null") == 2);
    settled();
    assertThat(count("cases")).isEqualTo(1);
    assertThat(read(RESIDENTS, "老陈")).hasSize(1);
    assertThat(read(RESIDENTS, "阿梅")).hasSize(1);
  }
}
