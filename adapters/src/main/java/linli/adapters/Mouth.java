package linli.adapters;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The mouth for one platform: says how a message is sent and what the platform's answer means. No
 * I/O and no state, like {@link Webhook}.
 */
public interface Mouth {

  /** One HTTP request, addressed below the base of the platform's interface. */
  record Call(String method, String path, Map<String, String> headers, byte[] body) {
    /** A POST of JSON. */
    public static Call json(String path, Map<String, String> headers, ObjectNode body) {
      return new Call("POST", path, headers, body.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** What goes over a connection that is open is no request of HTTP. */
    private static final String FRAME = "FRAME";

    private static final String PRESSED = "pressed";

    /**
     * Something that is sent over a connection that is open.
     *
     * @param command in the platform's words
     * @param pressed the message of ours that it answers a press on, or null
     * @param body or null
     */
    public static Call frame(String command, String pressed, ObjectNode body) {
      var bytes = body == null ? new byte[0] : body.toString().getBytes(StandardCharsets.UTF_8);
      var headers = pressed == null ? Map.<String, String>of() : Map.of(PRESSED, pressed);
      return new Call(FRAME, command, headers, bytes);
    }

    public boolean isFrame() {
      return method.equals(FRAME);
    }

    /** The message of ours whose press it answers, for a frame; else null. */
    public String pressed() {
      return headers.get(PRESSED);
    }

    @Override
    public String toString() {
      return "Call[" + method + ", " + body.length + " bytes]"; // paths may carry keys
    }
  }

  /** What the platform made of a call. */
  sealed interface Verdict {
    /**
     * @param messageId what the platform will call it when somebody quotes it, as {@link
     *     InboundEvent#replyTo} says it, and when we change it; null where it gives none
     */
    record Said(String messageId) implements Verdict {}

    /** The token is no longer good: get another one and try once more. */
    record StaleToken() implements Verdict {}

    /** To be tried again, not before {@code pause}. */
    record Later(String code, Duration pause) implements Verdict {}

    /** The platform does not take our key: nothing goes out before somebody repaired that. */
    record Locked(String code) implements Verdict {}

    /** The platform will never take it. */
    record Never(String code) implements Verdict {}
  }

  /**
   * A key to the platform's interface that lasts for some time.
   *
   * @param lasts from now on
   */
  record Token(Secret value, Duration lasts) {}

  /** Where the vendor's interface is; a channel may name another base. */
  URI vendor();

  Capabilities capabilities();

  /** How a token is got; empty where the configured key is all there is. */
  default Optional<Call> askForToken() {
    return Optional.empty();
  }

  /**
   * A call that tells whether the platform takes our credentials and changes nothing; empty where
   * there are none.
   */
  default Optional<Call> prove() {
    return askForToken();
  }

  /** Whether this answer to {@link #prove} means that it does. */
  default boolean proved(int status, byte[] answer) {
    return status == 200 && token(answer).isPresent();
  }

  /** The token in the answer to {@link #askForToken}, or empty when there is none in it. */
  default Optional<Token> token(byte[] answer) {
    return Optional.empty();
  }

  /**
   * Whether each message is said with a handle that came with one of the other side ({@link
   * Received.Accepted#handles}); it takes the place of a token, once.
   */
  default boolean needsHandle() {
    return false;
  }

  /** Whether everything is said over the connection that the channel's ear opened. */
  default boolean speaksOverStream() {
    return false;
  }

  /**
   * The calls that say this message, in order; none when the platform has no way to.
   *
   * @param token or handle; null where none is needed
   */
  List<Call> say(OutboundMessage message, Secret token);

  /**
   * The call that leaves a message that was said with fewer buttons and a note of what came of it;
   * empty where that cannot be done.
   *
   * @param said the message, with the buttons that stay
   * @param name what the platform calls it: {@link Verdict.Said#messageId}
   */
  default Optional<Call> change(OutboundMessage said, String note, String name, Secret token) {
    return Optional.empty();
  }

  /**
   * How something that came with a message is got; empty when the reference is none of this
   * platform's.
   *
   * @param reference {@link InboundEvent.Media#url}
   */
  default Optional<MediaWay> way(String reference, Secret token) {
    return Optional.empty();
  }

  /**
   * What an answer means.
   *
   * @param retryAfter the header of that name, or null
   */
  Verdict verdict(int status, String retryAfter, byte[] body);
}
