package linli.adapters;

import java.util.List;

/** What an adapter made of one request of its platform. */
public sealed interface Received {

  /** Genuine and whole: everything in it, in the platform's order. */
  record Accepted(List<InboundEvent> events) implements Received {
    public Accepted {
      events = List.copyOf(events);
    }
  }

  /**
   * Nothing of it was taken.
   *
   * @param status the HTTP status for the caller: 400, 401 or 413
   * @param reason fixed words for the log and the caller, without anything from the request
   * @param path JSON path at fault, or null
   * @param expected what should stand there, or null
   */
  record Refused(int status, String reason, String path, String expected) implements Received {}
}
