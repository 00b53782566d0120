package linli.bot;

import static linli.bot.SandboxService.RESIDENTS;
import static linli.bot.SandboxService.STAFF_CHANNEL;
import static linli.bot.SandboxService.count;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import linli.bot.channels.Platform;
import linli.bot.sandbox.Sandbox.Read;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Buttons pressed on stand-ins for the platforms, and what the card says then. */
@DisplayName("A card whose button is pressed")
class CardJourneyTest {

  @TempDir Path data;
  private SandboxService at;

  @AfterEach
  void stop() {
    at.close();
  }

  private void start(Platform residents, Platform staff) {
    at = new SandboxService(data, residents, Map.of(), staff);
  }

  private String staffReadAt() {
    return at.staffGroup() == null ? "小周" : at.staffGroup();
  }

  private Read card(String channel, String where, String beginning) {
    return at.sandbox.read(channel).stream()
        .filter(each -> each.where().equals(where) && each.text().startsWith(beginning))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @EnumSource(names = {"WECOM_APP", "FEISHU", "TELEGRAM", "SLACK"})
  void says_who_took_the_case_and_asks_no_more(Platform staff) {
    start(Platform.DINGTALK_ROBOT, staff);
    at.says("老陈", "@小邻 3号楼2单元电梯又坏了 老人下不去楼!!");
    var lines = at.sandbox.read(STAFF_CHANNEL).size();
    assertThat(card(STAFF_CHANNEL, staffReadAt(), "🔴").buttons()).containsExactly("接单", "详情");
    at.clock.forward(Duration.ofMinutes(3));
    at.press(STAFF_CHANNEL, staffReadAt(), "小周", "接单");
    assertThat(count("cases where state = 'ACCEPTED'")).isEqualTo(1);
    var taken = card(STAFF_CHANNEL, staffReadAt(), "🔴");
    assertThat(taken.text()).contains("【1123-01】").endsWith("\n✅维保周师傅08:05已接单");
    assertThat(taken.buttons()).isSubsetOf("详情"); // WeCom can leave none
    assertThat(at.sandbox.read(STAFF_CHANNEL)).hasSize(lines + 1); // ✅已接单, and no second card
    assertThat(count("outbox where state = 'dead'")).isZero();
  }

  /** Typed is as good as pressed; who may not take it changes nothing. */
  @Test
  void asks_no_more_when_somebody_typed_it_and_still_asks_when_a_stranger_did() {
    start(Platform.SLACK, Platform.FEISHU);
    at.says("老陈", "@小邻 3号楼2单元电梯又坏了 老人下不去楼!!");
    at.press(STAFF_CHANNEL, staffReadAt(), "不认识的人", "接单");
    assertThat(card(STAFF_CHANNEL, staffReadAt(), "🔴").buttons()).contains("接单");
    at.staff("小周", "接单 1123-01");
    assertThat(card(STAFF_CHANNEL, staffReadAt(), "🔴").buttons()).doesNotContain("接单");
  }

  @ParameterizedTest
  @EnumSource(names = {"WECOM_APP", "FEISHU", "TELEGRAM", "SLACK"})
  void shows_a_resident_what_was_chosen(Platform residents) {
    start(residents, Platform.TELEGRAM);
    at.says("老陈", "@小邻 3号楼2单元电梯又坏了");
    at.staff("小周", "接单 1123-01");
    at.staff("小周", "办结 1123-01 重启主板");
    at.press(RESIDENTS, "老陈", "老陈", "好了");
    assertThat(count("cases where outcome = 'SOLVED'")).isEqualTo(1);
    var asked = card(RESIDENTS, "老陈", "【1123-01】万家物业报告已修好");
    assertThat(asked.text()).endsWith("\n✓好了");
    assertThat(asked.buttons()).isEmpty();
  }

  /** Menus of WeChat cannot be changed: the second tap is answered, and nothing happens twice. */
  @ParameterizedTest
  @EnumSource(names = {"WECHAT_OFFICIAL", "WECOM_KF"})
  void stays_where_a_platform_cannot_change_it_and_counts_once(Platform residents) {
    start(residents, Platform.TELEGRAM);
    at.alone("老陈", "3号楼2单元电梯又坏了");
    at.staff("小周", "接单 1123-01");
    at.staff("小周", "办结 1123-01 重启主板");
    at.press(RESIDENTS, "老陈", "老陈", "好了");
    at.press(RESIDENTS, "老陈", "老陈", "没好");
    assertThat(count("cases where outcome = 'SOLVED' and reopened = 0")).isEqualTo(1);
    assertThat(card(RESIDENTS, "老陈", "【1123-01】万家物业报告已修好").buttons())
        .isEqualTo(List.of("好了", "没好"));
    assertThat(count("outbox where changes is not null and channel = 'residents'")).isZero();
  }

  /**
   * Decisions 6: alone, and the receipt comes alone; nobody reads in a group how somebody voted.
   */
  @ParameterizedTest
  @EnumSource(names = {"WECOM_APP", "FEISHU", "TELEGRAM"})
  void is_a_ballot_with_a_receipt_of_its_own(Platform residents) {
    start(residents, Platform.TELEGRAM);
    for (var text :
        List.of(
            "发起表决", "2", "5", "3号楼", "更换3号楼门禁,预算6,000.00元", "1", "12月10日8:00—12月20日20:00", "公示")) {
      alone("张书记", text);
    }
    alone("马姐", "复核 表决1");
    at.forward(Duration.ofDays(17));
    at.forward(Duration.ofDays(8)); // who has not voted is asked, alone
    var ballot =
        at.sandbox.read(RESIDENTS).stream()
            .filter(each -> each.where().equals("老陈") && each.buttons().contains("同意"))
            .findFirst()
            .orElseThrow();
    assertThat(ballot.buttons()).containsExactly("同意", "反对", "弃权");
    var others = readByOthers();
    at.press(RESIDENTS, "老陈", "老陈", "反对");
    assertThat(count("vote_log where kind = 'ballot'")).isEqualTo(1);
    var cast = card(RESIDENTS, "老陈", ballot.text());
    assertThat(cast.text()).endsWith("\n✓反对");
    assertThat(cast.buttons()).isEmpty();
    assertThat(at.read(RESIDENTS, "老陈").getLast()).contains("反对", "回执");
    assertThat(readByOthers()).isEqualTo(others);
  }

  private List<Read> readByOthers() {
    return at.sandbox.read(RESIDENTS).stream().filter(each -> !each.where().equals("老陈")).toList();
  }

  private void alone(String staff, String text) {
    assertThat(at.sandbox.say(STAFF_CHANNEL, null, staff, text, null)).isEqualTo(200);
    at.settled();
  }
}
