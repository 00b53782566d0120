package linli.bot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import linli.adapters.Secret;
import linli.bot.store.CannotStart;

/**
 * One mapping of the configuration file, read key by key. {@code ${NAME}} inside a value stands for
 * a variable of the environment; a value made only of unset variables counts as absent.
 *
 * <p>Every method throws {@link CannotStart} naming the key, what it expects and what it got.
 */
final class Settings {

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");

  private final JsonNode node;
  private final String path;
  private final UnaryOperator<String> environment;
  private final Set<String> known = new LinkedHashSet<>();

  Settings(JsonNode node, String path, UnaryOperator<String> environment) {
    this.node =
        node.isNull() || node.isMissingNode() ? JsonNodeFactory.instance.objectNode() : node;
    this.path = path;
    this.environment = environment;
    if (!this.node.isObject()) {
      var key = path.isEmpty() ? "the configuration" : path.substring(0, path.length() - 1);
      throw wrong(key, "keys with values", "something else");
    }
  }

  Settings section(String key) {
    known.add(key);
    return new Settings(node.path(key), at(key) + ".", environment);
  }

  /** The mappings below {@code key} by their own keys, or empty where the key is absent. */
  Optional<Map<String, Settings>> sections(String key, Pattern name, String nameExpected) {
    known.add(key);
    if (!node.hasNonNull(key)) {
      return Optional.empty();
    }
    var sections = new TreeMap<String, Settings>();
    var inner = section(key);
    for (var entry : inner.node.properties()) {
      if (!name.matcher(entry.getKey()).matches()) {
        throw wrong(at(key), nameExpected, quoted(entry.getKey()));
      }
      sections.put(entry.getKey(), inner.section(entry.getKey()));
    }
    return Optional.of(sections);
  }

  String text(String key, String otherwise) {
    return optional(key).orElse(otherwise);
  }

  Optional<Secret> secret(String key) {
    return optional(key).map(Secret::new);
  }

  int number(String key, int least, int most, int otherwise) {
    var text = optional(key);
    if (text.isEmpty()) {
      return otherwise;
    }
    var expected = "a whole number from %d to %d".formatted(least, most);
    try {
      var number = Integer.parseInt(text.get());
      if (number >= least && number <= most) {
        return number;
      }
      throw wrong(at(key), expected, text.get());
    } catch (NumberFormatException notANumber) {
      throw wrong(at(key), expected, quoted(text.get()));
    }
  }

  boolean flag(String key, boolean otherwise) {
    var text = optional(key).orElse(Boolean.toString(otherwise));
    if (!text.equals("true") && !text.equals("false")) {
      throw wrong(at(key), "true or false", quoted(text));
    }
    return text.equals("true");
  }

  /** An http or https address, or null where absent. The value is not shown: it may hold a key. */
  URI address(String key) {
    var text = optional(key);
    if (text.isEmpty()) {
      return null;
    }
    try {
      var uri = new URI(text.get());
      var scheme = String.valueOf(uri.getScheme());
      if (uri.getHost() != null && (scheme.equals("http") || scheme.equals("https"))) {
        return uri;
      }
    } catch (URISyntaxException notAnAddress) {
      // answered below
    }
    throw wrong(at(key), "an address that begins with http:// or https://", "something else");
  }

  /** Refuses keys that nothing asked for. */
  void refuseUnknown() {
    for (var name : (Iterable<String>) node::fieldNames) {
      if (!known.contains(name)) {
        throw new CannotStart(
            "%s: unknown key; expected one of %s".formatted(at(name), String.join(", ", known)));
      }
    }
  }

  String at(String key) {
    return path + key;
  }

  static CannotStart wrong(String key, String expected, String got) {
    return new CannotStart("%s: expected %s, got %s".formatted(key, expected, got));
  }

  private Optional<String> optional(String key) {
    known.add(key);
    var value = node.path(key);
    if (value.isNull() || value.isMissingNode()) {
      return Optional.empty();
    }
    if (!value.isValueNode()) {
      throw wrong(at(key), "one value", "a list or keys");
    }
    var text = VARIABLE.matcher(value.asText()).replaceAll(match -> variable(match.group(1)));
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  private String variable(String name) {
    var value = environment.apply(name);
    return value == null ? "" : java.util.regex.Matcher.quoteReplacement(value);
  }

  private static String quoted(String text) {
    return '"' + text + '"';
  }
}
