package linli.bot.votes.recount;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A value of a JSON file and where it stands there: {@code cases[2].households[0].id}. */
final class Field {

  static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final int LONGEST_SHOWN = 40;

  private final JsonNode node;
  private final String path;

  private Field(JsonNode node, String path) {
    this.node = node;
    this.path = path;
  }

  static Field file(byte[] json) {
    try {
      return new Field(JSON.readTree(json), "$");
    } catch (IOException notJson) {
      throw BadVoteFile.expected("$", "UTF-8编码的JSON", "无法读取的内容,请检查括号、逗号和编码");
    }
  }

  /** A line of an export. */
  static Field line(int number, byte[] json) {
    try {
      return new Field(JSON.readTree(json), "第%d行".formatted(number));
    } catch (IOException notJson) {
      throw BadVoteFile.expected("第%d行".formatted(number), "校验码、空格和JSON", "无法读取的内容");
    }
  }

  /** A value that was put together of several places. */
  static Field of(String path, JsonNode node) {
    return new Field(node, path);
  }

  JsonNode node() {
    return node;
  }

  /** Itself, an object with none but these names: a misspelt one must not be passed over. */
  Field only(Set<String> names) {
    if (!node.isObject()) {
      throw wrong("对象 {…}");
    }
    for (var name : (Iterable<String>) node::fieldNames) {
      if (!names.contains(name)) {
        throw BadVoteFile.expected(
            path, "只有这些字段:" + String.join("、", names.stream().sorted().toList()), name);
      }
    }
    return this;
  }

  Field get(String name) {
    return new Field(node.path(name), path.equals("$") ? name : path + "." + name);
  }

  boolean isPresent() {
    return !node.isMissingNode() && !node.isNull();
  }

  List<Field> elements() {
    if (!node.isArray()) {
      throw wrong("列表 […]");
    }
    var elements = new ArrayList<Field>();
    for (var element : node) {
      elements.add(new Field(element, "%s[%d]".formatted(path, elements.size())));
    }
    return elements;
  }

  String text() {
    if (!node.isTextual() || node.textValue().isBlank() || hasControlCharacter()) {
      throw wrong("非空文字");
    }
    return node.textValue();
  }

  private boolean hasControlCharacter() {
    return node.textValue().chars().anyMatch(Character::isISOControl);
  }

  Optional<String> optionalText() {
    return isPresent() ? Optional.of(text()) : Optional.empty();
  }

  /** Empty where it is absent or no text. */
  String textOrEmpty() {
    return node.isTextual() ? node.textValue() : "";
  }

  /** Null where it is absent. */
  String textOrNull() {
    return optionalText().orElse(null);
  }

  boolean flag(boolean absent) {
    if (!isPresent()) {
      return absent;
    }
    if (!node.isBoolean()) {
      throw wrong("true 或 false");
    }
    return node.booleanValue();
  }

  long number(long least, long most, String expected) {
    if (!node.isIntegralNumber()
        || !node.canConvertToLong()
        || node.longValue() < least
        || node.longValue() > most) {
      throw wrong(expected);
    }
    return node.longValue();
  }

  /** The value that the file's word stands for. */
  <T> T oneOf(Map<String, T> words, T absent) {
    if (!isPresent()) {
      return absent;
    }
    var found = node.isTextual() ? words.get(node.textValue()) : null;
    if (found == null) {
      throw wrong(String.join("、", words.keySet()) + "之一");
    }
    return found;
  }

  BadVoteFile wrong(String expected) {
    return BadVoteFile.expected(path, expected, shown());
  }

  private String shown() {
    if (!isPresent()) {
      return "没有这一项";
    }
    var text = node.toString();
    return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
  }

  @Override
  public String toString() {
    return path;
  }
}
