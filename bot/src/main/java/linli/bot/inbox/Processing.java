package linli.bot.inbox;

import io.vertx.sqlclient.SqlConnection;
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
  private Set<Long> process(SqlConnection tx, List<Claimed> claimed, boolean patient) {
    if (claimed.isEmpty()) {
      return Set.of();
    }
    var byEstate = new TreeMap<String, List<Readable>>();
    for (var event : claimed) {
      var readable = Readable.of(event);
      byEstate.computeIfAbsent(estateOf(tx, readable), x -> new ArrayList<>()).add(readable);
    }
    byEstate.keySet().retainAll(lock(tx, byEstate.navigableKeySet(), patient));
    if (byEstate.isEmpty()) {
      return Set.of();
    }
    var outcomes = new LinkedHashMap<Long, String>();
    byEstate.forEach(
        (estate, events) ->
            events.forEach(
                event -> outcomes.put(event.seq(), handler.handle(tx, estate, event.received()))));
    PendingEvents.finish(tx, outcomes, clock.instant());
    return outcomes.keySet();
  }

  /** All that are free; one, however long that takes, when none is. */
  private static Set<String> lock(SqlConnection tx, NavigableSet<String> estates, boolean patient) {
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

  private void attempt(SqlConnection tx, Claimed event) {
    Savepoint.attempt(
            tx,
            () -> {
              var readable = Readable.of(event);
              var estate = estateOf(tx, readable);
              EstateLock.take(tx, estate);
              var outcome = handler.handle(tx, estate, readable.received());
              PendingEvents.finish(tx, Map.of(event.seq(), outcome), clock.instant());
            })
        .ifPresent(failure -> count(tx, event, failure));
  }

  private void count(SqlConnection tx, Claimed event, Throwable failure) {
    var parked = PendingEvents.fail(tx, event, clock.instant());
    var entry = parked ? log.atError() : log.atWarn();
    entry
        .setCause(failure)
        .addKeyValue("event", event.key())
        .addKeyValue("attempt", event.attempts() + 1)
        .log(parked ? "event parked" : "event failed");
  }

  private String estateOf(SqlConnection tx, Readable event) {
    return estates.estateOf(tx, event.received().channel(), event.received().event());
  }

  /** An event whose payload was read; its own class so that it is read once. */
  private record Readable(long seq, ReceivedEvent received) {
    static Readable of(Claimed event) {
      return new Readable(event.seq(), event.received());
    }
  }
}
