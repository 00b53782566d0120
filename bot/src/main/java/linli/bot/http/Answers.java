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

  private static final String API = "/api/v1/";

  /** {@code {"error", "path"?, "expected"?}}: fixed words, never anything from the request. */
  public static void error(
      RoutingContext context, int status, String error, String path, String expected) {
    if (isApi(context)) {
      refuse(context, status, expected == null ? error : error + ": expected " + expected, path);
      return;
    }
    var body = object().put("error", error);
    if (path != null) {
      body.put("path", path);
    }
    if (expected != null) {
      body.put("expected", expected);
    }
    json(context, status, body);
  }

  /** Whether the request is one to {@code /api/v1}, where errors have one form. */
  static boolean isApi(RoutingContext context) {
    return context.request().path() != null && context.request().path().startsWith(API);
  }

  /**
   * {@code {"error": {"code", "message", "path"}}}, the form of {@code /api/v1}.
   *
   * @param path what of the request is at fault, or null
   */
  public static void refuse(RoutingContext context, int status, String message, String path) {
    json(context, status, refusal(status, message, path));
  }

  static ObjectNode refusal(int status, String message, String path) {
    var answer = object();
    answer.putObject("error").put("code", code(status)).put("message", message).put("path", path);
    return answer;
  }

  private static String code(int status) {
    return switch (status) {
      case 400 -> "bad_request";
      case 401 -> "unauthorized";
      case 403 -> "forbidden";
      case 404 -> "not_found";
      case 405 -> "wrong_method";
      case 409 -> "conflict";
      case 413 -> "too_large";
      case 503 -> "not_available";
      default -> status < 500 ? "bad_request" : "internal";
    };
  }

  private static byte[] bytes(JsonNode body) {
    try {
      return JSON.writeValueAsBytes(body);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a tree can always be written", impossible);
    }
  }
}
