package linli.bot.due;

import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import linli.bot.due.DueQueue.Open;
import linli.bot.store.EstateLock;
import linli.bot.store.Retry;
import linli.bot.store.Savepoint;
import linli.bot.store.Transaction;
import linli.bot.store.Transaction.RowWriter;
import linli.bot.store.Transactions;
import linli.schedules.QuietHours;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything that happens later: rows written with the change that causes them. */
public final class DueWork {

  private static final Logger log = LoggerFactory.getLogger(DueWork.class);

  /** So many of one estate share a transaction, and its commit. */
  private static final int TOGETHER = 25;

  private static final int ESTATES_AT_ONCE = 4;

  /** Fewer than these one thread does as fast. */
  private static final int WORTH_THREADS = 16;

  /** So long a sweep waits for who changes an estate; whoever takes longer is not waited for. */
  private static final Duration PATIENCE = Duration.ofMillis(500);

  private final DueQueue queue;
  private final Transactions transactions;
  private final Clock clock;
  private final Map<String, Registered> handlers = new ConcurrentHashMap<>();
  private final Map<Transaction, UnderWay> underWay = new ConcurrentHashMap<>();

  private record Registered(DueHandler handler, boolean onlyByDay) {}

  /** A transaction that does due work, and whether that changed what is due. */
  private static final class UnderWay {
    private final Instant upTo;
    private boolean changed;

    private UnderWay(Instant upTo) {
      this.upTo = upTo;
    }
  }

  /**
   * One look for what is due.
   *
   * @param patient whether it waits for estates that others are changing
   * @param goOn nothing more is taken once it does not hold
   */
  private record Look(Instant upTo, boolean patient, BooleanSupplier goOn) {}

  public DueWork(Pool pool, Transactions transactions, Clock clock) {
    this.queue = new DueQueue(pool);
    this.transactions = transactions;
    this.clock = clock;
  }

  /** Says who does work of this kind; before anything runs. */
  public void register(String kind, DueHandler handler) {
    register(kind, new Registered(handler, false));
  }

  /**
   * As {@link #register(String, DueHandler)}, of what may be said to people. When an outage of the
   * service ends at night, what is neither dangerous nor urgent waits until the morning.
   */
  public void registerByDay(String kind, DueHandler handler) {
    register(kind, new Registered(handler, true));
  }

  private void register(String kind, Registered registered) {
    if (handlers.putIfAbsent(kind, registered) != null) {
      throw new IllegalStateException("two handlers for the kind of due work " + kind);
    }
  }

  /** Does nothing when the same occurrence is there already, done or not. */
  public void schedule(Transaction tx, DueItem item) {
    var running = underWay.get(tx);
    if (running != null && !item.dueAt().isAfter(running.upTo)) {
      running.changed = true;
    }
    write(tx, item);
  }

  /** As {@code schedule}, of a command that does no due work itself: the service will. */
  public static void write(Transaction tx, DueItem item) {
    tx.defer(ITEMS, item);
  }

  private static final RowWriter<DueItem> ITEMS = DueQueue::insert;

  /** Forgets every occurrence that was not done; each can be scheduled again. */
  public void cancel(Transaction tx, String estateId, String kind, String subject) {
    var running = underWay.get(tx);
    if (running != null) {
      running.changed = true;
    }
    DueQueue.cancel(tx, estateId, kind, subject);
  }

  /** The earliest time, at {@code upTo} or before, at which there is something to do. */
  public Optional<Instant> nextDue(Instant upTo) {
    return queue.nextDue(upTo);
  }

  /**
   * Does everything that is due at {@code upTo} or before, by urgency and then in the order of its
   * times, also what becomes due on the way. Several nodes may run it at once: each item is done
   * once.
   *
   * @return how many items were done or counted as failed
   */
  public int runDue(Instant upTo) {
    return run(new Look(upTo, true, () -> true));
  }

  /**
   * As {@link #runDue}, but does not wait long for an estate that somebody else is changing, for
   * example an import: the next sweep finds its work. Takes nothing more once {@code goOn} does not
   * hold.
   */
  public int sweep(Instant upTo, BooleanSupplier goOn) {
    return run(new Look(upTo, false, goOn));
  }

  private int run(Look look) {
    var count = 0;
    Set<String> busy = ConcurrentHashMap.newKeySet();
    while (look.goOn().getAsBoolean()) {
      var batch = queue.next(look.upTo(), busy);
      if (batch.isEmpty()) {
        break;
      }
      count += run(batch, look, busy);
    }
    return count;
  }

  /** Estates side by side, the work of each in its order. */
  private int run(List<DueItem> batch, Look look, Set<String> busy) {
    var byEstate =
        batch.stream()
            .collect(
                Collectors.groupingBy(DueItem::estateId, LinkedHashMap::new, Collectors.toList()))
            .values();
    if (byEstate.size() == 1 || batch.size() < WORTH_THREADS) {
      return byEstate.stream().mapToInt(items -> ofEstate(items, look, busy)).sum();
    }
    var threads = Thread.ofVirtual().name("due-", 0).factory();
    try (var estates = Executors.newFixedThreadPool(ESTATES_AT_ONCE, threads)) {
      var running =
          byEstate.stream()
              .map(items -> estates.submit(() -> ofEstate(items, look, busy)))
              .toList();
      return running.stream().mapToInt(DueWork::result).sum();
    }
  }

  private static int result(Future<Integer> running) {
    try {
      return running.get();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("due work was interrupted", interrupted);
    } catch (ExecutionException failed) {
      throw new IllegalStateException("due work failed", failed.getCause());
    }
  }

  private int ofEstate(List<DueItem> items, Look look, Set<String> busy) {
    var count = 0;
    for (int from = 0; from < items.size() && look.goOn().getAsBoolean(); from += TOGETHER) {
      var some = items.subList(from, Math.min(from + TOGETHER, items.size()));
      var running = new UnderWay(look.upTo());
      var done = transactions.run(tx -> together(tx, some, running, look));
      if (done.isEmpty()) {
        busy.add(items.getFirst().estateId());
        break;
      }
      count += done.get();
      if (running.changed) {
        break; // what is due is not what was looked up: it may come before the rest, or is gone
      }
    }
    return count;
  }

  /**
   * Some of one estate in one transaction; what fails is undone and noted alone.
   *
   * @return how many, or empty when somebody else is changing the estate
   */
  private Optional<Integer> together(
      Transaction tx, List<DueItem> items, UnderWay running, Look look) {
    // The estate first, as everybody does; then whether it is still open.
    if (!lockEstate(tx, items.getFirst().estateId(), look)) {
      return Optional.empty();
    }
    underWay.put(tx, running);
    try {
      var open = byNow(tx, DueQueue.lock(tx, items, running.upTo));
      var done = new ArrayList<DueItem>();
      var count = allAtOnce(tx, open, running, look, done);
      if (count.isEmpty()) {
        done.clear();
        running.changed = false;
        count = Optional.of(oneByOne(tx, open, running, look, done));
      }
      DueQueue.finish(tx, done, clock.instant());
      return count;
    } finally {
      underWay.remove(tx);
    }
  }

  /** Hardly ever one fails: a savepoint for all of them. Empty when one did, and all is undone. */
  private Optional<Integer> allAtOnce(
      Transaction tx, List<Open> open, UnderWay running, Look look, List<DueItem> done) {
    if (open.size() < 2) {
      return Optional.empty();
    }
    var failure =
        Savepoint.attempt(
            tx,
            () -> {
              for (var each : open) {
                if (!goesOn(running, look, done.size())) {
                  break;
                }
                run(tx, each.item());
                done.add(each.item());
                running.changed |= tx.endsSoon();
              }
            });
    return failure.isEmpty() ? Optional.of(done.size()) : Optional.empty();
  }

  private int oneByOne(
      Transaction tx, List<Open> open, UnderWay running, Look look, List<DueItem> done) {
    var count = 0;
    for (var each : open) {
      if (!goesOn(running, look, count)) {
        break;
      }
      if (attempt(tx, each)) {
        done.add(each.item());
      }
      count++;
      running.changed |= tx.endsSoon();
    }
    return count;
  }

  /** What is kept in memory, or what is due, is not what was looked up: the rest reads it again. */
  private static boolean goesOn(UnderWay running, Look look, int count) {
    return !running.changed && (count == 0 || look.goOn().getAsBoolean());
  }

  private static boolean lockEstate(Transaction tx, String estateId, Look look) {
    if (look.patient()) {
      EstateLock.take(tx, estateId);
      return true;
    }
    return EstateLock.takeWithin(tx, estateId, PATIENCE);
  }

  /** Without those that wait for the morning. */
  private List<Open> byNow(Transaction tx, List<Open> found) {
    var now = clock.instant();
    if (!QuietHours.contains(now)) {
      return found;
    }
    var waiting = found.stream().map(Open::item).filter(this::waitsForMorning).toList();
    DueQueue.postpone(tx, waiting, QuietHours.after(now));
    return found.stream().filter(open -> !waitsForMorning(open.item())).toList();
  }

  private boolean waitsForMorning(DueItem item) {
    var registered = handlers.get(item.kind());
    return registered != null && registered.onlyByDay() && item.urgency() == DueItem.ORDINARY;
  }

  /** False when it failed: then it is noted and tried again. */
  private boolean attempt(Transaction tx, Open open) {
    var failure = Savepoint.attempt(tx, () -> run(tx, open.item()));
    failure.ifPresent(why -> fail(tx, open, why));
    return failure.isEmpty();
  }

  private void run(Transaction tx, DueItem item) {
    var registered = handlers.get(item.kind());
    if (registered == null) {
      throw new IllegalStateException("no handler for the kind of due work " + item.kind());
    }
    registered.handler().run(tx, item);
  }

  private void fail(Transaction tx, Open open, Throwable failure) {
    var now = clock.instant();
    var attempt = open.attempts() + 1;
    var retryAt = Retry.after(attempt, now);
    DueQueue.fail(tx, open.item(), retryAt, now);
    var entry = retryAt.isPresent() ? log.atWarn() : log.atError();
    entry
        .setCause(failure)
        .addKeyValue("kind", open.item().kind())
        .addKeyValue("attempt", attempt)
        .log(retryAt.isPresent() ? "due work failed" : "due work parked");
  }
}
