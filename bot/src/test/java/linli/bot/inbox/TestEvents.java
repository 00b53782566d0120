package linli.bot.inbox;

import java.time.Instant;
import java.util.List;
import linli.adapters.InboundEvent;
import linli.adapters.InboundEvent.Conversation;
import linli.adapters.InboundEvent.Kind;
import linli.adapters.InboundEvent.Sender;

/** Events as tests need them. */
public final class TestEvents {

  public static final Instant NOW = Instant.parse("2026-11-23T00:02:00Z");
  public static final String CHANNEL = "webhook";

  private TestEvents() {}

  public static InboundEvent message(String id, String conversation, String text) {
    return new InboundEvent(
        id,
        Kind.MESSAGE,
        new Conversation(conversation, Conversation.Type.GROUP, null),
        new Sender("老陈", null),
        text,
        false,
        null,
        List.of(),
        null,
        null,
        NOW);
  }

  static Arrival arrival(String id, String conversation, String text) {
    return new Arrival(
        EventKey.of(CHANNEL, id), CHANNEL, message(id, conversation, text), NOW, null, null, false);
  }
}
