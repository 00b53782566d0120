package linli.adapters.slack;

import java.util.regex.Pattern;

/**
 * What we call messages of Slack: {@code <channel>/<ts>}, and one in a thread {@code
 * <channel>/<ts>@<ts of the first one>}, for answers must name that one.
 */
final class SlackIds {

  private static final Pattern ID =
      Pattern.compile("([^/]+)/(\\d{1,11}\\.\\d{1,9})(?:@(\\d{1,11}\\.\\d{1,9}))?");

  private SlackIds() {}

  /**
   * @param thread the first one's time, or null where there is none
   */
  static String of(String channel, String ts, String thread) {
    var alone = channel + "/" + ts;
    return thread == null || thread.equals(ts) ? alone : alone + "@" + thread;
  }

  /** The thread in which a message is answered; null when it is none of this channel. */
  static String thread(String channel, String id) {
    var form = ID.matcher(id == null ? "" : id);
    if (!form.matches() || !form.group(1).equals(channel)) {
      return null;
    }
    return form.group(3) != null ? form.group(3) : form.group(2);
  }
}
