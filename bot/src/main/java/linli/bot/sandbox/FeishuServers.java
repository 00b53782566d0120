package linli.bot.sandbox;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import linli.adapters.Secret;

/** A Feishu app without an encrypt key. */
final class FeishuServers implements PlatformServers {

  private static final int LONGEST_TEXT = 150 << 10;

  private final Map<String, Secret> keys;
  private final InstantSource clock;
  private final Said said;
  private final Keys tokens;
  private final Map<String, String> chats = new ConcurrentHashMap<>();

  FeishuServers(Map<String, Secret> keys, InstantSource clock, Said said) {
    this.keys = keys;
    this.clock = clock;
    this.said = said;
    this.tokens = new Keys(clock);
  }

  @Override
  public boolean hasGroups() {
    return true;
  }

  @Override
  public void expireTokens() {
    tokens.expire();
  }

  @Override
  public Answered answer(Asked asked) {
    if (asked.path().equals("/open-apis/auth/v3/tenant_access_token/internal")) {
      return asked.body().getString("app_secret", "").equals(keys.get("appSecret").value())
          ? Answered.ok(
              new JsonObject()
                  .put("code", 0)
                  .put("tenant_access_token", tokens.give())
                  .put("expire", Keys.LASTS.toSeconds()))
          : error(200, 10014);
    }
    if (!tokens.isGood(asked.bearer())) {
      return error(400, 99991663);
    }
    var body = asked.body();
    if (asked.method().equals("PATCH")) {
      return patch(asked.path().replaceFirst("^/open-apis/im/v1/messages/", ""), body);
    }
    var reply = asked.path().replaceFirst("^/open-apis/im/v1/messages/(om_\\w+)/reply$", "$1");
    var quotes = reply.equals(asked.path()) ? null : reply;
    if (quotes != null && !chats.containsKey(quotes)) {
      return error(400, 230011); // recalled
    }
    var where = quotes == null ? body.getString("receive_id", "") : chats.get(quotes);
    if (body.getString("content").getBytes(StandardCharsets.UTF_8).length > LONGEST_TEXT) {
      return error(400, 230025);
    }
    if (said.repeated(body.getString("uuid", "none" + said.number()))) {
      return Answered.ok(new JsonObject().put("code", 0));
    }
    if (!said.within(where, 5, Duration.ofSeconds(1))) {
      return error(429, 99991400);
    }
    var id = "om_" + said.number();
    chats.put(id, where);
    said.add(read(where, new JsonObject(body.getString("content")), id, quotes));
    return Answered.ok(
        new JsonObject().put("code", 0).put("data", new JsonObject().put("message_id", id)));
  }

  private static Answered error(int status, int code) {
    return new Answered(status, new JsonObject().put("code", code).put("msg", "sandbox"));
  }

  /** Only cards that everybody sees alike can be changed. */
  private Answered patch(String id, JsonObject body) {
    var card = new JsonObject(body.getString("content"));
    var shared = card.getJsonObject("config", new JsonObject()).getBoolean("update_multi", false);
    return shared && said.change(id, was -> read(was.where(), card, id, was.quotes()))
        ? Answered.ok(new JsonObject().put("code", 0))
        : error(400, 230001);
  }

  private static Read read(String where, JsonObject content, String id, String quotes) {
    if (content.containsKey("text")) {
      return new Read(where, content.getString("text"), List.of(), id, quotes);
    }
    String text = null;
    var choices = new ArrayList<Choice>();
    for (var each : content.getJsonObject("body").getJsonArray("elements")) {
      var element = (JsonObject) each;
      var words = element.getJsonObject("text").getString("content");
      if (element.getString("tag").equals("button")) {
        var behavior = element.getJsonArray("behaviors").getJsonObject(0);
        choices.add(new Choice(words, behavior.getJsonObject("value").encode()));
      } else {
        text = words;
      }
    }
    return new Read(where, text, choices, id, quotes);
  }

  @Override
  public Callback press(Read under, Choice choice, String person) {
    var event =
        new JsonObject()
            .put("operator", new JsonObject().put("open_id", person))
            .put("action", new JsonObject().put("value", new JsonObject(choice.value())))
            .put(
                "context",
                new JsonObject()
                    .put("open_message_id", under.id())
                    .put("open_chat_id", under.where()));
    return event("card.action.trigger", event);
  }

  @Override
  public Callback tell(Saying saying) {
    var id = "om_" + said.number();
    chats.put(id, saying.where());
    var message =
        new JsonObject()
            .put("message_id", id)
            .put("create_time", Long.toString(clock.instant().toEpochMilli()))
            .put("chat_id", saying.where())
            .put("chat_type", saying.group() == null ? "p2p" : "group")
            .put("message_type", "text")
            .put("content", new JsonObject().put("text", saying.text()).encode())
            .put("parent_id", saying.quoted());
    var sender =
        new JsonObject()
            .put("sender_type", "user")
            .put("sender_id", new JsonObject().put("open_id", saying.person()));
    return event(
        "im.message.receive_v1", new JsonObject().put("sender", sender).put("message", message));
  }

  private Callback event(String type, JsonObject event) {
    var header =
        new JsonObject()
            .put("event_id", "e" + said.number())
            .put("event_type", type)
            .put("create_time", clock.instant().toEpochMilli() + "000")
            .put("token", keys.get("verificationToken").value())
            .put("app_id", keys.get("appId").value());
    var body = new JsonObject().put("schema", "2.0").put("header", header).put("event", event);
    return new Callback("", Map.of(), body.encode().getBytes(StandardCharsets.UTF_8));
  }
}
