package linli.adapters;

import java.time.Instant;
import java.util.List;

/**
 * One thing that a person did in a chat, in words that no platform owns.
 *
 * @param id the platform's own id of this event; the dedupe key inside its channel
 * @param text what was said, or null (a photo alone, a recall)
 * @param mentioned the bot was addressed with the platform's own mention; {@code @小邻} in the text
 *     is looked for by the conversation
 * @param replyTo the id of the message that this one quotes, or null
 * @param target for an edit or a recall the id of the message that it changes, else null
 * @param action the key of the pressed button, or null
 * @param sentAt the platform's time; informative where the platform cannot be trusted with it
 */
public record InboundEvent(
    String id,
    Kind kind,
    Conversation conversation,
    Sender sender,
    String text,
    boolean mentioned,
    String replyTo,
    List<Media> media,
    String target,
    String action,
    Instant sentAt) {

  /** What happened to the message. */
  public enum Kind {
    MESSAGE,
    EDIT,
    RECALL
  }

  /** Where it was said: a group, or the private conversation of one person with the bot. */
  public record Conversation(String id, Type type, String title) {
    /** Whether others read along. */
    public enum Type {
      GROUP,
      PRIVATE
    }

    /** The conversation of this person with the bot alone, called the same on every platform. */
    public static Conversation alone(String senderId) {
      return new Conversation("private:" + senderId, Type.PRIVATE, null);
    }

    public static Conversation group(String id, String title) {
      return new Conversation(id, Type.GROUP, title);
    }

    @Override
    public String toString() {
      return "Conversation[" + type + "]";
    }
  }

  /** Who said it: the platform's id and, where the platform tells it, the shown name. */
  public record Sender(String id, String name) {
    @Override
    public String toString() {
      return "Sender[]";
    }
  }

  /**
   * A picture, a voice message, a file or a place on the map.
   *
   * @param url where its bytes are; not an address of the web but {@code platform:id} where the
   *     platform gives them out for an id and our credentials only
   * @param transcript what the platform understood of a voice message, or null
   * @param crs coordinate system of {@code lat} and {@code lon}: {@code wgs84} or {@code gcj02}
   */
  public record Media(
      Type type,
      String url,
      String base64,
      String transcript,
      Integer seconds,
      Double lat,
      Double lon,
      String crs) {
    /** Kind of attachment. */
    public enum Type {
      IMAGE,
      VOICE,
      FILE,
      LOCATION
    }

    public static Media image(String url) {
      return new Media(Type.IMAGE, url, null, null, null, null, null, null);
    }

    /** A voice message; {@code transcript} and {@code seconds} may be null. */
    public static Media voice(String url, String transcript, Integer seconds) {
      return new Media(Type.VOICE, url, null, transcript, seconds, null, null, null);
    }

    public static Media file(String url) {
      return new Media(Type.FILE, url, null, null, null, null, null, null);
    }

    public static Media place(double lat, double lon, String crs) {
      return new Media(Type.LOCATION, null, null, null, null, lat, lon, crs);
    }

    @Override
    public String toString() {
      return "Media[" + type + "]";
    }
  }

  public InboundEvent {
    media = media == null ? List.of() : List.copyOf(media);
  }

  /** Personal data stays out of logs: only what kind of event it is. */
  @Override
  public String toString() {
    return "InboundEvent[" + kind + " " + conversation.type() + "]";
  }
}
