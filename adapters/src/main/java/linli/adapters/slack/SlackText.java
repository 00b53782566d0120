package linli.adapters.slack;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Slack's text as people read it: {@code <@U1>}, {@code <#C1|name>}, {@code <!here>}, {@code
 * <https://…|label>}, and three characters escaped.
 *
 * <p>Source: docs.slack.dev/messaging/formatting-message-text.
 */
final class SlackText {

  private static final Pattern SPECIAL = Pattern.compile("<([@#!]?)([^<>|]*)(?:\\|([^<>]*))?>");

  private SlackText() {}

  /** Without the mention of {@code bot} itself (null when unknown). */
  static String plain(String text, String bot) {
    return SPECIAL
        .matcher(text)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    plain(found.group(1), found.group(2), found.group(3), bot)))
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
        .strip();
  }

  static boolean mentions(String text, String bot) {
    return bot != null && (text.contains("<@" + bot + ">") || text.contains("<@" + bot + "|"));
  }

  private static String plain(String kind, String of, String label, String bot) {
    if (kind.equals("@") && of.equals(bot)) {
      return "";
    }
    var sign = kind.equals("!") ? "@" : kind;
    return sign + (label == null || label.isEmpty() ? of : label);
  }
}
