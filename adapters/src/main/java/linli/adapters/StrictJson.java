package linli.adapters;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Reads JSON as strictly as it was written: UTF-8 without errors, bounded depth, each name once,
 * nothing behind the end.
 */
public final class StrictJson {

  private static final int LONGEST_NAME = 256;
  private static final int LONGEST_NUMBER = 40;

  private final ObjectMapper mapper;

  /** A reader of documents at most {@code deepest} levels deep. Safe for all threads. */
  public StrictJson(int deepest) {
    var limits =
        StreamReadConstraints.builder()
            .maxNestingDepth(deepest)
            .maxNumberLength(LONGEST_NUMBER)
            .maxNameLength(LONGEST_NAME)
            .build();
    var factory =
        JsonFactory.builder()
            .streamReadConstraints(limits)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    this.mapper =
        JsonMapper.builder(factory).enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
  }

  /**
   * The object that these bytes are.
   *
   * @throws Refusal {@link Reason#BAD_JSON}
   */
  public Fields object(byte[] body) {
    var node = document(text(body));
    if (!node.isObject()) {
      throw new Refusal(Reason.BAD_JSON);
    }
    return new Fields(node, "$");
  }

  /** The same of a text, as platforms nest JSON in strings. */
  public Fields object(String body, String path) {
    var node = document(body);
    if (!node.isObject()) {
      throw new Refusal(path, "an object, written as JSON into a string");
    }
    return new Fields(node, path);
  }

  /** Any document that is not empty. */
  public JsonNode document(String text) {
    try {
      var node = mapper.readTree(text);
      if (node.isMissingNode()) {
        throw new Refusal(Reason.BAD_JSON);
      }
      return node;
    } catch (JsonProcessingException notJson) {
      throw new Refusal(Reason.BAD_JSON);
    }
  }

  /**
   * The bytes as text.
   *
   * @throws Refusal {@link Reason#BAD_JSON} when they are not UTF-8
   */
  public static String text(byte[] utf8) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException notUtf8) {
      throw new Refusal(Reason.BAD_JSON);
    }
  }
}
