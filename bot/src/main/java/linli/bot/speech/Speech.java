package linli.bot.speech;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import linli.adapters.InboundEvent.Conversation.Type;
import linli.adapters.OutboundMessage;
import linli.adapters.OutboundMessage.Button;
import linli.bot.estates.Estate;
import linli.bot.estates.Estate.Party;
import linli.bot.estates.Estate.Staff;
import linli.bot.outbox.Outbox;
import linli.bot.residents.Speakers;
import linli.bot.residents.Speakers.Account;
import linli.bot.store.Transaction;

/** Puts what the bot says into the outbox, in the caller's transaction. */
public final class Speech {

  /**
   * The channel of people who have no chat: an operator speaks for them, nothing is said to them.
   */
  public static final String NO_CHAT = "@api";

  private final Outbox outbox;
  private final Clock clock;
  private final Speakers speakers = new Speakers();

  public Speech(Outbox outbox, Clock clock) {
    this.outbox = outbox;
    this.clock = clock;
  }

  /**
   * What is to be said.
   *
   * @param caseNo the case it is about, or null
   * @param inReplyTo the platform's id of the event that caused it, or null
   * @param asks an answer is waited for: it is said however much was said before
   */
  public record Line(
      String text, List<Button> buttons, String caseNo, String inReplyTo, boolean asks) {
    public static Line of(String text) {
      return new Line(text, List.of(), null, null, false);
    }

    public Line about(String no) {
      return new Line(text, buttons, no, inReplyTo, asks);
    }

    public Line replyTo(String eventId) {
      return new Line(text, buttons, caseNo, eventId, asks);
    }

    public Line with(Button... choices) {
      return new Line(text, List.of(choices), caseNo, inReplyTo, asks);
    }

    /** The same, of a question whose answer is noted. */
    public Line asking() {
      return new Line(text, buttons, caseNo, inReplyTo, true);
    }
  }

  /** Says it in a group. */
  public UUID toGroup(
      Transaction tx, String estateId, String channel, String conversation, Line line) {
    return add(tx, estateId, channel, conversation, Type.GROUP, null, line);
  }

  /** Says it to one account alone; to nobody where there is no chat. */
  public UUID toAccount(
      Transaction tx, String estateId, String channel, String accountId, Line line) {
    return add(
        tx,
        estateId,
        channel,
        Speakers.privateConversation(accountId),
        Type.PRIVATE,
        accountId,
        line);
  }

  /** Says it where the party's people read; 街道值守 answers for a party without a chat. */
  public void toParty(Transaction tx, Estate estate, Party party, Line line) {
    if (!party.reachable()) {
      toRole(tx, estate, "street_duty", line);
      return;
    }
    if (party.conversation().startsWith("private:")) {
      toAccount(tx, estate.id(), party.channel(), party.conversation().substring(8), line);
      return;
    }
    toGroup(tx, estate.id(), party.channel(), party.conversation(), line);
  }

  /**
   * Says it to whoever is on duty for the role; where nobody is, to the next role above.
   *
   * @return false when nobody at all is on duty
   */
  public boolean toRole(Transaction tx, Estate estate, String role, Line line) {
    var onDuty = estate.onDutyOrAbove(role, ChinaTime.zoned(clock.instant()));
    onDuty.stream().findFirst().ifPresent(staff -> toStaff(tx, estate, staff, line));
    return !onDuty.isEmpty();
  }

  /** The time by which lines are written. */
  public Instant now() {
    return clock.instant();
  }

  /** Says it to one member of staff alone, on each of their accounts' first channel. */
  public void toStaff(Transaction tx, Estate estate, Staff staff, Line line) {
    staff.accounts().stream()
        .findFirst()
        .ifPresent(a -> toAccount(tx, estate.id(), a.channel(), a.accountId(), line));
  }

  /** As {@link #toRole} in a danger: on every channel where who is on duty has an account. */
  public void alarmRole(Transaction tx, Estate estate, String role, Line line) {
    estate.onDutyOrAbove(role, ChinaTime.zoned(clock.instant())).stream()
        .limit(1)
        .flatMap(staff -> staff.accounts().stream())
        .filter(account -> outbox.channels().find(account.channel()).isPresent())
        .forEach(a -> toAccount(tx, estate.id(), a.channel(), a.accountId(), line));
  }

  /** As {@link #toAccount} in a danger: on all accounts of the same person. */
  public void alarmPerson(
      Transaction tx, String estateId, String channel, String accountId, Line line) {
    toAccount(tx, estateId, channel, accountId, line);
    var told = new Account(channel, accountId);
    for (var account : speakers.accountsOf(tx, estateId, told)) {
      if (!account.equals(told) && outbox.channels().find(account.channel()).isPresent()) {
        toAccount(tx, estateId, account.channel(), account.id(), line);
      }
    }
  }

  /** Looks up together who of them wants large text. */
  public void prepareReaders(Transaction tx, Set<Account> accounts) {
    speakers.prepare(tx, accounts);
  }

  /** Whether the account wants large text (大字). */
  public boolean readsLarge(Transaction tx, String channel, String accountId) {
    return !channel.equals(NO_CHAT) && speakers.readsLarge(tx, new Account(channel, accountId));
  }

  private UUID add(
      Transaction tx,
      String estateId,
      String channel,
      String conversation,
      Type type,
      String to,
      Line line) {
    var id = UUID.randomUUID();
    if (channel.equals(NO_CHAT)) {
      return id;
    }
    var large = to != null && readsLarge(tx, channel, to);
    outbox.add(
        tx,
        channel,
        estateId,
        new OutboundMessage(
            id,
            conversation,
            type,
            to,
            large ? LargeLines.of(line.text()) : line.text(),
            line.buttons(),
            line.inReplyTo(),
            line.caseNo(),
            clock.instant()));
    return id;
  }
}
