package linli.adapters;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One JSON object read field by field, knowing its path. A field that is null counts as absent.
 *
 * <p>Every method throws {@link Refusal} when the field is not what it names.
 */
public final class Fields {

  /** Longest id, title or name, in characters. */
  public static final int LONGEST_ID = 256;

  /** Longest text of a message, in characters. */
  public static final int LONGEST_TEXT = 20_000;

  /** Longest address or handle of a file, in characters. */
  public static final int LONGEST_URL = 2_048;

  /** The end of the year 9998, in milliseconds. */
  private static final long LATEST_MILLIS = 253_370_764_799_999L;

  private final JsonNode node;
  private final String path;

  public Fields(JsonNode node, String path) {
    if (!node.isObject()) {
      throw new Refusal(path, "an object");
    }
    this.node = node;
    this.path = path;
  }

  public boolean has(String name) {
    return node.hasNonNull(name);
  }

  public Fields object(String name) {
    return new Fields(require(name, "an object"), at(name));
  }

  public List<Fields> objects(String name, int most) {
    if (!has(name)) {
      return List.of();
    }
    var array = node.get(name);
    if (!array.isArray() || array.size() > most) {
      throw new Refusal(at(name), "an array of at most %d objects".formatted(most));
    }
    var elements = new ArrayList<Fields>();
    for (var i = 0; i < array.size(); i++) {
      elements.add(new Fields(array.get(i), at(name) + "[" + i + "]"));
    }
    return elements;
  }

  /** Lists of objects in a list, at most {@code most} each. */
  public List<List<Fields>> lists(String name, int most) {
    if (!has(name)) {
      return List.of();
    }
    var lists = node.get(name);
    if (!lists.isArray() || lists.size() > most) {
      throw new Refusal(at(name), "an array of at most %d arrays".formatted(most));
    }
    var read = new ArrayList<List<Fields>>();
    for (var i = 0; i < lists.size(); i++) {
      var holder = JsonNodeFactory.instance.objectNode().set("of", lists.get(i));
      read.add(new Fields(holder, at(name) + "[" + i + "]").objects("of", most));
    }
    return read;
  }

  /** An id: one line, not empty. */
  public String id(String name, int longest) {
    var value = require(name, "a string");
    return checkedId(name, value, longest);
  }

  public String optionalId(String name, int longest) {
    return has(name) ? checkedId(name, node.get(name), longest) : null;
  }

  public String optionalText(String name, int longest) {
    return has(name) ? checkedText(name, node.get(name), longest) : null;
  }

  public boolean flag(String name) {
    if (!has(name)) {
      return false;
    }
    if (!node.get(name).isBoolean()) {
      throw new Refusal(at(name), "true or false");
    }
    return node.get(name).booleanValue();
  }

  public Integer optionalSeconds(String name, int most) {
    if (!has(name)) {
      return null;
    }
    var value = node.get(name);
    if (!value.canConvertToInt()
        || !value.isIntegralNumber()
        || value.intValue() < 0
        || value.intValue() > most) {
      throw new Refusal(at(name), "a whole number from 0 to " + most);
    }
    return value.intValue();
  }

  public Double optionalDegrees(String name, int most) {
    if (!has(name)) {
      return null;
    }
    var value = node.get(name);
    if (!value.isNumber() || !(Math.abs(value.doubleValue()) <= most)) {
      throw new Refusal(at(name), "a number from -%d to %d".formatted(most, most));
    }
    return value.doubleValue();
  }

  /** One of the enum's constants, written in lower case. */
  public <E extends Enum<E>> E word(String name, Class<E> type) {
    var value = require(name, words(type));
    for (var constant : type.getEnumConstants()) {
      if (value.isTextual() && lowerCase(constant).equals(value.textValue())) {
        return constant;
      }
    }
    throw new Refusal(at(name), words(type));
  }

  public Instant time(String name) {
    var expected = "a time like 2026-11-23T08:02:00+08:00";
    var value = require(name, expected);
    try {
      var time = OffsetDateTime.parse(value.isTextual() ? value.textValue() : "");
      if (time.getYear() < 1970 || time.getYear() > 9998) {
        throw new Refusal(at(name), expected);
      }
      return time.toInstant();
    } catch (DateTimeException notATime) {
      throw new Refusal(at(name), expected);
    }
  }

  /** The words of a person: what is longer is cut, half a surrogate pair becomes one mark. */
  public String said(String name, int longest) {
    if (!has(name)) {
      return null;
    }
    var text = scalar(name, "a string");
    var kept = text.length() > longest ? text.substring(0, longest) : text;
    return whole(kept).replace("\u0000", "");
  }

  /** An id that some write as a number, some as a string. */
  public String looseId(String name, int longest) {
    var text = scalar(name, "a string or a whole number");
    if (!isId(text, longest)) {
      throw new Refusal(at(name), "a string of 1 to %d characters on one line".formatted(longest));
    }
    return text;
  }

  public String optionalLooseId(String name, int longest) {
    return has(name) && !scalar(name, "a string").isEmpty() ? looseId(name, longest) : null;
  }

  /**
   * The word in a field, or empty when it is absent: for kinds of things, of which new ones come.
   */
  public String kind(String name) {
    return has(name) ? scalar(name, "a word") : "";
  }

  /** A number of at most this size, also when it is written as a string. */
  public double looseNumber(String name, int most) {
    var text = scalar(name, "a number");
    try {
      var number = text.length() > 40 ? Double.NaN : Double.parseDouble(text);
      if (Math.abs(number) <= most) {
        return number;
      }
    } catch (NumberFormatException notANumber) {
      // answered below
    }
    throw new Refusal(at(name), "a number from -%d to %d".formatted(most, most));
  }

  /** A time counted since 1970 in units of {@code unitMillis}, number or digits. */
  public Instant since1970(String name, long unitMillis) {
    var expected = "a time as a whole number since 1970";
    var text = scalar(name, expected);
    if (!text.matches("\\d{1,13}") || Long.parseLong(text) > LATEST_MILLIS / unitMillis) {
      throw new Refusal(at(name), expected);
    }
    return Instant.ofEpochMilli(Long.parseLong(text) * unitMillis);
  }

  /**
   * A time counted since 1970 in milliseconds or in microseconds: the same number means a day in
   * 1970 or one of today, so its size tells.
   */
  public Instant millisOrMicrosSince1970(String name) {
    var expected = "a time as a whole number since 1970";
    var text = scalar(name, expected);
    if (!text.matches("\\d{1,16}") || Long.parseLong(text) / 1_000 > LATEST_MILLIS) {
      throw new Refusal(at(name), expected);
    }
    var count = Long.parseLong(text);
    return count <= LATEST_MILLIS
        ? Instant.ofEpochMilli(count)
        : Instant.EPOCH.plus(count, ChronoUnit.MICROS);
  }

  /** An object that may be missing: then it has no fields. */
  public Fields optionalObject(String name) {
    return has(name) ? object(name) : new Fields(JsonNodeFactory.instance.objectNode(), at(name));
  }

  /** One object or several of them, as XML repeats elements. */
  public List<Fields> oneOrMore(String name, int most) {
    return has(name) && node.get(name).isObject() ? List.of(object(name)) : objects(name, most);
  }

  /** One string or several of them. */
  public List<String> strings(String name, int most, int longest) {
    if (!has(name)) {
      return List.of();
    }
    var value = node.get(name);
    if (value.isTextual()) {
      return List.of(checkedId(name, value, longest));
    }
    if (!value.isArray() || value.size() > most) {
      throw new Refusal(at(name), "at most %d strings".formatted(most));
    }
    var strings = new ArrayList<String>();
    value.forEach(one -> strings.add(checkedId(name, one, longest)));
    return strings;
  }

  public String at(String name) {
    return path + "." + name;
  }

  private String scalar(String name, String expected) {
    var value = require(name, expected);
    if (!value.isTextual() && !value.isNumber() && !value.isBoolean()) {
      throw new Refusal(at(name), expected);
    }
    return value.asText();
  }

  private JsonNode require(String name, String expected) {
    if (!has(name)) {
      throw new Refusal(at(name), expected);
    }
    return node.get(name);
  }

  private String checkedId(String name, JsonNode value, int longest) {
    var text = checkedText(name, value, longest);
    if (!isId(text, longest)) {
      throw new Refusal(at(name), "a string of 1 to %d characters on one line".formatted(longest));
    }
    return text;
  }

  private String checkedText(String name, JsonNode value, int longest) {
    if (!value.isTextual() || value.textValue().length() > longest) {
      throw new Refusal(at(name), "a string of at most %d characters".formatted(longest));
    }
    if (!storable(value.textValue())) {
      throw new Refusal(at(name), "a string without half a surrogate pair");
    }
    return value.textValue().replace("\u0000", ""); // no database keeps it, nobody sees it
  }

  private static boolean isId(String text, int longest) {
    return !text.isBlank() && text.length() <= longest && !hasControl(text) && storable(text);
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

  private static String whole(String text) {
    if (storable(text)) {
      return text;
    }
    var whole = new StringBuilder(text.length());
    text.codePoints()
        .map(
            point ->
                point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE
                    ? 0xFFFD
                    : point)
        .forEach(whole::appendCodePoint);
    return whole.toString();
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
