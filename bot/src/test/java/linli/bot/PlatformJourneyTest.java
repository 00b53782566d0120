package linli.bot;

import static linli.bot.SandboxService.GROUP;
import static linli.bot.SandboxService.RESIDENTS;
import static linli.bot.SandboxService.STAFF;
import static linli.bot.SandboxService.STAFF_CHANNEL;
import static linli.bot.SandboxService.count;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import linli.adapters.Secret;
import linli.bot.LinliConfig.ChannelSettings;
import linli.bot.LinliConfig.Previous;
import linli.bot.channels.Platform;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The broken lift (J1) from callback to callback on every platform, with stand-ins for their
 * servers.
 */
@DisplayName("A lift that stands still")
class PlatformJourneyTest {

  @TempDir Path data;
  private SandboxService at;

  @AfterEach
  void stop() {
    at.close();
  }

  private void start(Platform platform) {
    at = new SandboxService(data, platform, Map.of());
  }

  // --- the journey -----------------------------------------------------------------------------

  /** What 老陈 reads of it: in the group, and alone. */
  private record Seen(List<String> inGroup, List<String> alone) {}

  private Seen journey(Platform platform) {
    start(platform);
    at.says("老陈", "@小邻 3号楼2单元电梯又坏了 老人下不去楼!!");
    at.staff("小周", "接单 1123-01");
    at.forward(Duration.ofHours(2));
    at.staff("小周", "到场 1123-01");
    at.alone("老陈", "进度");
    at.staff("小周", "办结 1123-01 重启主板");
    at.alone("老陈", "1");
    var seen = new Seen(at.read(RESIDENTS, GROUP), at.read(RESIDENTS, "老陈"));
    assertThat(at.read(STAFF_CHANNEL, STAFF).getFirst()).startsWith("🔴加急【1123-01】电梯故障·3号楼2单元");
    assertThat(count("cases where outcome = 'SOLVED'")).isEqualTo(1);
    return seen;
  }

  /** The journey once on each platform; buttons or not, windows or not: the words are the same. */
  @TestFactory
  Stream<DynamicTest> is_mended_and_the_resident_says_so_and_it_is_the_same_story_everywhere() {
    var stories = new HashMap<Platform, Seen>();
    var journeys =
        Stream.of(Platform.values())
            .filter(Platform::hears)
            .map(each -> dynamicTest(each.key(), () -> stories.put(each, mended(each))));
    return Stream.concat(journeys, Stream.of(dynamicTest("the same story", () -> same(stories))));
  }

  private Seen mended(Platform platform) {
    if (at != null) {
      stop();
    }
    var seen = journey(platform);
    var first = at.sandbox.hasGroups(RESIDENTS) ? seen.inGroup() : seen.alone();
    assertThat(first.getFirst()).startsWith("收到。已受理【1123-01】电梯故障·3号楼2单元(加急,有老人)。已派万家物业,08:32前响应");
    assertThat(seen.alone()).anyMatch(line -> line.startsWith("【1123-01】"));
    return seen;
  }

  private static void same(Map<Platform, Seen> stories) {
    var groups = List.of(Platform.DINGTALK_ROBOT, Platform.FEISHU, Platform.TELEGRAM);
    groups.forEach(
        each -> assertThat(plain(each, stories)).isEqualTo(plain(Platform.SLACK, stories)));
    var alone = List.of(Platform.WECHAT_OFFICIAL, Platform.WECOM_KF);
    alone.forEach(
        each -> assertThat(plain(each, stories)).isEqualTo(plain(Platform.WECOM_APP, stories)));
    assertThat(stories).hasSize(8); // the robot's is its own: no first word
  }

  /** Without what is typed below a text where there are no buttons, and what was chosen of them. */
  private static Seen plain(Platform platform, Map<Platform, Seen> stories) {
    var seen = stories.get(platform);
    return new Seen(plain(seen.inGroup()), plain(seen.alone()));
  }

  private static List<String> plain(List<String> lines) {
    return lines.stream().map(line -> line.replaceFirst("\n(1 |取消|不是|✓).*$", "")).toList();
  }

  /** As the bot itself asks: 补充请回复本条. */
  @ParameterizedTest
  @EnumSource(names = {"FEISHU", "TELEGRAM", "SLACK"})
  void is_told_more_about_by_quoting_the_line_of_the_bot(Platform platform) {
    start(platform);
    at.says("老陈", "@小邻 3号楼2单元电梯又坏了 老人下不去楼!!");
    at.says("老陈", "门口贴着停用的纸");
    assertThat(at.read(RESIDENTS, GROUP)).hasSize(1);
    var id =
        at.sandbox.read(RESIDENTS).stream().filter(each -> each.where().equals(GROUP)).findFirst();
    at.says("老陈", "门口贴着停用的纸", id.orElseThrow().id());
    assertThat(at.read(RESIDENTS, GROUP)).hasSize(2);
    assertThat(at.read(RESIDENTS, GROUP).get(1)).contains("【1123-01】");
    assertThat(at.sandbox.read(RESIDENTS).stream().filter(each -> each.where().equals(GROUP)))
        .allMatch(each -> each.quotes() != null);
  }

  // --- trouble ---------------------------------------------------------------------------------

  @ParameterizedTest
  @EnumSource(names = ".*_PUSH", mode = EnumSource.Mode.MATCH_NONE)
  void is_one_lift_although_it_is_told_twice_by_a_slow_platform_whose_token_ended(
      Platform platform) {
    start(platform);
    at.sandbox.trouble(RESIDENTS).tellTwice(true).slow(50);
    at.says("老陈", "@小邻 3号楼2单元电梯又坏了");
    at.sandbox.expireTokens(RESIDENTS);
    at.alone("老陈", "进度");
    assertThat(count("cases")).isEqualTo(1);
    var where = at.sandbox.hasGroups(RESIDENTS) ? GROUP : "老陈";
    assertThat(at.read(RESIDENTS, where)).filteredOn(line -> line.startsWith("收到。")).hasSize(1);
    assertThat(at.read(RESIDENTS, "老陈")).anyMatch(line -> line.startsWith("【1123-01】"));
  }

  @ParameterizedTest
  @EnumSource(names = "WECOM_ROBOT|.*_PUSH", mode = EnumSource.Mode.MATCH_NONE)
  void is_reported_although_the_platform_answers_nothing_for_a_while(Platform platform) {
    start(platform);
    at.sandbox.trouble(RESIDENTS).fail(3);
    assertThat(
            at.sandbox.say(
                RESIDENTS,
                at.sandbox.hasGroups(RESIDENTS) ? GROUP : null,
                "老陈",
                "@小邻 3号楼2单元电梯又坏了",
                null))
        .isEqualTo(200);
    Eventually.until(
        () -> {
          at.clock.forward(Duration.ofSeconds(1));
          return count("cases") == 1 && count("outbox where state = 'pending'") == 0;
        });
    var where = at.sandbox.hasGroups(RESIDENTS) ? GROUP : "老陈";
    assertThat(at.read(RESIDENTS, where)).filteredOn(line -> line.startsWith("收到。")).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"DINGTALK_ROBOT", "FEISHU", "WECOM_KF", "WECHAT_OFFICIAL"})
  void is_found_although_messages_came_in_a_wrong_order(Platform platform) {
    start(platform);
    at.sandbox.trouble(RESIDENTS).hold();
    at.sandbox.say(RESIDENTS, null, "老陈", "3号楼2单元电梯又坏了", null);
    at.sandbox.say(RESIDENTS, null, "阿梅", "3号楼2单元电梯门关不上", null);
    at.sandbox.release(RESIDENTS);
    Eventually.until(() -> count("inbox where processed_at is not null") == 2);
    at.settled();
    assertThat(count("cases")).isEqualTo(1);
    assertThat(at.read(RESIDENTS, "老陈")).hasSize(1);
    assertThat(at.read(RESIDENTS, "阿梅")).hasSize(1);
  }

  /**
   * Staff who have only a group with a robot that speaks read the task; who takes it says so
   * elsewhere.
   */
  @ParameterizedTest
  @EnumSource(names = {"WECOM_PUSH", "DINGTALK_PUSH"})
  void is_told_to_a_group_with_a_robot_that_only_speaks(Platform staff) {
    at = new SandboxService(data, Platform.SLACK, Map.of(), staff);
    at.says("老陈", "@小邻 3号楼2单元电梯又坏了 老人下不去楼!!");
    assertThat(at.read(STAFF_CHANNEL, "the group").getFirst()).startsWith("🔴加急【1123-01】电梯故障");
  }

  /** The platform signs with the old key while somebody changes it here and there. */
  @ParameterizedTest
  @EnumSource(names = {"SLACK", "WECOM_APP", "TELEGRAM"})
  void is_heard_with_the_old_key_until_the_set_time_and_not_after(Platform platform) {
    var until = SandboxService.START.plus(Duration.ofHours(1));
    at =
        new SandboxService(data, platform, Map.of(), Platform.TELEGRAM, old -> changed(old, until));
    at.says("老陈", "@小邻 3号楼2单元电梯又坏了");
    assertThat(count("cases")).isEqualTo(1);
    at.clock.forward(Duration.ofHours(1));
    assertThat(at.sandbox.say(RESIDENTS, null, "老陈", "进度", null)).isEqualTo(401);
    assertThat(count("inbox")).isEqualTo(1);
  }

  /** Other keys for what comes in; the stand-in goes on with the old ones. */
  private static ChannelSettings changed(ChannelSettings old, Instant until) {
    var keys = new HashMap<>(old.keys());
    var before = new HashMap<String, Secret>();
    for (var key : List.of("signingSecret", "token", "secretToken")) {
      if (keys.containsKey(key)) {
        before.put(key, keys.put(key, new Secret("another-one")));
      }
    }
    return new ChannelSettings(
        old.platform(),
        null,
        null,
        old.apiBase(),
        null,
        old.messagesPerSecond(),
        keys,
        new Previous(before, until));
  }
}
