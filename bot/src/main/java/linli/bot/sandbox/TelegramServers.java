package linli.bot.sandbox;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import linli.adapters.Secret;

/** A Telegram bot. */
final class TelegramServers implements PlatformServers {

  private static final int LONGEST_TEXT = 4_096;

  private final Map<String, Secret> keys;
  private final InstantSource clock;
  private final Said said;

  TelegramServers(Map<String, Secret> keys, InstantSource clock, Said said) {
    this.keys = keys;
    this.clock = clock;
    this.said = said;
  }

  @Override
  public boolean hasGroups() {
    return true;
  }

  /** It has none: the bot's key is for ever. */
  @Override
  public void expireTokens() {}

  @Override
  public Answered answer(Asked asked) {
    var method = PlatformServers.after(asked.path(), "/bot" + keys.get("botToken").value() + "/");
    if (method.isEmpty()) {
      return error(401, "Unauthorized");
    }
    if (method.get().equals("getMe")) {
      return Answered.ok(new JsonObject().put("ok", true));
    }
    var body = asked.body();
    var where = body.getString("chat_id", "");
    if (method.get().equals("editMessageText")) {
      return edit(where, body);
    }
    var text = body.getString("text", "");
    if (text.isEmpty() || text.length() > LONGEST_TEXT) {
      return error(400, "Bad Request: message is too long");
    }
    if (!said.within(where, 20, Duration.ofMinutes(1))) {
      return new Answered(
          429,
          new JsonObject()
              .put("ok", false)
              .put("error_code", 429)
              .put("parameters", new JsonObject().put("retry_after", 3)));
    }
    var number = said.number();
    var quotes = body.getJsonObject("reply_parameters", new JsonObject()).getString("message_id");
    said.add(new Read(where, text, choices(body), where + "/" + number, quotes));
    var chat = new JsonObject().put("id", where);
    return Answered.ok(
        new JsonObject()
            .put("ok", true)
            .put("result", new JsonObject().put("message_id", number).put("chat", chat)));
  }

  private Answered edit(String where, JsonObject body) {
    var id = where + "/" + body.getLong("message_id");
    var there =
        said.change(id, was -> new Read(was.where(), body.getString("text"), choices(body), id));
    return there
        ? Answered.ok(new JsonObject().put("ok", true).put("result", new JsonObject()))
        : error(400, "Bad Request: message to edit not found");
  }

  private static List<Choice> choices(JsonObject body) {
    var rows =
        body.getJsonObject("reply_markup", new JsonObject())
            .getJsonArray("inline_keyboard", new JsonArray());
    return rows.isEmpty() ? List.of() : Choice.all(rows.getJsonArray(0), "text", "callback_data");
  }

  @Override
  public Callback press(Read under, Choice choice, String person) {
    var chat =
        new JsonObject()
            .put("id", under.where())
            .put("type", under.where().equals(person) ? "private" : "group");
    var query =
        new JsonObject()
            .put("id", "q" + said.number())
            .put("from", new JsonObject().put("id", person).put("is_bot", false))
            .put("data", choice.value())
            .put(
                "message",
                new JsonObject()
                    .put("message_id", under.id().split("/")[1])
                    .put("chat", chat)
                    .put("date", clock.instant().getEpochSecond()));
    return update(new JsonObject().put("callback_query", query));
  }

  private static Answered error(int status, String words) {
    return new Answered(
        status,
        new JsonObject().put("ok", false).put("error_code", status).put("description", words));
  }

  @Override
  public Callback tell(Saying saying) {
    var chat =
        new JsonObject()
            .put("id", saying.where())
            .put("type", saying.group() == null ? "private" : "group");
    var message =
        new JsonObject()
            .put("message_id", said.number())
            .put("from", new JsonObject().put("id", saying.person()).put("is_bot", false))
            .put("chat", chat)
            .put("date", clock.instant().getEpochSecond())
            .put("text", saying.text());
    if (saying.quoted() != null) {
      var id = saying.quoted().split("/");
      message.put(
          "reply_to_message",
          new JsonObject()
              .put("message_id", id[1])
              .put("chat", new JsonObject().put("id", id[0]))
              .put("from", new JsonObject().put("id", 1).put("is_bot", true)));
    }
    return update(new JsonObject().put("message", message));
  }

  private Callback update(JsonObject update) {
    update.put("update_id", said.number());
    return new Callback(
        "",
        Map.of("X-Telegram-Bot-Api-Secret-Token", keys.get("secretToken").value()),
        update.encode().getBytes(StandardCharsets.UTF_8));
  }
}
