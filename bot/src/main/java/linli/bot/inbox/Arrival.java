package linli.bot.inbox;

import java.time.Instant;
import java.util.UUID;
import linli.adapters.InboundEvent;
import linli.adapters.OutboundMessage;

/**
 * An event on its way into the inbox.
 *
 * @param hazard what the gate found, or null
 * @param advice what is said at once because of it, or null
 * @param posted the advice goes through the channel's callback; otherwise it waits for who asks
 * @param opinionUntil so long it waits for a second opinion of what it means, or null
 */
record Arrival(
    UUID key,
    String channel,
    InboundEvent event,
    Instant receivedAt,
    String hazard,
    OutboundMessage advice,
    boolean posted,
    Instant opinionUntil) {

  /** One that waits for nobody's opinion. */
  Arrival(
      UUID key,
      String channel,
      InboundEvent event,
      Instant receivedAt,
      String hazard,
      OutboundMessage advice,
      boolean posted) {
    this(key, channel, event, receivedAt, hazard, advice, posted, null);
  }

  @Override
  public String toString() {
    return "Arrival[" + key + "]";
  }
}
