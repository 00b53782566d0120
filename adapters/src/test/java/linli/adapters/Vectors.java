package linli.adapters;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import linli.adapters.dingtalk.DingTalkEventsWebhook;
import linli.adapters.dingtalk.DingTalkRobotWebhook;
import linli.adapters.feishu.FeishuWebhook;
import linli.adapters.msgcrypt.MsgCrypt;
import linli.adapters.slack.SlackWebhook;
import linli.adapters.telegram.TelegramWebhook;
import linli.adapters.wechat.WechatOfficialWebhook;
import linli.adapters.wecom.WecomAppWebhook;
import linli.adapters.wecom.WecomRobotWebhook;
import org.junit.jupiter.api.Assumptions;

/** The byte-exact requests beside the checkout ({@code ../shared/data/vectors.json}). */
public final class Vectors {

  private static final Path FILE = folder().resolve("data/vectors.json");

  private Vectors() {}

  private static Path folder() {
    var given = System.getProperty("linli.shared");
    return given != null
        ? Path.of(given)
        : Stream.iterate(Path.of("").toAbsolutePath(), Objects::nonNull, Path::getParent)
            .map(path -> path.resolve("shared"))
            .filter(Files::isDirectory)
            .findFirst()
            .orElse(Path.of("shared"));
  }

  /** The whole file; skips the test that asks where there is none. */
  public static JsonNode file() {
    if (!Files.exists(FILE)) {
      System.out.println("skipped: no ../shared/data/vectors.json beside this checkout");
    }
    Assumptions.assumeTrue(Files.exists(FILE), "no ../shared/data/vectors.json");
    try {
      return new ObjectMapper().readTree(FILE.toFile());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  public static List<Vector> all() {
    return StreamSupport.stream(file().get("vectors").spliterator(), false)
        .map(Vector::new)
        .toList();
  }

  public static Vector get(String id) {
    return all().stream().filter(vector -> vector.id().equals(id)).findFirst().orElseThrow();
  }

  /** One of the answers of ours that is known byte for byte. */
  public static JsonNode knownAnswer(String id) {
    return StreamSupport.stream(file().get("known_answers").spliterator(), false)
        .filter(answer -> answer.get("id").asText().equals(id))
        .findFirst()
        .orElseThrow();
  }

  /** One request and what must become of it. */
  public record Vector(JsonNode json) {

    public String id() {
      return json.get("id").asText();
    }

    boolean isValid() {
      return json.get("valid").asBoolean();
    }

    String channel() {
      return json.get("channel").asText();
    }

    /** A field of {@code expect}, or null. */
    public String expected(String field) {
      var value = json.get("expect").get(field);
      return value == null ? null : value.asText();
    }

    public Request request() {
      var request = json.get("request");
      var target = request.get("target").asText();
      var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
      request.get("headers").forEach(h -> headers.put(h.get(0).asText(), h.get(1).asText()));
      return new Request(
          request.get("method").asText(),
          target.contains("?") ? target.substring(target.indexOf('?') + 1) : null,
          headers::get,
          Base64.getDecoder().decode(request.get("body_base64").asText()));
    }

    public Secret secret(String key) {
      var value = json.get("keys").get(key);
      return value == null ? null : new Secret(value.asText());
    }

    private String key(String key) {
      return secret(key).value();
    }

    private MsgCrypt crypt(String receiver) {
      return new MsgCrypt(secret("token"), secret("encoding_aes_key"), key(receiver));
    }

    private FreshTime within(Duration limit) {
      return new FreshTime(clock(), limit);
    }

    private InstantSource clock() {
      return InstantSource.fixed(Instant.ofEpochMilli(json.get("now_ms").asLong()));
    }

    /** The adapter with this vector's keys at this vector's time. */
    Webhook webhook() {
      return switch (json.get("platform").asText() + " " + channel()) {
        case "wecom app" ->
            new WecomAppWebhook(crypt("receive_id"), within(Duration.ofMinutes(10)));
        case "wecom aibot" ->
            new WecomRobotWebhook(crypt("receive_id"), within(Duration.ofMinutes(10)));
        case "wechat_mp plain" ->
            new WechatOfficialWebhook(secret("token"), null, within(Duration.ofMinutes(10)));
        case "wechat_mp safe-mode" ->
            new WechatOfficialWebhook(
                secret("token"), crypt("app_id"), within(Duration.ofMinutes(10)));
        case "dingtalk robot-http" ->
            new DingTalkRobotWebhook(
                secret("app_secret"), key("robot_code"), within(Duration.ofHours(1)));
        case "dingtalk event-http" ->
            new DingTalkEventsWebhook(crypt("owner_key"), within(Duration.ofMinutes(10)));
        case "feishu event", "feishu card" ->
            new FeishuWebhook(
                secret("encrypt_key"),
                secret("verification_token"),
                secret("app_id") == null ? "" : key("app_id"),
                null,
                within(Duration.ofHours(8)));
        case "telegram webhook" ->
            new TelegramWebhook(secret("secret_token"), "linli_bot", clock());
        case "slack events", "slack interactivity", "slack commands" ->
            new SlackWebhook(secret("signing_secret"), within(Duration.ofMinutes(5)));
        default -> throw new IllegalStateException(id());
      };
    }

    @Override
    public String toString() {
      return id();
    }
  }
}
