package linli.bot.city;

import static java.util.stream.Collectors.toMap;

import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import linli.adapters.open311.Open311Mouth;
import linli.adapters.open311.Open311Mouth.Progress;
import linli.bot.cases.CaseNo;
import linli.bot.cases.Cases;
import linli.bot.channels.Callbacks;
import linli.bot.channels.Channel;
import linli.bot.channels.Channels;
import linli.bot.estates.Estate.Party;
import linli.bot.estates.Estates;
import linli.bot.outbox.CityOrders;
import linli.bot.outbox.CityOrders.Order;
import linli.bot.speech.Speech;
import linli.bot.speech.Texts;
import linli.bot.store.EstateLock;
import linli.bot.store.Transaction;
import linli.bot.store.Transactions;
import linli.bot.whistles.Whistles;
import linli.nlp.PersonalData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the platforms of cities what became of the cases that they got, and acts upon it once. */
public final class CityWatch {

  private static final Duration LOOK_EVERY = Duration.ofMinutes(10);

  /** Numbers in one request: a document of them stays small. */
  private static final int AT_ONCE = 40;

  private static final int LONGEST_NOTES = 60;
  private static final Logger log = LoggerFactory.getLogger(CityWatch.class);

  private final Pool pool;
  private final Transactions transactions;
  private final Channels channels;
  private final Callbacks callbacks;
  private final Estates estates;
  private final CityAnswers answers;
  private final Clock clock;

  public CityWatch(
      Pool pool,
      Transactions transactions,
      Channels channels,
      Callbacks callbacks,
      Estates estates,
      Cases cases,
      Whistles whistles,
      Speech speech,
      Texts texts,
      Clock clock) {
    this.pool = pool;
    this.transactions = transactions;
    this.channels = channels;
    this.callbacks = callbacks;
    this.estates = estates;
    this.answers =
        new CityAnswers(cases.service(), cases.handOver(), whistles.answers(), speech, texts);
    this.clock = clock;
  }

  /** Whether there is a platform to ask. */
  public boolean hasWork() {
    return channels.all().stream().anyMatch(channel -> channel.city().isPresent());
  }

  /**
   * Looks at what is due. Straight down, never on an event loop.
   *
   * @return how many orders were looked at
   */
  public int run() {
    return channels.all().stream()
        .filter(channel -> channel.city().isPresent())
        .mapToInt(channel -> run(channel, channel.city().orElseThrow()))
        .sum();
  }

  private int run(Channel channel, Open311Mouth city) {
    var due = CityOrders.lease(pool, channel.name(), AT_ONCE, clock.instant());
    due.stream()
        .filter(order -> Open311Mouth.isToken(order.outerId()))
        .forEach(order -> redeem(channel, city, order));
    var numbered = due.stream().filter(order -> !Open311Mouth.isToken(order.outerId())).toList();
    if (!numbered.isEmpty()) {
      look(channel, city, numbered);
    }
    return due.size();
  }

  private void redeem(Channel channel, Open311Mouth city, Order order) {
    var number =
        callbacks.ask(channel, city.redeem(order.outerId())).flatMap(Open311Mouth::redeemed);
    if (number.isEmpty()) {
      failed(channel, order);
    } else {
      CityOrders.number(pool, order, number.get(), clock.instant());
    }
  }

  private void look(Channel channel, Open311Mouth city, List<Order> orders) {
    var ids = orders.stream().map(Order::outerId).distinct().toList();
    var said =
        callbacks
            .ask(channel, city.look(ids))
            .map(Open311Mouth::progress)
            .orElse(List.of())
            .stream()
            .collect(toMap(Progress::id, progress -> progress, (one, other) -> one));
    for (var order : orders) {
      var progress = said.get(order.outerId());
      if (progress == null) {
        failed(channel, order);
      } else {
        transactions.run(tx -> act(tx, order, progress));
      }
    }
  }

  /** What follows says the same: one line for the first time. */
  private void failed(Channel channel, Order order) {
    if (order.failures() == 0) {
      log.atWarn()
          .addKeyValue("channel", channel.name())
          .addKeyValue("case", order.caseNo())
          .log("the city's platform says nothing of a case");
    }
    CityOrders.fail(pool, order, LOOK_EVERY, clock.instant());
  }

  /** Once for each order and step: the row that says so changes in the same transaction. */
  private Void act(Transaction tx, Order leased, Progress progress) {
    EstateLock.take(tx, leased.estateId());
    var found = CityOrders.lock(tx, leased);
    if (found.isEmpty()) {
      return null;
    }
    var order = found.get();
    var now = clock.instant();
    var notes = notes(progress);
    party(order)
        .ifPresent(
            party -> {
              var estate = estates.byId(order.estateId());
              var no = CaseNo.in(order.caseNo()).orElseThrow();
              if (!order.taken()) {
                answers.take(tx, estate, party, no, now);
              }
              if (progress.closed()) {
                answers.done(tx, estate, party, no, notes, now);
              }
            });
    var state = progress.closed() ? "DONE" : "TAKEN";
    CityOrders.note(tx, order, state, notes, now.plus(LOOK_EVERY));
    return null;
  }

  private static String notes(Progress progress) {
    var words = progress.notes() == null ? "" : PersonalData.mask(progress.notes()).strip();
    var length = words.codePointCount(0, words.length());
    return length <= LONGEST_NOTES
        ? words
        : words.substring(0, words.offsetByCodePoints(0, LONGEST_NOTES - 1)) + "…";
  }

  private Optional<Party> party(Order order) {
    return estates.byId(order.estateId()).parties().values().stream()
        .filter(party -> order.channel().equals(party.channel()))
        .filter(party -> order.conversation().equals(party.conversation()))
        .findFirst();
  }
}
