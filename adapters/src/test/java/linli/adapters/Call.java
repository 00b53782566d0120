package linli.adapters;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A request that tests put together and take apart; headers by lower-case name. */
public record Call(
    String method, Map<String, String> query, Map<String, String> headers, byte[] body) {

  public static Call get(Map<String, String> query) {
    return new Call("GET", query, Map.of(), new byte[0]);
  }

  public static Call post(Map<String, String> query, Map<String, String> headers, byte[] body) {
    return new Call("POST", query, headers, body);
  }

  public Call withMethod(String method) {
    return new Call(method, query, headers, body);
  }

  public Call withBody(byte[] body) {
    return new Call(method, query, headers, body);
  }

  /** {@code value} null = without it. */
  public Call withHeader(String name, String value) {
    return new Call(method, query, with(headers, name, value), body);
  }

  /** {@code value} null = without it. */
  public Call withParameter(String name, String value) {
    return new Call(method, with(query, name, value), headers, body);
  }

  private static Map<String, String> with(Map<String, String> map, String name, String value) {
    var changed = new TreeMap<>(map);
    changed.remove(name);
    if (value != null) {
      changed.put(name, value);
    }
    return changed;
  }

  public Request request() {
    var rawQuery =
        query.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + encoded(entry.getValue()))
            .collect(Collectors.joining("&"));
    return new Request(
        method, rawQuery, name -> headers.get(name.toLowerCase(java.util.Locale.ROOT)), body);
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
