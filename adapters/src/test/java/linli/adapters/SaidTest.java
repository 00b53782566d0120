package linli.adapters;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import linli.adapters.Capabilities.Can;
import linli.adapters.InboundEvent.Conversation.Type;
import linli.adapters.OutboundMessage.Button;
import linli.adapters.dingtalk.DingTalkRobotMouth;
import linli.adapters.feishu.FeishuMouth;
import linli.adapters.slack.SlackMouth;
import linli.adapters.telegram.TelegramMouth;
import linli.adapters.wechat.WechatOfficialMouth;
import linli.adapters.wecom.WecomAppMouth;
import linli.adapters.wecom.WecomKfMouth;
import linli.adapters.wecom.WecomRobotMouth;
import linli.adapters.wecom.WecomRobotStreamMouth;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The requests that say a message, byte for byte, in {@code PLATFORM/said}. {@code
 * -Dfixtures.update=true} writes them: read the difference.
 */
@DisplayName("What we send")
class SaidTest {

  private static final Path FOLDER = Path.of("src/test/resources/linli/adapters");
  private static final Secret KEY = new Secret("key");
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private static final Map<String, Mouth> MOUTHS =
      new TreeMap<>(
          Map.of(
              "wecom", new WecomAppMouth("ww1", 7, KEY),
              "wecom/kf", new WecomKfMouth("ww1", KEY),
              "wecom/robot", new WecomRobotMouth(KEY),
              "wechat", new WechatOfficialMouth("wx1", KEY),
              "dingtalk", new DingTalkRobotMouth("ding1", KEY, "robot1", null),
              "dingtalk/cards", new DingTalkRobotMouth("ding1", KEY, "robot1", "template1"),
              "feishu", new FeishuMouth("cli_1", KEY),
              "telegram", new TelegramMouth(KEY),
              "slack", new SlackMouth(KEY),
              "wecom/stream", new WecomRobotStreamMouth()));

  private static final Map<String, OutboundMessage> MESSAGES =
      new TreeMap<>(
          Map.of(
              "group", message(Type.GROUP, "收到 <一件> & \"两件\"。\n请稍等"),
              "alone", message(Type.PRIVATE, "现在正常吗?"),
              "alone-buttons",
                  message(Type.PRIVATE, "现在正常吗?", new Button("1", "好了"), new Button("2", "没好")),
              "group-buttons", message(Type.GROUP, "新的单子", new Button("接单 1123-01", "接单"))));

  private static OutboundMessage message(Type type, String text, Button... buttons) {
    return new OutboundMessage(
        UUID.fromString("0f3b1c62-9a51-4e2b-8f55-7f2f1c9d1e09"),
        type == Type.PRIVATE ? "private:p1" : "g1",
        type,
        type == Type.PRIVATE ? "p1" : null,
        text,
        List.of(buttons),
        null,
        null,
        WebhookContract.NOW);
  }

  /** In customer service people are somebody of a service account. */
  private static OutboundMessage of(String platform, String name) {
    var message = MESSAGES.get(name);
    return platform.equals("wecom/kf") && message.isPrivate()
        ? new OutboundMessage(
            message.id(),
            "private:p1@wk1",
            Type.PRIVATE,
            "p1@wk1",
            message.text(),
            message.buttons(),
            null,
            null,
            message.createdAt())
        : message;
  }

  static Stream<Arguments> all() {
    return MOUTHS.keySet().stream()
        .flatMap(platform -> MESSAGES.keySet().stream().map(m -> Arguments.of(platform, m)));
  }

  @ParameterizedTest
  @MethodSource("all")
  void is_what_the_platform_reads(String platform, String message) throws IOException {
    var mouth = MOUTHS.get(platform);
    var token = mouth.askForToken().isPresent() ? new Secret("token") : null;
    var handle = new Secret("https://qyapi.weixin.qq.com/cgi-bin/aibot/response?response_code=x");
    var calls = mouth.say(of(platform, message), mouth.needsHandle() ? handle : token);
    isAsWritten(platform, message, calls);
  }

  /** What each platform calls the message that is changed. */
  private static final Map<String, String> NAMES =
      Map.of(
          "wecom", "code",
          "wecom/stream", "aibot_send_msg-1",
          "dingtalk/cards", "0f3b1c62-9a51-4e2b-8f55-7f2f1c9d1e09",
          "feishu", "om_1",
          "telegram", "-42/7",
          "slack", "C1/1790000000.000100");

  static Stream<String> changing() {
    return MOUTHS.keySet().stream()
        .filter(each -> MOUTHS.get(each).capabilities().can(Can.CHANGE_CARDS));
  }

  @ParameterizedTest
  @MethodSource("changing")
  void leaves_a_card_with_what_came_of_it(String platform) throws IOException {
    var mouth = MOUTHS.get(platform);
    var name = NAMES.get(platform);
    var used = message(Type.GROUP, "新的单子");
    var left = message(Type.GROUP, "新的单子", new Button("详情 1123-01", "详情"));
    var note = "✅物业小周08:05已接单";
    isAsWritten(platform, "changed", mouth.change(used, note, name, KEY).stream().toList());
    isAsWritten(platform, "changed-left", mouth.change(left, note, name, KEY).stream().toList());
  }

  /** A message of the same group, and none: what was pressed, what was said elsewhere. */
  @ParameterizedTest
  @CsvSource({
    "feishu, om_7, true",
    "feishu, ev-7, false",
    "telegram, g1/7, true",
    "telegram, g2/7, false",
    "telegram, callback:7, false",
    "slack, g1/1790000000.000100, true",
    "slack, g1/1790000009.000900@1790000000.000100, true",
    "slack, g2/1790000000.000100, false"
  })
  void shows_what_it_answers(String platform, String answered, boolean shown) throws IOException {
    var mouth = MOUTHS.get(platform);
    var plain = message(Type.GROUP, "收到");
    var quoting = answering(plain, answered);
    if (shown) {
      isAsWritten(platform, "quoting", mouth.say(quoting, KEY));
    } else {
      assertThat(mouth.say(quoting, KEY).getFirst().body())
          .isEqualTo(mouth.say(plain, KEY).getFirst().body());
    }
    var alone = message(Type.PRIVATE, "收到");
    assertThat(mouth.say(answering(alone, answered), KEY).getFirst().body())
        .isEqualTo(mouth.say(alone, KEY).getFirst().body());
  }

  private static OutboundMessage answering(OutboundMessage message, String answered) {
    return new OutboundMessage(
        message.id(),
        message.conversationId(),
        message.conversationType(),
        message.to(),
        message.text(),
        message.buttons(),
        answered,
        null,
        message.createdAt());
  }

  private static void isAsWritten(String platform, String message, List<Mouth.Call> calls)
      throws IOException {
    var list = VendorJson.object().putArray("calls");
    for (var call : calls) {
      var one = list.addObject().put("method", call.method()).put("path", call.path());
      one.set("headers", JSON.valueToTree(new TreeMap<>(call.headers())));
      one.set("body", JSON.readTree(call.body()));
    }
    var said = JSON.writeValueAsString(list) + "\n";
    var file = FOLDER.resolve(platform).resolve("said").resolve(message + ".json");
    if (Boolean.getBoolean("fixtures.update")) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, said);
    }
    assertThat(said).isEqualTo(Files.readString(file));
  }
}
