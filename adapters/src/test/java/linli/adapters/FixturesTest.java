package linli.adapters;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import linli.adapters.Received.Accepted;
import linli.adapters.dingtalk.DingTalkRobotWebhook;
import linli.adapters.feishu.FeishuWebhook;
import linli.adapters.msgcrypt.MsgCrypt;
import linli.adapters.slack.SlackWebhook;
import linli.adapters.telegram.TelegramWebhook;
import linli.adapters.wechat.WechatOfficialWebhook;
import linli.adapters.wecom.WecomAppWebhook;
import linli.adapters.wecom.WecomRobotWebhook;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What platforms send, one file each, and beside it what we make of it ({@code NAME.heard.json}; an
 * empty list where it concerns nobody). {@code -Dfixtures.update=true} writes the latter: read the
 * difference.
 */
@DisplayName("What a platform sends")
class FixturesTest {

  private static final Path FOLDER = Path.of("src/test/resources/linli/adapters");
  private static final Instant NOW = WebhookContract.NOW;
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
          .addModule(new SimpleModule().addSerializer(Instant.class, new AsText()))
          .build();

  private static final class AsText extends JsonSerializer<Instant> {
    @Override
    public void serialize(Instant time, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeString(time.toString());
    }
  }

  private static final FreshTime FRESH =
      new FreshTime(InstantSource.fixed(NOW), Duration.ofMinutes(5));
  private static final MsgCrypt CRYPT = new MsgCrypt(Signed.TOKEN, Signed.AES_KEY, "");

  private static final Map<String, Webhook> EARS =
      Map.of(
          "wecom/app", new WecomAppWebhook(CRYPT, FRESH),
          "wecom/robot", new WecomRobotWebhook(CRYPT, FRESH),
          "wechat", new WechatOfficialWebhook(Signed.TOKEN, CRYPT, FRESH),
          "dingtalk", new DingTalkRobotWebhook(new Secret("s"), "dingrobot01", FRESH),
          "feishu", new FeishuWebhook(null, new Secret("verify"), "cli_test01", "ou_bot", FRESH),
          "telegram", new TelegramWebhook(new Secret("s"), "linlibot", InstantSource.fixed(NOW)),
          "slack", new SlackWebhook(new Secret("s"), FRESH));

  static List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(FOLDER)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> EARS.containsKey(folder(file)))
          .filter(file -> !file.toString().endsWith(".heard.json"))
          .sorted()
          .toList();
    }
  }

  static Webhook ear(Path file) {
    return EARS.get(folder(file));
  }

  private static String folder(Path file) {
    return FOLDER.relativize(file.getParent()).toString().replace('\\', '/');
  }

  @ParameterizedTest
  @MethodSource("files")
  void is_heard_as_people_meant_it(Path file) throws IOException {
    var seconds = Long.toString(NOW.getEpochSecond());
    var request = Call.post(Map.of("timestamp", seconds), Map.of(), new byte[0]).request();
    var received = ear(file).read(request, Files.readAllBytes(file));
    var heard = JSON.writeValueAsString(((Accepted) received).events()) + "\n";
    var beside =
        file.resolveSibling(file.getFileName().toString().replaceFirst("\\.\\w+$", ".heard.json"));
    if (Boolean.getBoolean("fixtures.update")) {
      Files.writeString(beside, heard);
    }
    assertThat(heard).isEqualTo(Files.readString(beside));
  }
}
