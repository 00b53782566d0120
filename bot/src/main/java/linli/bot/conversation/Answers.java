package linli.bot.conversation;

import java.util.UUID;
import linli.bot.speech.Speech;
import linli.bot.speech.Speech.Line;
import linli.bot.speech.Texts;
import linli.schedules.QuietHours;

/** Gives an answer where the message came from, or in private when the group must stay quiet. */
final class Answers {

  private final Speech speech;
  private final Texts texts;

  Answers(Speech speech, Texts texts) {
    this.speech = speech;
    this.texts = texts;
  }

  /** Whether an answer to this message stands in the group. */
  boolean standsInGroup(Turn turn) {
    return !turn.isPrivate()
        && (!QuietHours.contains(turn.now()) || turn.group() != null && turn.group().isStaff());
  }

  /** Answers in the conversation; at night a group's answer goes to the person alone. */
  UUID say(Turn turn, String key, Object... gaps) {
    return say(turn, Line.of(text(turn, key, gaps)));
  }

  UUID say(Turn turn, Line line) {
    return standsInGroup(turn) ? inGroup(turn, line) : alone(turn, line);
  }

  /** Answers the person alone, wherever they wrote. */
  UUID alone(Turn turn, String key, Object... gaps) {
    return alone(turn, Line.of(text(turn, key, gaps)));
  }

  UUID alone(Turn turn, Line line) {
    return speech.toAccount(
        turn.tx(),
        turn.estate().id(),
        turn.channel(),
        turn.speaker().accountId(),
        line.replyTo(turn.event().id()));
  }

  private UUID inGroup(Turn turn, Line line) {
    return speech.toGroup(
        turn.tx(),
        turn.estate().id(),
        turn.channel(),
        turn.conversationId(),
        line.replyTo(turn.event().id()));
  }

  String text(Turn turn, String key, Object... gaps) {
    var sentences = texts.of(turn.estate().id());
    return turn.isEnglish() ? sentences.sayInEnglish(key, gaps) : sentences.say(key, gaps);
  }
}
