package linli.bot.conversation;

import static java.util.Comparator.naturalOrder;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import linli.adapters.InboundEvent.Conversation.Type;
import linli.bot.estates.Estate;
import linli.bot.estates.Estates;
import linli.bot.inbox.ReceivedEvent;
import linli.bot.media.CaseMedia;
import linli.bot.media.CaseMedia.Sender;
import linli.bot.outbox.Outbox;
import linli.bot.questions.AnswerWindows;
import linli.bot.questions.Handovers;
import linli.bot.questions.Questions;
import linli.bot.questions.Questions.Where;
import linli.bot.residents.Speakers;
import linli.bot.residents.Speakers.Account;
import linli.bot.store.Transaction;

/**
 * What will be asked for each of several messages, asked once for all of them: most of the cost of
 * a small statement is the way to the server and back. Who needs it finds it remembered; who finds
 * nothing asks by itself.
 */
final class Lookups {

  private final Estates estates;
  private final Speakers speakers;
  private final Questions questions;
  private final Handovers handovers;
  private final AnswerWindows windows;
  private final CaseMedia media;
  private final Outbox outbox;

  Lookups(
      Estates estates,
      Speakers speakers,
      Questions questions,
      Handovers handovers,
      AnswerWindows windows,
      CaseMedia media,
      Outbox outbox) {
    this.estates = estates;
    this.speakers = speakers;
    this.questions = questions;
    this.handovers = handovers;
    this.windows = windows;
    this.media = media;
    this.outbox = outbox;
  }

  /**
   * @param events those for which something is looked up at all
   */
  void prepare(Transaction tx, String estateId, List<ReceivedEvent> events) {
    if (events.isEmpty()) {
      return;
    }
    var accounts = new HashSet<Account>();
    var places = new HashSet<Where>();
    var senders = new HashSet<Sender>();
    var byChannel = new HashMap<String, List<ReceivedEvent>>();
    for (var received : events) {
      accounts.add(Account.of(received));
      byChannel.computeIfAbsent(received.channel(), x -> new ArrayList<>()).add(received);
      if (mayAnswer(received)) {
        places.add(new Where(received.channel(), conversation(received), sender(received)));
      }
      for (var conversation : conversations(received)) {
        senders.add(new Sender(estateId, received.channel(), sender(received), conversation));
      }
    }
    // The earliest of them: who asks later leaves out what is too old for them.
    var now = events.stream().map(ReceivedEvent::receivedAt).min(naturalOrder()).orElseThrow();
    speakers.prepare(tx, accounts);
    questions.prepare(tx, places, now);
    media.prepare(tx, estateId, senders);
    byChannel.forEach((channel, some) -> prepare(tx, estates.byId(estateId), channel, some, now));
  }

  private void prepare(
      Transaction tx, Estate estate, String channel, List<ReceivedEvent> events, Instant now) {
    var quoted = new HashSet<UUID>();
    var conversations = new HashSet<String>();
    var alone = new HashSet<String>();
    for (var received : events.stream().filter(e -> Turns.meantForBot(e.event())).toList()) {
      Turns.uuid(received.event().replyTo()).ifPresent(quoted::add);
      conversations.addAll(conversations(received));
      if (received.event().conversation().type() == Type.PRIVATE) {
        alone.add(sender(received));
      }
    }
    outbox.prepare(tx, channel, quoted);
    windows.prepare(tx, estate, channel, conversations, now);
    handovers.prepare(tx, estate.id(), channel, alone, now);
  }

  private static boolean mayAnswer(ReceivedEvent received) {
    return Turns.meantForBot(received.event())
        || Wording.digit(Turns.words(received.event())).isPresent();
  }

  private static String sender(ReceivedEvent received) {
    return received.event().sender().id();
  }

  private static String conversation(ReceivedEvent received) {
    return received.event().conversation().id();
  }

  /** Where they write, and where the bot can speak to them alone. */
  private static Set<String> conversations(ReceivedEvent received) {
    return new HashSet<>(
        List.of(conversation(received), Speakers.privateConversation(sender(received))));
  }
}
