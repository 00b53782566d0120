package linli.bot.sandbox;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import linli.adapters.Secret;

/** A Feishu app without an encrypt key. */
final class FeishuServers implements PlatformServers {

  private static final int LONGEST_TEXT = 150 << 10;

  private final Map<String, Secret> keys;
  private final InstantSource clock;
  private final Said said;
  private final Keys tokens;

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
    var where = body.getString("receive_id", "");
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
    said.add(read(where, new JsonObject(body.getString("content")), id));
    return Answered.ok(
        new JsonObject().put("code", 0).put("data", new JsonObject().put("message_id", id)));
  }

  private static Answered error(int status, int code) {
    return new Answered(status, new JsonObject().put("code", code).put("msg", "sandbox"));
  }

  private static Read read(String where, JsonObject content, String id) {
    if (content.containsKey("text")) {
      return new Read(where, content.getString("text"), List.of(), id);
    }
    String text = null;
    var labels = new ArrayList<String>();
    for (var each : content.getJsonObject("body").getJsonArray("elements")) {
      var element = (JsonObject) each;
      var words = element.getJsonObject("text").getString("content");
      if (element.getString("tag").equals("button")) {
        labels.add(words);
      } else {
        text = words;
      }
    }
    return new Read(where, text, labels, id);
  }

  @Override
  public Callback tell(Saying saying) {
    var message =
        new JsonObject()
            .put("message_id", "om_" + said.number())
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
    var header =
        new JsonObject()
            .put("event_id", "e" + said.number())
            .put("event_type", "im.message.receive_v1")
            .put("token", keys.get("verificationToken").value())
            .put("app_id", keys.get("appId").value());
    var body =
        new JsonObject()
            .put("schema", "2.0")
            .put("header", header)
            .put("event", new JsonObject().put("sender", sender).put("message", message));
    return new Callback("", Map.of(), body.encode().getBytes(StandardCharsets.UTF_8));
  }
}
