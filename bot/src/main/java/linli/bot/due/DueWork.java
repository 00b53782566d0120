package linli.bot.due;

import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import linli.bot.store.Transaction;
import linli.bot.store.Transaction.RowWriter;
import linli.bot.store.Transactions;

/** Everything that happens later: rows written with the change that causes them. */
public final class DueWork {

  /** So many of one estate share a transaction, and its commit. */
  private static final int TOGETHER = 25;

  private static final int ESTATES_AT_ONCE = 4;

  /** Fewer than these one thread does as fast. */
  private static final int WORTH_THREADS = 16;

  private final DueQueue queue;
  private final Transactions transactions;
  private final DueHandlers handlers = new DueHandlers();
  private final DueBatch batches;

  public DueWork(Pool pool, Transactions transactions, Clock clock) {
    this.queue = new DueQueue(pool);
    this.transactions = transactions;
    this.batches = new DueBatch(handlers, clock);
  }

  /** Says who does work of this kind; before anything runs. */
  public void register(String kind, DueHandler handler) {
    handlers.register(kind, handler, false);
  }

  /**
   * As {@link #register(String, DueHandler)}, of what may be said to people. When an outage of the
   * service ends at night, what is neither dangerous nor urgent waits until the morning.
   */
  public void registerByDay(String kind, DueHandler handler) {
    handlers.register(kind, handler, true);
  }

  /** Does nothing when the same occurrence is there already, done or not. */
  public void schedule(Transaction tx, DueItem item) {
    var running = batches.underWay(tx);
    if (running != null && !item.dueAt().isAfter(running.upTo())) {
      running.change();
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
    var running = batches.underWay(tx);
    if (running != null) {
      running.change();
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
      var done = transactions.run(tx -> batches.together(tx, some, running, look));
      if (done.isEmpty()) {
        busy.add(items.getFirst().estateId());
        break;
      }
      count += done.get();
      if (running.changed()) {
        break; // what is due is not what was looked up: it may come before the rest, or is gone
      }
    }
    return count;
  }
}
