package linli.bot.chat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import linli.adapters.InboundEvent.Conversation.Type;

/**
 * A conversation that can be looked at: a group, or one person's with the bot.
 *
 * @param id as the channel names it
 * @param person whose private conversation it is, or null
 * @param building the building that a group is for, or null
 */
record Room(String id, String title, Kind kind, String person, String building) {

  enum Kind {
    RESIDENTS,
    STAFF,
    PRIVATE
  }

  boolean isPrivate() {
    return kind == Kind.PRIVATE;
  }

  Type type() {
    return isPrivate() ? Type.PRIVATE : Type.GROUP;
  }

  /** Where it is looked at by somebody; in private only by its owner. */
  String address(String as) {
    return "/chat?in=" + encoded(id) + "&as=" + encoded(isPrivate() ? person : as);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "Room[" + kind + "]";
  }
}
