package linli.bot.inbox;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import linli.adapters.InboundEvent;
import linli.bot.media.Attachment;

/**
 * An event as the inbox holds it.
 *
 * @param key first 128 bits of SHA-256 over channel and event id: unique, says nothing about either
 * @param receivedAt business clock when it arrived
 * @param hazard what the gate found at ingress, or null; its advice has gone out already when
 *     {@code advised}
 * @param attachments what became of the pictures and recordings that came with it
 * @param opinion what somebody else took it for: id of an issue type or intent, or null
 */
public record ReceivedEvent(
    UUID key,
    String channel,
    InboundEvent event,
    Instant receivedAt,
    String hazard,
    boolean advised,
    List<Attachment> attachments,
    String opinion) {

  /** One that nobody else was asked about. */
  public ReceivedEvent(
      UUID key,
      String channel,
      InboundEvent event,
      Instant receivedAt,
      String hazard,
      boolean advised,
      List<Attachment> attachments) {
    this(key, channel, event, receivedAt, hazard, advised, attachments, null);
  }

  /** Of an edit: as if the message had been like this from the beginning. */
  public ReceivedEvent inPlaceOfTarget() {
    var target = EventKey.of(channel, event.target());
    return new ReceivedEvent(target, channel, event, receivedAt, hazard, advised, attachments);
  }
}
