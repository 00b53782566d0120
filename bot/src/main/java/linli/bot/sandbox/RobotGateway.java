package linli.bot.sandbox;

import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import linli.adapters.Secret;
import linli.bot.sandbox.PlatformServers.Choice;
import linli.bot.sandbox.PlatformServers.Read;

/**
 * WeCom's end of the long connection of an intelligent robot: one at a time, over which it hears
 * and speaks. Safe for all threads.
 */
final class RobotGateway implements Gateway {

  private static final Duration CHANGEABLE = Duration.ofSeconds(5);

  private final Map<String, Secret> keys;
  private final InstantSource clock;
  private final Said said;
  private final AtomicInteger accepted = new AtomicInteger();

  /** When each press was told, by what it is answered with. */
  private final Map<String, Instant> presses = new HashMap<>();

  private ServerWebSocket subscribed;

  RobotGateway(Map<String, Secret> keys, InstantSource clock, Said said) {
    this.keys = keys;
    this.clock = clock;
    this.said = said;
  }

  @Override
  public void accept(ServerWebSocket socket) {
    socket.textMessageHandler(text -> heard(socket, new JsonObject(text)));
    socket.closeHandler(closed -> left(socket));
  }

  private synchronized void left(ServerWebSocket socket) {
    if (socket == subscribed) {
      subscribed = null;
    }
  }

  private synchronized void heard(ServerWebSocket socket, JsonObject frame) {
    var id = frame.getJsonObject("headers").getString("req_id");
    var body = frame.getJsonObject("body");
    var code =
        switch (frame.getString("cmd")) {
          case "aibot_subscribe" -> subscribe(socket, body);
          case "ping" -> 0;
          case "aibot_send_msg" -> socket == subscribed ? send(body) : 40001;
          case "aibot_respond_update_msg" -> socket == subscribed ? change(id, body) : 40001;
          default -> 40058;
        };
    socket.writeTextMessage(
        new JsonObject()
            .put("headers", new JsonObject().put("req_id", id))
            .put("errcode", code)
            .put("errmsg", "sandbox")
            .encode());
  }

  private int subscribe(ServerWebSocket socket, JsonObject body) {
    if (!body.getString("bot_id").equals(keys.get("botId").value())
        || !body.getString("secret").equals(keys.get("secret").value())) {
      return 40001;
    }
    sendAway();
    subscribed = socket;
    accepted.incrementAndGet();
    return 0;
  }

  private int send(JsonObject body) {
    var where = body.getString("chatid");
    if (!said.within(where, 30, Duration.ofMinutes(1))) {
      return 45009;
    }
    if (body.getString("msgtype").equals("markdown")) {
      var text = body.getJsonObject("markdown").getString("content");
      said.add(new Read(where, text, List.of(), null));
      return 0;
    }
    var card = body.getJsonObject("template_card");
    var buttons = card.getJsonArray("button_list", new JsonArray());
    said.add(
        new Read(
            where,
            card.getString("sub_title_text"),
            Choice.all(buttons, "text", "key"),
            card.getString("task_id")));
    return 0;
  }

  private int change(String press, JsonObject body) {
    var told = presses.remove(press);
    if (told == null || clock.instant().isAfter(told.plus(CHANGEABLE))) {
      return 40068;
    }
    var card = body.getJsonObject("template_card");
    var text =
        card.getString("sub_title_text")
            + "\n"
            + card.getJsonObject("main_title").getString("title");
    var id = card.getString("task_id");
    return said.change(id, was -> new Read(was.where(), text, List.of(), id)) ? 0 : 40058;
  }

  @Override
  public synchronized int connections() {
    return subscribed == null ? 0 : 1;
  }

  @Override
  public int accepted() {
    return accepted.get();
  }

  /** The robot does not answer this: 200 says only that it was told. */
  @Override
  public synchronized int tell(byte[] body) {
    var json = new JsonObject(new String(body, StandardCharsets.UTF_8));
    if (subscribed == null) {
      return 0;
    }
    var isEvent = json.getString("msgtype").equals("event");
    var id = "press-" + said.number();
    if (isEvent) {
      presses.put(id, clock.instant());
    }
    subscribed.writeTextMessage(frame(isEvent ? "event" : "msg", id, json));
    return 200;
  }

  private static String frame(String kind, String id, JsonObject body) {
    return new JsonObject()
        .put("cmd", "aibot_" + kind + "_callback")
        .put("headers", new JsonObject().put("req_id", id))
        .put("body", body)
        .encode();
  }

  @Override
  public synchronized void cut() {
    if (subscribed != null) {
      subscribed.close();
    }
  }

  /** Another program took the place. */
  @Override
  public synchronized void sendAway() {
    if (subscribed != null) {
      var event = new JsonObject().put("eventtype", "disconnected_event");
      var body = new JsonObject().put("msgtype", "event").put("event", event);
      subscribed.writeTextMessage(frame("event", "away", body));
      subscribed.close();
      subscribed = null;
    }
  }
}
