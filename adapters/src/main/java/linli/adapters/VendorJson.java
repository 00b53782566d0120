package linli.adapters;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import linli.adapters.Mouth.Token;

/** Documents that go to a vendor's interface and come back from it. */
public final class VendorJson {

  private static final ObjectMapper JSON = new ObjectMapper();

  private VendorJson() {}

  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** The answer, or a missing node when it is not JSON: then only its status counts. */
  public static JsonNode read(byte[] answer) {
    try {
      return JSON.readTree(answer);
    } catch (JacksonException notJson) {
      return MissingNode.getInstance();
    } catch (IOException impossible) {
      throw new IllegalStateException("bytes in memory can be read", impossible);
    }
  }

  /** The code of an error in an answer, as vendors call it, or "none". */
  public static String errorCode(byte[] answer) {
    var json = read(answer);
    for (var name : new String[] {"errcode", "code", "error_code", "error"}) {
      var code = json.path(name).asText();
      if (code.matches("[A-Za-z0-9._-]{1,40}")) {
        return code;
      }
    }
    return "none";
  }

  /** A token with the seconds that it lasts. */
  public static Optional<Token> token(byte[] answer, String token, String seconds) {
    var json = read(answer);
    var value = json.path(token).asText();
    var lasts = Duration.ofSeconds(json.path(seconds).asLong());
    return value.isEmpty() || !lasts.isPositive()
        ? Optional.empty()
        : Optional.of(new Token(new Secret(value), lasts));
  }

  /** Seconds in a header, or {@code otherwise}. */
  public static Duration pause(String retryAfter, Duration otherwise) {
    return retryAfter != null && retryAfter.matches("\\d{1,6}")
        ? Duration.ofSeconds(Long.parseLong(retryAfter))
        : otherwise;
  }
}
