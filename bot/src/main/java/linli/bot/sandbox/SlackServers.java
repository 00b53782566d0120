package linli.bot.sandbox;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
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
    if (asked.path().equals("/api/chat.update")) {
      var id = where + "/" + body.getString("ts");
      return said.change(id, was -> new Read(where, unescaped(text), choices(body), id))
          ? Answered.ok(new JsonObject().put("ok", true))
          : error("message_not_found");
    }
    if (!said.within(where, AT_ONCE, Duration.ofSeconds(AT_ONCE))) {
      return new Answered(429, new JsonObject().put("ok", false).put("error", "ratelimited"));
    }
    var ts = "%d.%06d".formatted(clock.instant().getEpochSecond(), said.number());
    said.add(new Read(where, unescaped(text), choices(body), where + "/" + ts, quotes(body)));
    return Answered.ok(new JsonObject().put("ok", true).put("channel", where).put("ts", ts));
  }

  private static String unescaped(String text) {
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
  }

  /** Who reads only the channel sees nothing of a thread that is not told to it. */
  private static String quotes(JsonObject body) {
    return body.getBoolean("reply_broadcast", false) ? body.getString("thread_ts") : null;
  }

  /** What a button sends stands in it, and the name of its block beside it. */
  private static List<Choice> choices(JsonObject body) {
    var blocks = body.getJsonArray("blocks", new JsonArray());
    if (blocks.size() < 2) {
      return List.of();
    }
    var actions = blocks.getJsonObject(1);
    return actions.getJsonArray("elements").stream()
        .map(JsonObject.class::cast)
        .map(
            button ->
                new Choice(
                    button.getJsonObject("text").getString("text"),
                    actions.getString("block_id") + "|" + button.getString("value")))
        .toList();
  }

  @Override
  public Callback press(Read under, Choice choice, String person) {
    var value = choice.value().split("\\|", 2);
    var action =
        new JsonObject()
            .put("block_id", value[0])
            .put("value", value[1])
            .put("action_ts", "%d.%06d".formatted(clock.instant().getEpochSecond(), said.number()));
    var channel = under.where().equals(person) ? "D" + person : under.where();
    var payload =
        new JsonObject()
            .put("type", "block_actions")
            .put("user", new JsonObject().put("id", person))
            .put("channel", new JsonObject().put("id", channel))
            .put("actions", new JsonArray().add(action));
    var form = "payload=" + URLEncoder.encode(payload.encode(), StandardCharsets.UTF_8);
    return signed(form, "application/x-www-form-urlencoded");
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
            .put("event", event);
    return signed(body.encode(), "application/json");
  }

  private Callback signed(String text, String contentType) {
    var seconds = clock.instant().getEpochSecond();
    var body = text.getBytes(StandardCharsets.UTF_8);
    var signed = ("v0:" + seconds + ":").getBytes(StandardCharsets.US_ASCII);
    var signature = new Hmac(keys.get("signingSecret")).over(signed, body);
    return new Callback(
        "",
        Map.of(
            "Content-Type",
            contentType,
            "X-Slack-Request-Timestamp",
            Long.toString(seconds),
            "X-Slack-Signature",
            "v0=" + HexFormat.of().formatHex(signature)),
        body);
  }
}
