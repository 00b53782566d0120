package linli.bot.conversation;

import java.util.Optional;
import java.util.UUID;
import linli.adapters.InboundEvent;
import linli.adapters.InboundEvent.Conversation.Type;
import linli.bot.cases.Report;
import linli.bot.conversation.Turn.Quote;
import linli.bot.estates.Estates;
import linli.bot.inbox.ReceivedEvent;
import linli.bot.outbox.Outbox;
import linli.bot.questions.AnswerWindows;
import linli.bot.questions.AnswerWindows.Full;
import linli.bot.residents.Speakers;
import linli.bot.store.Transaction;

/** Makes of an event what the rules of the conversation ask about it. */
final class Turns {

  private final Estates estates;
  private final Speakers speakers;
  private final AnswerWindows windows;
  private final Outbox outbox;

  Turns(Estates estates, Speakers speakers, AnswerWindows windows, Outbox outbox) {
    this.estates = estates;
    this.speakers = speakers;
    this.windows = windows;
    this.outbox = outbox;
  }

  /** Looks up who speaks, where, and which line of the bot is quoted. */
  Turn of(Transaction tx, String estateId, ReceivedEvent received, String text) {
    var event = received.event();
    var estate = estates.byId(estateId);
    var channel = received.channel();
    var quoted = quoted(tx, channel, event.replyTo());
    var quote = quoted.map(id -> new Quote(id, outbox.find(tx, channel, id).orElse(null)));
    var speaker = speakers.find(tx, estate, channel, event.sender().id());
    var group = estates.group(channel, event.conversation().id()).orElse(null);
    var addressed =
        event.conversation().type() == Type.PRIVATE
            || isNamed(event)
            || quote.filter(q -> q.line() != null).isPresent()
            || event.action() != null;
    return new Turn(
        tx,
        estate,
        received,
        speaker,
        group,
        text,
        addressed,
        quote.orElse(null),
        addressed && !speaker.isStaff()
            ? windows.full(
                tx,
                estate,
                channel,
                speaker.privateConversation(),
                event.conversation().id(),
                received.receivedAt())
            : Full.NOWHERE,
        (group == null || !group.isStaff()) && Report.asksToBeAnonymous(text),
        received.receivedAt());
  }

  /** Quoted by our own id, or by the one that the platform gave to our line. */
  private Optional<UUID> quoted(Transaction tx, String channel, String replyTo) {
    if (replyTo == null) {
      return Optional.empty();
    }
    return uuid(replyTo).or(() -> outbox.idOf(tx, channel, replyTo));
  }

  static Optional<UUID> uuid(String id) {
    try {
      return id == null ? Optional.empty() : Optional.of(UUID.fromString(id));
    } catch (IllegalArgumentException notOurs) {
      return Optional.empty();
    }
  }

  /** A pressed button is the same as typing its key. */
  static String words(InboundEvent event) {
    return Wording.bare(event.action() != null ? event.action() : Wording.of(event));
  }

  static boolean meantForBot(InboundEvent event) {
    return event.conversation().type() == Type.PRIVATE
        || isNamed(event)
        || event.replyTo() != null
        || event.action() != null;
  }

  static boolean isNamed(InboundEvent event) {
    return event.mentioned() || event.text() != null && Wording.namesBot(event.text());
  }
}
