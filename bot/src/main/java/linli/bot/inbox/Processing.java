package linli.bot.inbox;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import linli.bot.inbox.PendingEvents.Claimed;
import linli.bot.store.EstateLock;
import linli.bot.store.Savepoint;
import linli.bot.store.Transaction;
import linli.bot.store.Transactions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works off what waits in the inbox: everything that follows from some events and "they are
 * processed" are one transaction.
 */
public final class Processing {

  private static final Logger log = LoggerFactory.getLogger(Processing.class);

  private final Transactions transactions;
  private final Clock clock;
  private final EstateResolver estates;
  private final EventHandler handler;

  public Processing(
      Transactions transactions, Clock clock, EstateResolver estates, EventHandler handler) {
    this.transactions = transactions;
    this.clock = clock;
    this.estates = estates;
    this.handler = handler;
  }

  /**
   * Processes until nothing is left that could be: what waits for a retry stays.
   *
   * @return how many events were processed or counted as failed
   */
  public int drain() {
    var total = 0;
    for (var round = processSome(true); round.done() > 0; round = processSome(true)) {
      total += round.done();
    }
    return total;
  }

  /**
   * Processes the oldest events of some conversations.
   *
   * <p>Throws when the database fails; an event's own failure is counted instead.
   *
   * @param patient waits for an estate when another transaction works in all of them; who is not
   *     leaves them to that one and does not look at the inbox in vain
   */
  Round processSome(boolean patient) {
    var claimed = new ArrayList<Claimed>();
    var done = new ArrayList<Long>();
    try {
      transactions.runQuietly(
          tx -> {
            claimed.addAll(PendingEvents.claim(tx, clock.instant()));
            done.addAll(process(tx, claimed, patient));
            return null;
          });
    } catch (Throwable oneOfThemFailed) {
      if (claimed.isEmpty()) {
        throw oneOfThemFailed;
      }
      claimed.forEach(event -> processAlone(event.seq()));
      done.clear();
      done.addAll(claimed.stream().map(Claimed::seq).toList());
    }
    if (!done.isEmpty()) {
      transactions.committed();
    }
    return new Round(done.size(), claimed.size() - done.size());
  }

  /**
   * What became of what was there for this thread.
   *
   * @param left events of estates in which somebody else is at work
   */
  record Round(int done, int left) {}

  /** Those of estates in which another transaction works right now are left for the next time. */
  private Set<Long> process(Transaction tx, List<Claimed> claimed, boolean patient) {
    if (claimed.isEmpty()) {
      return Set.of();
    }
    var byEstate = byEstate(tx, claimed);
    byEstate.keySet().retainAll(lock(tx, byEstate.navigableKeySet(), patient));
    if (byEstate.isEmpty()) {
      return Set.of();
    }
    var locked = byEstate.values().stream().flatMap(List::stream).map(Readable::seq).toList();
    var pending = PendingEvents.stillPending(tx, locked);
    var outcomes = new LinkedHashMap<Long, String>();
    byEstate.forEach(
        (estate, events) ->
            events.stream()
                .filter(event -> pending.contains(event.seq()))
                .forEach(
                    event ->
                        outcomes.put(event.seq(), handler.handle(tx, estate, event.received()))));
    PendingEvents.finish(tx, outcomes, clock.instant());
    return Set.copyOf(locked);
  }

  private TreeMap<String, List<Readable>> byEstate(Transaction tx, List<Claimed> claimed) {
    var events = claimed.stream().map(Claimed::received).toList();
    var estateIds = estates.estatesOf(tx, events);
    var byEstate = new TreeMap<String, List<Readable>>();
    for (var i = 0; i < events.size(); i++) {
      byEstate
          .computeIfAbsent(estateIds.get(i), x -> new ArrayList<>())
          .add(new Readable(claimed.get(i).seq(), events.get(i)));
    }
    return byEstate;
  }

  /** An event whose payload was read. */
  private record Readable(long seq, ReceivedEvent received) {}

  /** All that are free; one, however long that takes, when none is. */
  private static Set<String> lock(Transaction tx, NavigableSet<String> estates, boolean patient) {
    var free = EstateLock.tryAll(tx, estates);
    if (!free.isEmpty() || !patient) {
      return free;
    }
    EstateLock.take(tx, estates.first());
    return Set.of(estates.first());
  }

  /** The events of a batch that failed one by one: only the one at fault is held up. */
  private void processAlone(long seq) {
    transactions.runQuietly(
        tx -> {
          PendingEvents.claim(tx, seq, clock.instant()).ifPresent(event -> attempt(tx, event));
          return null;
        });
  }

  private void attempt(Transaction tx, Claimed event) {
    Savepoint.attempt(
            tx,
            () -> {
              var received = event.received();
              var estate = estates.estatesOf(tx, List.of(received)).getFirst();
              EstateLock.take(tx, estate);
              var outcome = handler.handle(tx, estate, received);
              PendingEvents.finish(tx, Map.of(event.seq(), outcome), clock.instant());
            })
        .ifPresent(failure -> count(tx, event, failure));
  }

  private void count(Transaction tx, Claimed event, Throwable failure) {
    var parked = PendingEvents.fail(tx, event, clock.instant());
    var entry = parked ? log.atError() : log.atWarn();
    entry
        .setCause(failure)
        .addKeyValue("event", event.key())
        .addKeyValue("attempt", event.attempts() + 1)
        .log(parked ? "event parked" : "event failed");
  }
}
