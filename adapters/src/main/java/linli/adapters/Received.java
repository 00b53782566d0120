package linli.adapters;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** What an adapter made of one request of its platform. */
public sealed interface Received {

  /**
   * Genuine and whole.
   *
   * @param events everything in it, in the platform's order; none when it is about something that
   *     we do not act on
   * @param answer what the platform wants to hear once they are stored; null on our own channel,
   *     where the caller is told how many were new
   * @param handles by which the conversations can be answered, each once
   */
  record Accepted(List<InboundEvent> events, Answer answer, List<Handle> handles)
      implements Received {
    public Accepted {
      events = List.copyOf(events);
      handles = List.copyOf(handles);
    }

    public Accepted(List<InboundEvent> events, Answer answer) {
      this(events, answer, List.of());
    }

    public Accepted(List<InboundEvent> events) {
      this(events, null);
    }
  }

  /**
   * Permission to say one thing in a conversation.
   *
   * @param until when it ends
   */
  record Handle(String conversation, Secret value, Instant until) {
    @Override
    public String toString() {
      return "Handle[]";
    }
  }

  /** The platform asks whether this address is ours: answer exactly this, at once. */
  record Handshake(Answer answer) implements Received {
    /** The answer is what the platform itself sent for it. */
    public static Handshake echo(byte[] sent) {
      return new Handshake(Answer.text(new String(sent, StandardCharsets.UTF_8)));
    }
  }

  /**
   * Something is to be fetched: the platform announces messages without sending them.
   *
   * @param account whose messages, in the platform's words
   * @param ticket permission to fetch for some minutes
   */
  record Announced(String account, String ticket, Answer answer) implements Received {
    @Override
    public String toString() {
      return "Announced[]";
    }
  }

  /**
   * Nothing of it was taken.
   *
   * @param status the HTTP status for the caller: 400, 401, 405 or 413
   * @param reason fixed words for the log and the caller, without anything from the request
   * @param path path at fault in the document, or null
   * @param expected what should stand there, or null
   */
  record Refused(int status, String reason, String path, String expected) implements Received {
    public static Refused of(Reason reason) {
      return new Refused(reason.status(), reason.words(), null, null);
    }
  }
}
