package linli.bot;

import static linli.bot.SandboxService.GROUP;
import static linli.bot.SandboxService.RESIDENTS;
import static linli.bot.SandboxService.count;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import linli.bot.channels.Platform;
import linli.bot.sandbox.DingTalkGateway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** DingTalk over a connection that the service opens, with a stand-in for DingTalk's end. */
@DisplayName("A robot without a public address")
class StreamJourneyTest {

  @TempDir Path data;
  private SandboxService at;
  private DingTalkGateway gateway;

  @BeforeEach
  void start() {
    at = new SandboxService(data, Platform.DINGTALK_ROBOT, Map.of("mode", "stream"));
    gateway = (DingTalkGateway) at.sandbox.gateway(RESIDENTS);
    connected();
  }

  @AfterEach
  void stop() {
    at.close();
  }

  private void connected() {
    Eventually.until(() -> gateway.connections() == 1);
  }

  /** Does what ends the connection and waits for the next one. */
  private void connectedAgainAfter(Runnable end) {
    var before = gateway.accepted();
    end.run();
    Eventually.until(() -> gateway.accepted() > before);
    connected();
  }

  @Test
  void hears_and_answers() {
    at.says("老陈", "@小邻 3号楼2单元电梯又坏了");
    assertThat(at.read(RESIDENTS, GROUP)).hasSize(1);
    assertThat(at.read(RESIDENTS, GROUP).getFirst()).startsWith("收到。已受理【1123-01】");
  }

  @Test
  void answers_a_ping() {
    assertThat(gateway.ping()).isEqualTo(200);
  }

  @Test
  void comes_back_when_it_is_sent_away_or_cut_off() {
    connectedAgainAfter(gateway::sendAway);
    at.says("老陈", "@小邻 3号楼2单元电梯又坏了");
    connectedAgainAfter(gateway::cut);
    at.alone("老陈", "进度");
    assertThat(count("cases")).isEqualTo(1);
    assertThat(at.read(RESIDENTS, "老陈")).hasSize(1);
  }

  @Test
  void comes_back_when_the_platform_was_away() {
    at.sandbox.trouble(RESIDENTS).fail(1);
    connectedAgainAfter(gateway::cut);
    assertThat(gateway.ping()).isEqualTo(200);
  }

  @Test
  void hears_once_what_is_told_twice() {
    at.sandbox.trouble(RESIDENTS).tellTwice(true);
    at.says("老陈", "@小邻 3号楼2单元电梯又坏了");
    assertThat(at.read(RESIDENTS, GROUP)).hasSize(1);
  }

  @Test
  void takes_the_buttons_off_a_card_that_was_pressed() {
    at.close();
    var cards = Map.of("mode", "stream", "cardTemplateId", "a-template");
    at = new SandboxService(data, Platform.DINGTALK_ROBOT, cards);
    gateway = (DingTalkGateway) at.sandbox.gateway(RESIDENTS);
    connected();
    at.says("老陈", "@小邻 3号楼2单元电梯又坏了");
    at.staff("小周", "接单 1123-01");
    at.staff("小周", "办结 1123-01 重启主板");
    assertThat(at.sandbox.read(RESIDENTS).getLast().buttons()).containsExactly("好了", "没好");
    at.press(RESIDENTS, "老陈", "老陈", "好了");
    assertThat(count("cases where outcome = 'SOLVED'")).isEqualTo(1);
    assertThat(at.read(RESIDENTS, "老陈")).anyMatch(text -> text.endsWith("\n✓好了"));
  }
}
