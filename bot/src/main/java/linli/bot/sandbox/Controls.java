package linli.bot.sandbox;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.TreeMap;

/** What people ask the stand-ins for, below {@code /sandbox}: saying, reading, making trouble. */
final class Controls {

  static final String NAME = "sandbox";

  private final Sandbox sandbox;

  Controls(Sandbox sandbox) {
    this.sandbox = sandbox;
  }

  void handle(HttpServerRequest request, Buffer body) {
    Thread.ofVirtual()
        .name("sandbox")
        .start(
            () -> {
              try {
                answer(request, answer(request.path(), request.getParam("channel"), body));
              } catch (IllegalArgumentException | DecodeException | ClassCastException wrong) {
                request.response().setStatusCode(400);
                answer(request, new JsonObject().put("error", "see docs/sandbox.md"));
              }
            });
  }

  private static void answer(HttpServerRequest request, JsonObject answer) {
    request
        .response()
        .putHeader("Content-Type", "application/json; charset=utf-8")
        .end(answer.encodePrettily() + "\n");
  }

  private JsonObject answer(String path, String channel, Buffer body) {
    return switch (path) {
      case "/sandbox/say" -> say(new JsonObject(body));
      case "/sandbox/press" -> press(new JsonObject(body));
      case "/sandbox/read" -> read(channel);
      case "/sandbox/filed" -> filed(channel);
      case "/sandbox/state" -> state(new JsonObject(body));
      case "/sandbox/trouble" -> trouble(new JsonObject(body));
      case "/sandbox" -> new JsonObject().put("channels", new JsonObject(channels()));
      default -> throw new IllegalArgumentException("no such control");
    };
  }

  private Map<String, Object> channels() {
    return new TreeMap<>(sandbox.channels());
  }

  private JsonObject say(JsonObject said) {
    var status =
        sandbox.say(
            said.getString("channel", ""),
            said.getString("group"),
            said.getString("person", "somebody"),
            said.getString("text", ""),
            said.getString("quoted"));
    return new JsonObject().put("status", status);
  }

  private JsonObject press(JsonObject pressed) {
    var person = pressed.getString("person", "somebody");
    var status =
        sandbox.press(
            pressed.getString("channel", ""),
            pressed.getString("where", person),
            person,
            pressed.getString("label", ""));
    return new JsonObject().put("status", status);
  }

  private JsonObject read(String channel) {
    var list = new JsonArray();
    for (var read : sandbox.read(channel == null ? "" : channel)) {
      list.add(
          new JsonObject()
              .put("where", read.where())
              .put("text", read.text())
              .put("buttons", new JsonArray(read.buttons()))
              .put("id", read.id())
              .put("quotes", read.quotes()));
    }
    return new JsonObject().put("read", list);
  }

  private JsonObject filed(String channel) {
    var list = new JsonArray();
    for (var filed : sandbox.city(channel == null ? "" : channel).filed()) {
      var description = filed.form().get("description");
      list.add(new JsonObject().put("id", filed.id()).put("description", description));
    }
    return new JsonObject().put("filed", list);
  }

  private JsonObject state(JsonObject wanted) {
    var id = wanted.getString("id", "");
    sandbox
        .city(wanted.getString("channel", ""))
        .says(id, wanted.getBoolean("closed", false), wanted.getString("notes", ""));
    return new JsonObject().put("state", id);
  }

  private JsonObject trouble(JsonObject wanted) {
    var channel = wanted.getString("channel", "");
    var trouble = sandbox.trouble(channel);
    trouble.slow(wanted.getInteger("slowMillis", 0));
    trouble.fail(wanted.getInteger("fail", 0));
    trouble.tellTwice(wanted.getBoolean("tellTwice", false));
    if (wanted.getBoolean("expireTokens", false)) {
      sandbox.expireTokens(channel);
    }
    if (wanted.getBoolean("hold", false)) {
      trouble.hold();
    } else {
      sandbox.release(channel);
    }
    return new JsonObject().put("trouble", channel);
  }
}
