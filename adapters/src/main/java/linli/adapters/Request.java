package linli.adapters;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/**
 * One HTTP request of a platform, its body untouched: signatures are made over raw bytes.
 *
 * @param rawQuery as it stood in the address, without the question mark, or null
 * @param header the value of a header by its name in any case, or null
 */
public record Request(String method, String rawQuery, UnaryOperator<String> header, byte[] body) {

  public boolean isGet() {
    return method.equals("GET");
  }

  /** The value of a header, or null. */
  public String header(String name) {
    return header.apply(name);
  }

  /**
   * The decoded value of a query parameter; null when it is missing, there twice (nobody can say
   * which one counts) or wrongly encoded.
   */
  public String parameter(String name) {
    return parameter(rawQuery == null ? "" : rawQuery, name);
  }

  /** The same in a body of type {@code application/x-www-form-urlencoded}. */
  public static String parameter(String form, String name) {
    String found = null;
    for (var pair : form.split("&")) {
      if (pair.startsWith(name) && pair.startsWith("=", name.length())) {
        if (found != null) {
          return null;
        }
        found = pair.substring(name.length() + 1);
      }
    }
    return found == null ? null : decoded(found);
  }

  private static String decoded(String value) {
    try {
      return URLDecoder.decode(value, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException wronglyEncoded) {
      return null;
    }
  }

  @Override
  public String toString() {
    return "Request[" + method + ", " + body.length + " bytes]";
  }
}
