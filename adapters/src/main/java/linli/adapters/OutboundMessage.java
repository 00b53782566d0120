package linli.adapters;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * One line that the bot says in one conversation of one channel.
 *
 * @param id our id; platforms with an idempotency key get it as that
 * @param to the person it is meant for in a private conversation, or null in a group
 * @param inReplyTo the id of the event that caused it, in a group one of that group; or null (a
 *     timer did)
 * @param caseNo the case it is about, {@code MMDD-seq}, or null
 */
public record OutboundMessage(
    UUID id,
    String conversationId,
    InboundEvent.Conversation.Type conversationType,
    String to,
    String text,
    List<Button> buttons,
    String inReplyTo,
    String caseNo,
    Instant createdAt) {

  /** A choice that can be pressed; typing the key or the label is equal. */
  public record Button(String key, String label) {}

  public OutboundMessage {
    buttons = buttons == null ? List.of() : List.copyOf(buttons);
  }

  /** The same, quoting nothing. */
  public OutboundMessage withoutQuote() {
    return new OutboundMessage(
        id, conversationId, conversationType, to, text, buttons, null, caseNo, createdAt);
  }

  /**
   * What it quotes where it is said: the message of its group that it answers, or null. Alone
   * nothing is quoted: the message may have been said in a group.
   */
  public String quotes() {
    return isPrivate() ? null : inReplyTo;
  }

  /** The same with other buttons. */
  public OutboundMessage with(List<Button> others) {
    return new OutboundMessage(
        id, conversationId, conversationType, to, text, others, inReplyTo, caseNo, createdAt);
  }

  /** Whether only one person reads it. */
  public boolean isPrivate() {
    return conversationType == InboundEvent.Conversation.Type.PRIVATE;
  }

  /** In a private conversation the platform's id of the person, in a group that of the group. */
  public String address() {
    return isPrivate() && conversationId.startsWith("private:")
        ? conversationId.substring("private:".length())
        : conversationId;
  }

  @Override
  public String toString() {
    return "OutboundMessage[" + id + "]";
  }
}
