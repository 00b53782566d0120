package linli.bot;

import static linli.bot.SandboxService.GROUP;
import static linli.bot.SandboxService.RESIDENTS;
import static linli.bot.SandboxService.STAFF;
import static linli.bot.SandboxService.STAFF_CHANNEL;
import static linli.bot.SandboxService.count;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import linli.bot.channels.Platform;
import linli.bot.sandbox.Gateway;
import linli.bot.store.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** WeCom's intelligent robot over its long connection, with a stand-in for WeCom's end. */
@DisplayName("A robot of WeCom without a public address")
class RobotStreamJourneyTest {

  private static final Map<String, String> STREAM =
      Map.of("mode", "stream", "botId", "the-botId", "secret", "the-secret");

  @TempDir Path data;
  private SandboxService at;
  private Gateway gateway;

  @BeforeEach
  void start() {
    at = new SandboxService(data, Platform.WECOM_ROBOT, STREAM);
    gateway = at.sandbox.gateway(RESIDENTS);
    connected();
  }

  @AfterEach
  void stop() {
    at.close();
  }

  private void connected() {
    Eventually.until(() -> gateway.connections() == 1);
  }

  /** WeCom is not told that a message was taken: it is there when it is in the inbox. */
  private void says(String group, String person, String text) {
    var before = count("inbox");
    assertThat(at.sandbox.say(RESIDENTS, group, person, text, null)).isEqualTo(200);
    Eventually.until(() -> count("inbox") > before);
    at.settled();
  }

  @Test
  void hears_and_answers_in_the_group_and_speaks_first_to_somebody_alone() {
    says(GROUP, "老陈", "@小邻 3号楼2单元电梯又坏了");
    assertThat(at.read(RESIDENTS, GROUP).getFirst()).startsWith("收到。已受理【1123-01】");
    at.staff("小周", "接单 1123-01");
    at.staff("小周", "办结 1123-01 重启主板");
    assertThat(at.read(RESIDENTS, "老陈").getLast()).startsWith("【1123-01】万家物业报告已修好");
  }

  @Test
  void takes_the_buttons_off_a_card_that_was_pressed_in_time() {
    says(GROUP, "老陈", "@小邻 3号楼2单元电梯又坏了");
    at.staff("小周", "接单 1123-01");
    at.staff("小周", "办结 1123-01 重启主板");
    assertThat(at.sandbox.read(RESIDENTS).getLast().buttons()).containsExactly("好了", "没好");
    var before = count("inbox");
    at.sandbox.press(RESIDENTS, "老陈", "老陈", "好了");
    Eventually.until(() -> count("inbox") > before);
    at.settled();
    var card =
        at.sandbox.read(RESIDENTS).stream()
            .filter(each -> each.text().startsWith("【1123-01】万家物业报告已修好"))
            .findFirst()
            .orElseThrow();
    assertThat(card.text()).endsWith("\n✓好了");
    assertThat(card.buttons()).isEmpty();
    assertThat(count("cases where outcome = 'SOLVED'")).isEqualTo(1);
  }

  @Test
  void comes_back_and_says_then_what_waited() {
    says(GROUP, "老陈", "@小邻 3号楼2单元电梯又坏了");
    var before = gateway.accepted();
    gateway.cut();
    Eventually.until(() -> gateway.accepted() > before);
    at.staff("小周", "接单 1123-01");
    assertThat(at.read(RESIDENTS, GROUP)).hasSize(2);
    assertThat(at.read(STAFF_CHANNEL, STAFF)).hasSize(2);
    says(null, "老陈", "进度");
    assertThat(at.read(RESIDENTS, "老陈")).hasSize(1);
  }

  @Test
  void hears_once_what_is_told_twice() {
    at.sandbox.trouble(RESIDENTS).tellTwice(true);
    says(GROUP, "老陈", "@小邻 3号楼2单元电梯又坏了");
    at.sandbox.trouble(RESIDENTS).tellTwice(false);
    says(null, "阿梅", "你好"); // comes behind the second telling
    assertThat(at.read(RESIDENTS, GROUP)).hasSize(1);
    assertThat(count("inbox")).isEqualTo(2);
  }

  /** Two nodes would push each other out for ever. */
  @Test
  void leaves_the_connection_to_the_node_that_has_it() {
    var node = TestDatabase.pool().query("select node from stream_holds").execute().await();
    assertThat(node.size()).isEqualTo(1);
    var accepted = gateway.accepted();
    var second = at.secondNode();
    try {
      says(GROUP, "老陈", "@小邻 3号楼2单元电梯又坏了");
      assertThat(at.read(RESIDENTS, GROUP)).hasSize(1);
      assertThat(gateway.accepted()).isEqualTo(accepted);
    } finally {
      second.close();
    }
  }

  @Test
  void says_once_that_another_program_took_its_place() {
    gateway.sendAway();
    Eventually.until(
        () ->
            count("channel_state where channel = 'residents' and failing_code = 'pushed out'")
                == 1);
    assertThat(count("channel_state where key_refused")).isEqualTo(1);
  }
}
