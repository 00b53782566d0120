package linli.adapters;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * The ear for a platform that speaks over a connection which we open, so that no public address is
 * needed. What would come to one is refused.
 */
public interface StreamEar extends Webhook {

  /** What came over the connection. */
  sealed interface Frame {

    /**
     * Something was said.
     *
     * @param answer to be sent once the events are stored, or at once where there are none; null:
     *     the platform waits for none
     * @param sorry to be sent when they could not be stored, or null
     * @param handle by which a card that was pressed can be changed for some seconds, or null
     */
    record Heard(List<InboundEvent> events, String answer, String sorry, String handle)
        implements Frame {
      public Heard(List<InboundEvent> events, String answer, String sorry) {
        this(events, answer, sorry, null);
      }

      @Override
      public String toString() {
        return "Heard[" + events.size() + " events]";
      }
    }

    /**
     * The answer to something that we sent.
     *
     * @param to what we called that
     */
    record Answered(String to, byte[] body) implements Frame {
      @Override
      public String toString() {
        return "Answered[]";
      }
    }

    /** This connection ends soon: open another one. */
    record Leave() implements Frame {}

    /** Somebody else with our key took the place of this connection. */
    record PushedOut() implements Frame {}
  }

  /** The request for a connection; empty where its address never changes. */
  Optional<Mouth.Call> ask();

  /**
   * Where to connect to; empty when the answer does not say it.
   *
   * @param base of the platform's interface
   * @param answer to {@link #ask}; null where nothing is asked
   */
  Optional<URI> endpoint(URI base, byte[] answer);

  /**
   * What is said first on a new connection; it carries nothing before that is answered. Empty where
   * nothing is to be said.
   */
  default Optional<Mouth.Call> greeting() {
    return Optional.empty();
  }

  /** What is said every half minute so that it stays open; empty where pings are enough. */
  default Optional<Mouth.Call> heartbeat() {
    return Optional.empty();
  }

  /** Whether the platform keeps only one connection at a time. */
  default boolean isOnlyOne() {
    return false;
  }

  /**
   * A call as it goes over the connection.
   *
   * @param id what the answer will name it
   */
  default String frame(Mouth.Call call, String id) {
    throw new UnsupportedOperationException("nothing is said over this connection");
  }

  /**
   * Reads a frame. A message that we cannot read is thanked for: it would not become better.
   *
   * @throws Refusal when it is no frame
   */
  Frame read(String text);

  @Override
  default byte[] open(Request request) {
    throw new Refusal(Reason.BAD_SIGNATURE);
  }

  @Override
  default Received read(Request request, byte[] content) {
    throw new Refusal(Reason.BAD_SIGNATURE);
  }
}
