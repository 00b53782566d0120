package linli.bot.conversation;

import java.util.UUID;
import linli.bot.questions.AnswerWindows;
import linli.bot.speech.Speech;
import linli.bot.speech.Speech.Line;
import linli.bot.speech.Texts;
import linli.bot.votes.VoteCards;
import linli.bot.votes.VoteWords;
import linli.schedules.QuietHours;

/** Gives an answer where the message came from, or in private when the group must stay quiet. */
final class Answers {

  private final Speech speech;
  private final Texts texts;
  private final AnswerWindows windows;
  private final CodeLines codeLines;

  Answers(Speech speech, Texts texts, AnswerWindows windows, CodeLines codeLines) {
    this.codeLines = codeLines;
    this.speech = speech;
    this.texts = texts;
    this.windows = windows;
  }

  /** Whether an answer to this message stands in the group. */
  boolean standsInGroup(Turn turn) {
    return isHeardInGroup(turn) && turn.full().together() == null;
  }

  /**
   * Whether the group hears of what comes of the message, by an answer or in the summary; never of
   * a complaint about the property company, nor who wants to stay unseen.
   */
  boolean isHeardInGroup(Turn turn) {
    return !turn.isPrivate()
        && !turn.discreet()
        && (!QuietHours.contains(turn.now()) || turn.group() != null && turn.group().isStaff());
  }

  /** Answers in the conversation; at night a group's answer goes to the person alone. */
  UUID say(Turn turn, String key, Object... gaps) {
    var id = say(turn, Line.of(text(turn, key, gaps)));
    codeLines.said(turn.tx(), turn.estate().id(), key, id, turn.now());
    return id;
  }

  UUID say(Turn turn, Line line) {
    if (standsInGroup(turn)) {
      return inGroup(turn, line);
    }
    if (isHeardInGroup(turn)) {
      windows.held(turn.tx(), turn.estate(), turn.full().together(), turn.now());
    }
    return alone(turn, line);
  }

  /** Answers the person alone, wherever they wrote. */
  UUID alone(Turn turn, String key, Object... gaps) {
    var id = alone(turn, Line.of(textAlone(turn, key, gaps)));
    codeLines.said(turn.tx(), turn.estate().id(), key, id, turn.now());
    return id;
  }

  /** A question is always said: without it nobody could answer. */
  UUID alone(Turn turn, Line line) {
    if (turn.full().alone() != null && !line.asks()) {
      windows.held(turn.tx(), turn.estate(), turn.full().alone(), turn.now());
      return UUID.randomUUID();
    }
    count(turn, turn.speaker().privateConversation(), turn.speaker().accountId());
    return speech.toAccount(
        turn.tx(),
        turn.estate().id(),
        turn.channel(),
        turn.speaker().accountId(),
        line.replyTo(turn.event().id()));
  }

  /** What is said to staff is their work: it has no limit. */
  private void count(Turn turn, String conversation, String accountId) {
    if (!turn.speaker().isStaff()) {
      windows.said(turn.tx(), turn.estate(), turn.channel(), conversation, accountId, turn.now());
    }
  }

  private UUID inGroup(Turn turn, Line line) {
    count(turn, turn.conversationId(), null);
    return speech.toGroup(
        turn.tx(),
        turn.estate().id(),
        turn.channel(),
        turn.conversationId(),
        line.replyTo(turn.event().id()));
  }

  /** How votes are called in this estate. */
  VoteWords votes(Turn turn) {
    return new VoteWords(texts.of(turn.estate().id()));
  }

  /** What is said of a vote as a whole in this estate. */
  VoteCards voteCards(Turn turn) {
    return new VoteCards(texts.of(turn.estate().id()));
  }

  /** In short sentences only where nobody else reads it. */
  String text(Turn turn, String key, Object... gaps) {
    return standsInGroup(turn) ? text(turn, texts, key, gaps) : textAlone(turn, key, gaps);
  }

  private String textAlone(Turn turn, String key, Object... gaps) {
    return text(turn, turn.speaker().readsLarge() ? texts.large() : texts, key, gaps);
  }

  private static String text(Turn turn, Texts from, String key, Object... gaps) {
    var sentences = from.of(turn.estate().id());
    return turn.isEnglish() ? sentences.sayInEnglish(key, gaps) : sentences.say(key, gaps);
  }
}
