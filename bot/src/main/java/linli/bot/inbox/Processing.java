package linli.bot.inbox;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import linli.bot.inbox.Backlog.Batch;
import linli.bot.inbox.Backlog.Waiting;
import linli.bot.inbox.PendingEvents.Pending;
import linli.bot.store.EstateLock;
import linli.bot.store.Savepoint;
import linli.bot.store.Transaction;
import linli.bot.store.Transactions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works off what waits in the inbox: everything that follows from some events and "they are
 * processed" are one transaction.
 *
 * <p>What waits is read without a lock and sorted by estate ({@link Backlog}); whoever has the
 * estate's lock asks again which of it still waits. So each event is processed once, in the order
 * of its conversation, by one node or another.
 */
public final class Processing {

  private static final int MOST_READ = 256;
  private static final int MOST_IN_BATCH = 48;
  private static final Logger log = LoggerFactory.getLogger(Processing.class);

  private final Transactions transactions;
  private final Clock clock;
  private final EstateResolver estates;
  private final EventHandler handler;
  private final Backlog backlog = new Backlog(System::nanoTime);
  private final ReentrantLock reading = new ReentrantLock();

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
    var round = processSome(true);
    while (!round.isIdle()) {
      total += round.done();
      round = processSome(true);
    }
    return total;
  }

  /**
   * Processes the oldest events of an estate.
   *
   * <p>Throws when the database fails; an event's own failure is counted instead.
   *
   * @param patient waits for the estate when another node works in it; who is not leaves it to that
   *     one
   */
  Round processSome(boolean patient) {
    var unreadable = backlog.isShort() ? read() : 0;
    var taken = backlog.take(MOST_IN_BATCH);
    if (taken.isEmpty()) {
      return new Round(0, unreadable, 0);
    }
    var batch = taken.get();
    Round round = null;
    try {
      round = process(batch, patient);
    } finally {
      if (round != null && round.isElsewhere()) {
        backlog.putBack(batch);
      } else {
        backlog.done(batch, round != null && round.left() == 0);
      }
    }
    if (round.done() > 0) {
      transactions.committed();
    }
    return new Round(round.taken(), round.done() + unreadable, round.left());
  }

  /**
   * What became of what was there for this thread.
   *
   * @param taken events that were in the batch
   * @param done events that were processed or counted as failed
   * @param left events of the batch that must be looked at again
   */
  record Round(int taken, int done, int left) {

    private static final int ALL = -1;

    /** Another node works in the estate. */
    static Round elsewhere(int taken) {
      return new Round(taken, 0, ALL);
    }

    boolean isElsewhere() {
      return left == ALL;
    }

    boolean isIdle() {
      return taken == 0 && done == 0;
    }
  }

  // --- reading ----------------------------------------------------------------------------------

  /**
   * Fills the backlog. One thread at a time, the others wait: each may have been called for an
   * event that the one before it could not see.
   *
   * @return how many could not be read, or belong to no estate, and were counted as failed
   */
  private int read() {
    reading.lock();
    try {
      if (!backlog.isShort()) {
        return 0;
      }
      var apart = new ArrayList<Long>();
      var known = backlog.known();
      backlog.add(transactions.runQuietly(tx -> read(tx, known, apart)));
      return (int) apart.stream().filter(this::processAlone).count();
    } finally {
      reading.unlock();
    }
  }

  /**
   * @param apart gets those that cannot be read or belong to no estate: they fail alone
   */
  private List<Waiting> read(Transaction tx, Set<Long> known, List<Long> apart) {
    var seqs = new ArrayList<Long>();
    var events = new ArrayList<ReceivedEvent>();
    for (var pending : PendingEvents.read(tx, known, clock.instant(), MOST_READ)) {
      try {
        events.add(pending.received());
        seqs.add(pending.seq());
      } catch (RuntimeException notReadable) {
        apart.add(pending.seq());
      }
    }
    var estateIds = events.isEmpty() ? List.<Optional<String>>of() : estates.estatesOf(tx, events);
    var waiting = new ArrayList<Waiting>();
    for (var i = 0; i < events.size(); i++) {
      if (estateIds.get(i).isPresent()) {
        waiting.add(new Waiting(seqs.get(i), estateIds.get(i).get(), events.get(i)));
      } else {
        apart.add(seqs.get(i));
      }
    }
    return waiting;
  }

  // --- a batch ----------------------------------------------------------------------------------

  private Round process(Batch batch, boolean patient) {
    try {
      return transactions.runQuietly(tx -> process(tx, batch, patient));
    } catch (Throwable oneOfThemFailed) {
      var seqs = batch.events().stream().map(Waiting::seq);
      return new Round(batch.events().size(), (int) seqs.filter(this::processAlone).count(), 0);
    }
  }

  private Round process(Transaction tx, Batch batch, boolean patient) {
    if (!lock(tx, batch.estate(), patient)) {
      return Round.elsewhere(batch.events().size());
    }
    var next =
        PendingEvents.next(tx, batch.events().stream().map(Waiting::seq).toList(), clock.instant());
    var mine = ofThisEstate(tx, batch, next);
    if (!mine.isEmpty()) {
      handler.prepare(tx, batch.estate(), mine.stream().map(Waiting::event).toList());
    }
    var outcomes = new LinkedHashMap<Long, String>();
    for (var event : mine) {
      outcomes.put(event.seq(), handler.handle(tx, batch.estate(), event.event()));
      if (tx.endsSoon()) {
        break;
      }
    }
    if (!outcomes.isEmpty()) {
      PendingEvents.finish(tx, outcomes, clock.instant());
    }
    return new Round(batch.events().size(), outcomes.size(), next.size() - outcomes.size());
  }

  private static boolean lock(Transaction tx, String estate, boolean patient) {
    if (patient) {
      EstateLock.take(tx, estate);
      return true;
    }
    return !EstateLock.tryAll(tx, Set.of(estate)).isEmpty();
  }

  /**
   * Whoever was bound to a home in another estate since it was read is not processed in this one.
   */
  private List<Waiting> ofThisEstate(Transaction tx, Batch batch, Set<Long> next) {
    var events = batch.events().stream().filter(event -> next.contains(event.seq())).toList();
    if (events.isEmpty()) {
      return events;
    }
    var estateIds = estates.estatesOf(tx, events.stream().map(Waiting::event).toList());
    var mine = new ArrayList<Waiting>();
    for (var i = 0; i < events.size(); i++) {
      if (estateIds.get(i).equals(Optional.of(batch.estate()))) {
        mine.add(events.get(i));
      }
    }
    return mine;
  }

  // --- one by one -------------------------------------------------------------------------------

  /**
   * The events of a batch that failed one by one: only the one at fault is held up.
   *
   * @return whether it was processed or counted as failed
   */
  private boolean processAlone(long seq) {
    return transactions.runQuietly(
        tx -> PendingEvents.find(tx, seq).map(event -> attempt(tx, event)).orElse(false));
  }

  private boolean attempt(Transaction tx, Pending event) {
    var done = new AtomicBoolean();
    var failure = Savepoint.attempt(tx, () -> done.set(processAlone(tx, event)));
    failure.ifPresent(reason -> count(tx, event, reason));
    return done.get() || failure.isPresent();
  }

  private boolean processAlone(Transaction tx, Pending event) {
    var received = event.received();
    var estate =
        estates
            .estatesOf(tx, List.of(received))
            .getFirst()
            .orElseThrow(() -> new IllegalStateException("it belongs to no estate"));
    EstateLock.take(tx, estate);
    var next = PendingEvents.next(tx, List.of(event.seq()), clock.instant());
    if (!next.isEmpty()) {
      var outcome = handler.handle(tx, estate, received);
      PendingEvents.finish(tx, Map.of(event.seq(), outcome), clock.instant());
    }
    return !next.isEmpty();
  }

  private void count(Transaction tx, Pending event, Throwable failure) {
    var parked = PendingEvents.fail(tx, event, clock.instant());
    var entry = parked ? log.atError() : log.atWarn();
    entry
        .setCause(failure)
        .addKeyValue("event", event.key())
        .addKeyValue("attempt", event.attempts() + 1)
        .log(parked ? "event parked" : "event failed");
  }
}
