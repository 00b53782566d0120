package linli.adapters;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What a button sends back where a platform gives us a single short string: our message and the key
 * in it, as {@code <22 characters>:<key>}.
 *
 * @param message the message that the button stands in, or null in a button of somebody else
 */
public record ButtonKey(UUID message, String key) {

  private static final Pattern FORM = Pattern.compile("([A-Za-z0-9_-]{22}):(.+)", Pattern.DOTALL);

  /** Reads what {@link #text} wrote; anything else is a key alone. */
  public static ButtonKey parse(String text) {
    var form = FORM.matcher(text);
    if (!form.matches()) {
      return new ButtonKey(null, text);
    }
    var bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(form.group(1)));
    return new ButtonKey(new UUID(bytes.getLong(), bytes.getLong()), form.group(2));
  }

  /** At most 23 bytes longer than the key. */
  public String text() {
    return letters(message) + ":" + key;
  }

  /** An id in 22 letters, digits, - and _. */
  public static String letters(UUID id) {
    var bytes = ByteBuffer.allocate(2 * Long.BYTES);
    bytes.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }

  /** The message as events name it, or null. */
  public String replyTo() {
    return message == null ? null : message.toString();
  }
}
