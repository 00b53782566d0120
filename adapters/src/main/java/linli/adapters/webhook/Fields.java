package linli.adapters.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One JSON object read field by field, knowing its path. A field that is null counts as absent.
 *
 * <p>Every method throws {@link BadShape} when the field is not what it names.
 */
final class Fields {

  /** Says where a document is not what it should be. */
  static final class BadShape extends RuntimeException {
    final String path;
    final String expected;

    BadShape(String path, String expected) {
      super(null, null, false, false);
      this.path = path;
      this.expected = expected;
    }
  }

  private final JsonNode node;
  private final String path;

  Fields(JsonNode node, String path) {
    if (!node.isObject()) {
      throw new BadShape(path, "an object");
    }
    this.node = node;
    this.path = path;
  }

  boolean has(String name) {
    return node.hasNonNull(name);
  }

  Fields object(String name) {
    return new Fields(require(name, "an object"), at(name));
  }

  List<Fields> objects(String name, int most) {
    if (!has(name)) {
      return List.of();
    }
    var array = node.get(name);
    if (!array.isArray() || array.size() > most) {
      throw new BadShape(at(name), "an array of at most %d objects".formatted(most));
    }
    var elements = new ArrayList<Fields>();
    for (var i = 0; i < array.size(); i++) {
      elements.add(new Fields(array.get(i), at(name) + "[" + i + "]"));
    }
    return elements;
  }

  /** An id: one line, not empty. */
  String id(String name, int longest) {
    var value = require(name, "a string");
    return checkedId(name, value, longest);
  }

  String optionalId(String name, int longest) {
    return has(name) ? checkedId(name, node.get(name), longest) : null;
  }

  String optionalText(String name, int longest) {
    return has(name) ? checkedText(name, node.get(name), longest) : null;
  }

  boolean flag(String name) {
    if (!has(name)) {
      return false;
    }
    if (!node.get(name).isBoolean()) {
      throw new BadShape(at(name), "true or false");
    }
    return node.get(name).booleanValue();
  }

  Integer optionalSeconds(String name, int most) {
    if (!has(name)) {
      return null;
    }
    var value = node.get(name);
    if (!value.canConvertToInt()
        || !value.isIntegralNumber()
        || value.intValue() < 0
        || value.intValue() > most) {
      throw new BadShape(at(name), "a whole number from 0 to " + most);
    }
    return value.intValue();
  }

  Double optionalDegrees(String name, int most) {
    if (!has(name)) {
      return null;
    }
    var value = node.get(name);
    if (!value.isNumber() || !(Math.abs(value.doubleValue()) <= most)) {
      throw new BadShape(at(name), "a number from -%d to %d".formatted(most, most));
    }
    return value.doubleValue();
  }

  /** One of the enum's constants, written in lower case. */
  <E extends Enum<E>> E word(String name, Class<E> type) {
    var value = require(name, words(type));
    for (var constant : type.getEnumConstants()) {
      if (value.isTextual() && lowerCase(constant).equals(value.textValue())) {
        return constant;
      }
    }
    throw new BadShape(at(name), words(type));
  }

  Instant time(String name) {
    var expected = "a time like 2026-11-23T08:02:00+08:00";
    var value = require(name, expected);
    try {
      var time = OffsetDateTime.parse(value.isTextual() ? value.textValue() : "");
      if (time.getYear() < 1970 || time.getYear() > 9998) {
        throw new BadShape(at(name), expected);
      }
      return time.toInstant();
    } catch (DateTimeException notATime) {
      throw new BadShape(at(name), expected);
    }
  }

  String at(String name) {
    return path + "." + name;
  }

  private JsonNode require(String name, String expected) {
    if (!has(name)) {
      throw new BadShape(at(name), expected);
    }
    return node.get(name);
  }

  private String checkedId(String name, JsonNode value, int longest) {
    var text = checkedText(name, value, longest);
    if (text.isBlank() || hasControl(text)) {
      throw new BadShape(at(name), "a string of 1 to %d characters on one line".formatted(longest));
    }
    return text;
  }

  private String checkedText(String name, JsonNode value, int longest) {
    if (!value.isTextual() || value.textValue().length() > longest) {
      throw new BadShape(at(name), "a string of at most %d characters".formatted(longest));
    }
    if (!storable(value.textValue())) {
      throw new BadShape(at(name), "a string without half a surrogate pair");
    }
    return value.textValue().replace("\u0000", ""); // no database keeps it, nobody sees it
  }

  private static boolean hasControl(String text) {
    for (var i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  private static boolean storable(String text) {
    for (var i = 0; i < text.length(); i++) {
      if (Character.isHighSurrogate(text.charAt(i))
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static <E extends Enum<E>> String words(Class<E> type) {
    var words = new ArrayList<String>();
    for (var constant : type.getEnumConstants()) {
      words.add(lowerCase(constant));
    }
    return "one of " + String.join(", ", words);
  }

  private static String lowerCase(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
