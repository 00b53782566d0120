package linli.bot.sandbox;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The servers of one platform as one channel meets them: its interface, and what it calls. */
interface PlatformServers {

  /**
   * A request to the interface.
   *
   * @param path below the channel's base, with its query
   * @param bearer what stands in Authorization or the platform's own header, or ""
   */
  record Asked(String method, String path, String bearer, JsonObject body) {
    /** The value of a query parameter, or "". */
    String query(String name) {
      for (var pair : path.substring(path.indexOf('?') + 1).split("&")) {
        if (pair.startsWith(name + "=")) {
          return java.net.URLDecoder.decode(
              pair.substring(name.length() + 1), java.nio.charset.StandardCharsets.UTF_8);
        }
      }
      return "";
    }
  }

  record Answered(int status, JsonObject body) {
    static Answered ok(JsonObject body) {
      return new Answered(200, body);
    }
  }

  /** What somebody says to the bot: in a group, or alone where {@code group} is null. */
  record Saying(String group, String person, String text, String quoted) {
    String where() {
      return group == null ? person : group;
    }
  }

  /**
   * What people read.
   *
   * @param where a group, or the person alone
   * @param id what the platform calls it when somebody quotes or changes it, or null
   * @param quotes what it shows that it answers, or null
   */
  record Read(String where, String text, List<Choice> choices, String id, String quotes) {
    Read(String where, String text, List<Choice> choices, String id) {
      this(where, text, choices, id, null);
    }
  }

  /**
   * A button.
   *
   * @param value what the platform sends when it is pressed
   */
  record Choice(String label, String value) {
    /** One of each entry of a list. */
    static List<Choice> all(JsonArray list, String label, String value) {
      return list.stream()
          .map(JsonObject.class::cast)
          .map(each -> new Choice(each.getString(label), each.getString(value)))
          .toList();
    }
  }

  /** A request to the service's address for this channel. */
  record Callback(String query, Map<String, String> headers, byte[] body) {}

  /** The answer; what was said goes to {@link Said}. */
  Answered answer(Asked asked);

  /** The call that tells the service what somebody said. */
  Callback tell(Saying saying);

  /** The call that tells the service that somebody pressed a button. */
  Callback press(Read under, Choice choice, String person);

  /** Whether it has groups that the bot hears. */
  boolean hasGroups();

  /** The token that was given last is none any more. */
  void expireTokens();

  /** The kind of a path that answers, in order of preference; empty: it knows no such path. */
  static Optional<String> after(String path, String prefix) {
    return path.startsWith(prefix)
        ? Optional.of(path.substring(prefix.length()))
        : Optional.empty();
  }
}
