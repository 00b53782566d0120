package linli.bot.sandbox;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import linli.adapters.Hmac;
import linli.adapters.Secret;

/** A Slack app. */
final class SlackServers implements PlatformServers {

  private static final int LONGEST_TEXT = 40_000;

  /** One a second on average; some at once are let through. */
  private static final int AT_ONCE = 5;

  private final Map<String, Secret> keys;
  private final InstantSource clock;
  private final Said said;

  SlackServers(Map<String, Secret> keys, InstantSource clock, Said said) {
    this.keys = keys;
    this.clock = clock;
    this.said = said;
  }

  @Override
  public boolean hasGroups() {
    return true;
  }

  /** It has none: the app's key is for ever. */
  @Override
  public void expireTokens() {}

  @Override
  public Answered answer(Asked asked) {
    if (!asked.bearer().equals(keys.get("botToken").value())) {
      return error("invalid_auth");
    }
    if (asked.path().equals("/api/auth.test")) {
      return Answered.ok(new JsonObject().put("ok", true));
    }
    var body = asked.body();
    var where = body.getString("channel", "");
    var text = body.getString("text", "");
    if (text.length() > LONGEST_TEXT) {
      return error("msg_too_long");
    }
    if (!said.within(where, AT_ONCE, Duration.ofSeconds(AT_ONCE))) {
      return new Answered(429, new JsonObject().put("ok", false).put("error", "ratelimited"));
    }
    var ts = "%d.%06d".formatted(clock.instant().getEpochSecond(), said.number());
    said.add(new Read(where, unescaped(text), labels(body), where + "/" + ts));
    return Answered.ok(new JsonObject().put("ok", true).put("channel", where).put("ts", ts));
  }

  private static String unescaped(String text) {
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
  }

  private static List<String> labels(JsonObject body) {
    if (!body.containsKey("blocks")) {
      return List.of();
    }
    var elements = body.getJsonArray("blocks").getJsonObject(1).getJsonArray("elements");
    return elements.stream()
        .map(element -> ((JsonObject) element).getJsonObject("text").getString("text"))
        .toList();
  }

  private static Answered error(String code) {
    return Answered.ok(new JsonObject().put("ok", false).put("error", code));
  }

  @Override
  public Callback tell(Saying saying) {
    var seconds = clock.instant().getEpochSecond();
    var event =
        new JsonObject()
            .put("type", "message")
            .put("user", saying.person())
            .put("text", saying.text())
            .put("ts", "%d.%06d".formatted(seconds, said.number()))
            .put("channel", saying.group() == null ? "D" + saying.person() : saying.group());
    if (saying.quoted() != null) {
      event.put("thread_ts", saying.quoted().split("/")[1]);
    }
    var body =
        new JsonObject()
            .put("type", "event_callback")
            .put("event_id", "Ev" + said.number())
            .put("event", event)
            .encode()
            .getBytes(StandardCharsets.UTF_8);
    var signed = ("v0:" + seconds + ":").getBytes(StandardCharsets.US_ASCII);
    var signature = new Hmac(keys.get("signingSecret")).over(signed, body);
    return new Callback(
        "",
        Map.of(
            "X-Slack-Request-Timestamp",
            Long.toString(seconds),
            "X-Slack-Signature",
            "v0=" + HexFormat.of().formatHex(signature)),
        body);
  }
}
