package linli.bot.http.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** An object of a request's body, read strictly: unknown names and wrong kinds are refused. */
final class JsonBody {

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(8).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final JsonNode node;
  private final String path;

  private JsonBody(JsonNode node, String path, String... names) {
    this.node = node;
    this.path = path;
    if (!node.isObject()) {
      throw ApiRefused.expected(path, "a JSON object", kind(node));
    }
    for (var name : (Iterable<String>) node::fieldNames) {
      if (!List.of(names).contains(name)) {
        throw ApiRefused.expected(path, "only " + List.of(names), name);
      }
    }
  }

  /** The body, which may hold these names. */
  static JsonBody of(RoutingContext context, String... names) {
    var buffer = context.body().buffer();
    try {
      var bytes = buffer == null ? new byte[0] : buffer.getBytes();
      return new JsonBody(JSON.readTree(bytes), "$", names);
    } catch (IOException notJson) {
      throw ApiRefused.expected("$", "a JSON object in UTF-8", "something else");
    }
  }

  /** JSON of our own. */
  static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException impossible) {
      throw new IllegalStateException("our own JSON is not readable", impossible);
    }
  }

  JsonNode node() {
    return node;
  }

  /** The object below this name, or empty where it is absent or null. */
  Optional<JsonBody> object(String name, String... names) {
    return node.hasNonNull(name)
        ? Optional.of(new JsonBody(node.get(name), at(name), names))
        : Optional.empty();
  }

  /** The text below this name, or null. */
  String text(String name, int longest) {
    if (!node.hasNonNull(name)) {
      return null;
    }
    var value = node.get(name);
    if (!value.isTextual()) {
      throw ApiRefused.expected(at(name), "a text", kind(value));
    }
    var text = value.textValue();
    if (text.length() > longest || text.indexOf('\0') >= 0) {
      throw ApiRefused.expected(
          at(name),
          "a text of at most %d characters without U+0000".formatted(longest),
          text.length() + " characters");
    }
    return text.isBlank() ? null : text;
  }

  String required(String name, int longest) {
    var text = text(name, longest);
    if (text == null) {
      throw ApiRefused.expected(at(name), "a text", null);
    }
    return text;
  }

  /** Checks that those that are there are texts. */
  void texts(int longest, String... names) {
    for (var name : names) {
      text(name, longest);
    }
  }

  boolean flag(String name) {
    if (!node.path(name).isBoolean()) {
      throw ApiRefused.expected(at(name), "true or false", kind(node.path(name)));
    }
    return node.get(name).booleanValue();
  }

  String at(String name) {
    return path + "." + name;
  }

  private static String kind(JsonNode node) {
    return switch (node.getNodeType()) {
      case MISSING, NULL -> null;
      case ARRAY -> "a list";
      case OBJECT, POJO -> "an object";
      case STRING, BINARY -> "a text";
      case NUMBER -> "a number";
      case BOOLEAN -> "a boolean";
    };
  }
}
