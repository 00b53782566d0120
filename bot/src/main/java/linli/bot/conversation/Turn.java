package linli.bot.conversation;

import java.time.Instant;
import java.util.UUID;
import linli.adapters.InboundEvent;
import linli.adapters.InboundEvent.Conversation.Type;
import linli.bot.cases.Report;
import linli.bot.estates.Estate;
import linli.bot.estates.Estate.ChatGroup;
import linli.bot.inbox.ReceivedEvent;
import linli.bot.media.Attachment;
import linli.bot.media.CaseMedia;
import linli.bot.outbox.Outbox;
import linli.bot.questions.AnswerWindows.Full;
import linli.bot.residents.Speaker;
import linli.bot.store.Transaction;
import linli.nlp.PersonalData;

/**
 * One message being answered.
 *
 * @param group null in private, and in a group that nobody assigned
 * @param text the words without the bot's name; never null
 * @param addressed meant for the bot: private, a mention, a reply to its line
 * @param quote the line that it quotes, or null
 * @param full where the bot has said enough lately
 * @param discreet must not be answered in the group: nobody shall see who says this
 */
record Turn(
    Transaction tx,
    Estate estate,
    ReceivedEvent received,
    Speaker speaker,
    ChatGroup group,
    String text,
    boolean addressed,
    Quote quote,
    Full full,
    boolean discreet,
    Instant now) {

  /**
   * What a message quotes.
   *
   * @param line null when it is none of ours
   */
  record Quote(UUID id, Outbox.Line line) {}

  /** Our line that it quotes, or null. */
  UUID quoted() {
    return quote == null ? null : quote.id();
  }

  /** The number of the case that the quoted line was about, or null. */
  String quotedCase() {
    return quote == null || quote.line() == null ? null : quote.line().caseNo();
  }

  /** Whether it answers a line of ours that asked something. */
  boolean quotesQuestion() {
    return quote != null && quote.line() != null && quote.line().asks();
  }

  InboundEvent event() {
    return received.event();
  }

  boolean isPrivate() {
    return event().conversation().type() == Type.PRIVATE;
  }

  String channel() {
    return received.channel();
  }

  String conversationId() {
    return event().conversation().id();
  }

  /** Written in Latin letters only: wants an English answer. */
  boolean isEnglish() {
    return Wording.isEnglish(text);
  }

  /** The same turn as if these words had been said: a draft that is taken up again. */
  Turn saying(String words) {
    return new Turn(
        tx, estate, received, speaker, group, words, addressed, quote, full, discreet, now);
  }

  /** The same turn about something that nobody in the group shall see in an answer. */
  Turn discreetly() {
    return new Turn(tx, estate, received, speaker, group, text, addressed, quote, full, true, now);
  }

  /** The same turn about a danger: whatever was said before, it is answered where all hear it. */
  Turn aboutDanger() {
    return new Turn(
        tx, estate, received, speaker, group, text, addressed, quote, Full.NOWHERE, false, now);
  }

  /** The same turn in the estate that a question was asked in: a group's, not the speaker's. */
  Turn in(Estate other) {
    return new Turn(
        tx, other, received, speaker, group, text, addressed, quote, full, discreet, now);
  }

  /** The same turn, said by somebody for others. */
  Turn by(Speaker other) {
    return new Turn(
        tx, estate, received, other, group, text, addressed, quote, full, discreet, now);
  }

  /** Something came with it that was kept, and no words. */
  boolean showsWithoutWords() {
    return text.isBlank() && received.attachments().stream().anyMatch(Attachment::isKept);
  }

  /** A picture that only its platform has, and no words. */
  boolean showsElsewhere() {
    return text.isBlank() && received.attachments().stream().anyMatch(Attachment::isPhotoElsewhere);
  }

  /** Where from, for pictures and recordings that wait for words in this conversation. */
  CaseMedia.Sent sent(String conversation) {
    return new CaseMedia.Sent(
        estate.id(), channel(), conversation, speaker.accountId(), received.key(), now);
  }

  /** The message as a report; several matters in one message are numbered. */
  Report report(Report.Kind kind, int ordinal) {
    return report(kind, ordinal, text);
  }

  Report report(Report.Kind kind, int ordinal, String words) {
    return new Report(
        kind,
        speaker,
        conversationId(),
        !isPrivate(),
        received.key(),
        ordinal,
        PersonalData.mask(words),
        words,
        received.attachments(),
        now);
  }

  @Override
  public String toString() {
    return "Turn[]";
  }
}
