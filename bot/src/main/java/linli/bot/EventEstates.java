package linli.bot;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import linli.adapters.InboundEvent;
import linli.adapters.InboundEvent.Conversation.Type;
import linli.bot.conversation.SetUpWords;
import linli.bot.estates.Estate;
import linli.bot.estates.Estate.ChatGroup;
import linli.bot.estates.Estates;
import linli.bot.estates.StaffBook;
import linli.bot.inbox.EstateResolver;
import linli.bot.inbox.ReceivedEvent;
import linli.bot.residents.Speakers;
import linli.bot.residents.Speakers.Account;
import linli.bot.store.Transaction;

/** Which estate a message belongs to. */
final class EventEstates implements EstateResolver {

  private final Estates estates;
  private final Map<String, String> estateOfChannel;
  private final StaffBook book;
  private final Speakers speakers = new Speakers();

  /**
   * @param estateOfChannel name of the estate that a channel's unassigned conversations belong to
   */
  EventEstates(Estates estates, Map<String, String> estateOfChannel) {
    this.estates = estates;
    this.estateOfChannel = Map.copyOf(estateOfChannel);
    this.book = new StaffBook(estates);
  }

  /** A group's estate, alone the speaker's, else the channel's; or the one that the words name. */
  @Override
  public List<Optional<String>> estatesOf(Transaction tx, List<ReceivedEvent> events) {
    var groups = events.stream().map(this::groupOf).toList();
    var asked = new HashSet<Account>();
    for (var i = 0; i < events.size(); i++) {
      if (groups.get(i).isEmpty() && followsSpeaker(events.get(i).event())) {
        asked.add(Account.of(events.get(i)));
      }
    }
    var homes = speakers.estatesOf(tx, asked);
    return IntStream.range(0, events.size())
        .mapToObj(i -> estateOf(tx, groups.get(i), homes, events.get(i)))
        .toList();
  }

  private Optional<ChatGroup> groupOf(ReceivedEvent received) {
    return estates.group(received.channel(), received.event().conversation().id());
  }

  /** A group that nobody assigned is the channel's, whoever speaks; unless it is being assigned. */
  private static boolean followsSpeaker(InboundEvent event) {
    return event.conversation().type() == Type.PRIVATE || SetUpWords.claimsGroup(event);
  }

  private Optional<String> estateOf(
      Transaction tx,
      Optional<ChatGroup> group,
      Map<Account, String> homes,
      ReceivedEvent received) {
    return SetUpWords.staffCode(received.event())
        .flatMap(code -> book.estateOf(tx, code))
        .or(() -> group.map(ChatGroup::estateId))
        .or(() -> Optional.ofNullable(homes.get(Account.of(received))))
        .or(() -> channelEstate(received.channel()).map(Estate::id));
  }

  /** The same without the database: before anything is stored, for the advice in a danger. */
  Optional<Estate> inMemory(String channel, InboundEvent event) {
    return estates
        .group(channel, event.conversation().id())
        .map(group -> estates.byId(group.estateId()))
        .or(() -> channelEstate(channel));
  }

  private Optional<Estate> channelEstate(String channel) {
    var configured = estateOfChannel.get(channel);
    return configured == null ? estates.first() : estates.byName(configured);
  }
}
