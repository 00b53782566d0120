package linli.bot.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;

/** JSON answers. */
public final class Answers {

  private static final ObjectMapper JSON = new ObjectMapper();

  private Answers() {}

  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  public static void json(RoutingContext context, int status, JsonNode body) {
    if (context.response().ended() || context.response().closed()) {
      return;
    }
    context
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", "application/json; charset=utf-8")
        .putHeader("Cache-Control", "no-store")
        .end(Buffer.buffer(bytes(body)));
  }

  /** {@code {"error", "path"?, "expected"?}}: fixed words, never anything from the request. */
  public static void error(
      RoutingContext context, int status, String error, String path, String expected) {
    var body = object().put("error", error);
    if (path != null) {
      body.put("path", path);
    }
    if (expected != null) {
      body.put("expected", expected);
    }
    json(context, status, body);
  }

  private static byte[] bytes(JsonNode body) {
    try {
      return JSON.writeValueAsBytes(body);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a tree can always be written", impossible);
    }
  }
}
