package linli.bot.inbox;

import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    for (var some = processSome(); some > 0; some = processSome()) {
      total += some;
    }
    return total;
  }

  /**
   * Processes the oldest events of some conversations.
   *
   * <p>Throws when the database fails; an event's own failure is counted instead.
   *
   * @return how many; 0 when nothing was there for this thread
   */
  int processSome() {
    var claimed = new ArrayList<Claimed>();
    try {
      transactions.runQuietly(
          tx -> {
            claimed.addAll(PendingEvents.claim(tx, clock.instant()));
            process(tx, claimed);
            return null;
          });
    } catch (Throwable oneOfThemFailed) {
      if (claimed.isEmpty()) {
        throw oneOfThemFailed;
      }
      claimed.forEach(event -> processAlone(event.seq()));
    }
    if (!claimed.isEmpty()) {
      transactions.committed();
    }
    return claimed.size();
  }

  private void process(SqlConnection tx, List<Claimed> claimed) {
    if (claimed.isEmpty()) {
      return;
    }
    var byEstate = new TreeMap<String, List<Claimed>>();
    for (var event : claimed) {
      byEstate.computeIfAbsent(estateOf(tx, event), x -> new ArrayList<>()).add(event);
    }
    EstateLock.takeAll(tx, byEstate.keySet());
    var outcomes = new LinkedHashMap<Long, String>();
    byEstate.forEach(
        (estate, events) ->
            events.forEach(
                event -> outcomes.put(event.seq(), handler.handle(tx, estate, event.received()))));
    PendingEvents.finish(tx, outcomes, clock.instant());
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
              var estate = estateOf(tx, event);
              EstateLock.take(tx, estate);
              var outcome = handler.handle(tx, estate, event.received());
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

  private String estateOf(SqlConnection tx, Claimed event) {
    return estates.estateOf(tx, event.channel(), event.received().event());
  }
}
