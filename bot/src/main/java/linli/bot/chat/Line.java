package linli.bot.chat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import linli.adapters.OutboundMessage;
import linli.adapters.OutboundMessage.Button;

/**
 * One line of a conversation as the page keeps it.
 *
 * @param number in the order of arrival over all conversations, from 1; 0 before it is kept
 * @param speaker a name of the cast, or null for the bot
 * @param message the bot's own id of its line, or null
 * @param quoted the beginning of the line that this one answers, or null
 * @param pressed the text is the label of a button that was pressed
 * @param photo the name in {@link Photos} of what was sent along, or null
 * @param at business time
 * @param tellsTime the line before it is old enough to tell the time again
 */
record Line(
    long number,
    String room,
    String speaker,
    String text,
    List<Button> buttons,
    UUID message,
    String caseNo,
    String quoted,
    boolean pressed,
    String photo,
    Instant at,
    boolean tellsTime) {

  private static final int QUOTED = 36;

  /** What somebody of the cast says. */
  static Line said(
      Room room, Person speaker, String text, String quoted, boolean pressed, String photo) {
    return new Line(
        0,
        room.id(),
        speaker.name(),
        text,
        List.of(),
        null,
        null,
        quoted,
        pressed,
        photo,
        null,
        false);
  }

  /** What the bot said. */
  static Line of(OutboundMessage message) {
    return new Line(
        0,
        message.conversationId(),
        null,
        message.text(),
        message.buttons(),
        message.id(),
        message.caseNo(),
        null,
        false,
        null,
        message.createdAt(),
        false);
  }

  Line at(Instant when) {
    return new Line(
        number, room, speaker, text, buttons, message, caseNo, quoted, pressed, photo, when,
        tellsTime);
  }

  /** The same line at its place. */
  Line kept(long at, boolean tellsTime) {
    return new Line(
        at, room, speaker, text, buttons, message, caseNo, quoted, pressed, photo, this.at,
        tellsTime);
  }

  boolean isBot() {
    return speaker == null;
  }

  /** Danger: shown so that nobody overlooks it. */
  boolean isAlarm() {
    return isBot() && (text.startsWith("⚠") || text.startsWith("🚨"));
  }

  /** Its beginning, as somebody would quote it. */
  String beginning() {
    var line = text.strip().lines().findFirst().orElse("");
    return line.codePointCount(0, line.length()) <= QUOTED
        ? line
        : line.substring(0, line.offsetByCodePoints(0, QUOTED)) + "…";
  }

  @Override
  public String toString() {
    return "Line[" + number + "]";
  }
}
