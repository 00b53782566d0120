package linli.bot.inbox;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes arrivals in and stores them before anybody is told that they were accepted.
 *
 * <p>Batches form by themselves: while both flushers wait for the database, arrivals gather, and
 * the next statement takes them all. So one event waits for nobody and a thousand share a commit.
 */
public final class Inbox implements AutoCloseable {

  /** Two statements under way keep the database busy; more only split the batches. */
  private static final int FLUSHERS = 2;

  private static final int MOST_ROWS_PER_FLUSH = 256;
  private static final Logger log = LoggerFactory.getLogger(Inbox.class);

  /** How many events of one request are new, and how many had been taken before. */
  public record Taken(int accepted, int duplicates) {}

  /** Too much waits already: the caller should come again later. */
  public static final class Full extends RuntimeException {
    Full() {
      super("the inbox is full or closed", null, false, false);
    }
  }

  /**
   * Arrivals of one request.
   *
   * @param loop the thread that offered them: an event loop, where it came over HTTP
   */
  private record Offer(
      List<Arrival> arrivals, Promise<Taken> answer, Context context, Thread loop) {}

  private static final Offer END = new Offer(List.of(), null, null, null);

  private final Vertx vertx;
  private final Arrivals store;
  private final Runnable afterCommit;
  private final int capacity;
  private final int mostRowsPerFlush;
  private final Semaphore room;
  private final BlockingQueue<Offer> queue = new LinkedBlockingQueue<>();
  private final List<Thread> flushers = new ArrayList<>();
  private volatile boolean closed;

  /**
   * An open inbox.
   *
   * @param capacity most events that wait for the database at once
   * @param afterCommit called after each commit that stored something new
   */
  public static Inbox over(Vertx vertx, Pool pool, int capacity, Runnable afterCommit) {
    return new Inbox(vertx, new Arrivals(pool), capacity, afterCommit);
  }

  Inbox(Vertx vertx, Arrivals store, int capacity, Runnable afterCommit) {
    this(vertx, store, capacity, FLUSHERS, MOST_ROWS_PER_FLUSH, afterCommit);
  }

  Inbox(
      Vertx vertx,
      Arrivals store,
      int capacity,
      int flusherCount,
      int mostRowsPerFlush,
      Runnable afterCommit) {
    this.vertx = vertx;
    this.store = store;
    this.capacity = capacity;
    this.mostRowsPerFlush = mostRowsPerFlush;
    this.room = new Semaphore(capacity);
    this.afterCommit = afterCommit;
    for (var i = 0; i < flusherCount; i++) {
      flushers.add(Thread.ofVirtual().name("inbox-flusher-" + i).start(this::flushUntilEnd));
    }
  }

  /**
   * Stores the arrivals of one request, all or none. Never blocks.
   *
   * @return completed after the commit; failed with {@link Full}, or with the database's failure
   */
  public Future<Taken> offer(List<Arrival> arrivals) {
    if (arrivals.isEmpty()) {
      return Future.succeededFuture(new Taken(0, 0));
    }
    if (closed || !room.tryAcquire(arrivals.size())) {
      return Future.failedFuture(new Full());
    }
    var offer =
        new Offer(arrivals, Promise.promise(), vertx.getOrCreateContext(), Thread.currentThread());
    queue.add(offer);
    return offer.answer().future();
  }

  /** How many events wait for the database. */
  public int waiting() {
    return capacity - room.availablePermits();
  }

  /** Stores what was offered, then ends. Offers that come later are refused. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    flushers.forEach(flusher -> queue.add(END));
    try {
      for (var flusher : flushers) {
        flusher.join();
      }
      var late = new ArrayList<Offer>();
      queue.drainTo(late);
      if (!late.isEmpty()) {
        flush(late);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void flushUntilEnd() {
    try {
      for (var first = queue.take(); first != END; first = queue.take()) {
        flush(gather(first));
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private List<Offer> gather(Offer first) {
    var offers = new ArrayList<Offer>();
    offers.add(first);
    var rows = first.arrivals().size();
    while (rows < mostRowsPerFlush) {
      var next = queue.poll();
      if (next == null) {
        break;
      }
      if (next == END) {
        queue.add(END); // it ends the loop of a flusher, not this batch
        break;
      }
      offers.add(next);
      rows += next.arrivals().size();
    }
    return offers;
  }

  private void flush(List<Offer> offers) {
    try {
      var stored = new HashSet<>(store.insert(arrivalsOf(offers)));
      if (!stored.isEmpty()) {
        afterCommit.run();
      }
      var taken = new IdentityHashMap<Offer, Taken>();
      offers.forEach(offer -> taken.put(offer, taken(offer, stored)));
      answer(offers, offer -> offer.answer().complete(taken.get(offer)));
    } catch (PgException refused) {
      // One row that the schema refuses must not take the others with it.
      if (offers.size() > 1) {
        offers.forEach(offer -> flush(List.of(offer)));
      } else {
        fail(offers, refused);
      }
    } catch (Throwable failed) {
      fail(offers, failed);
    }
  }

  private static List<Arrival> arrivalsOf(List<Offer> offers) {
    return offers.stream().flatMap(offer -> offer.arrivals().stream()).toList();
  }

  private void fail(List<Offer> offers, Throwable failure) {
    log.atWarn().setCause(failure).addKeyValue("requests", offers.size()).log("inbox not stored");
    offers.forEach(offer -> room.release(offer.arrivals().size()));
    answer(offers, offer -> offer.answer().fail(failure));
  }

  /** Takes each key that it counts out of {@code stored}: the same id twice is once a duplicate. */
  private Taken taken(Offer offer, Set<UUID> stored) {
    var accepted = (int) offer.arrivals().stream().filter(a -> stored.remove(a.key())).count();
    var taken = new Taken(accepted, offer.arrivals().size() - accepted);
    room.release(offer.arrivals().size());
    return taken;
  }

  /** One task for all requests of an event loop: each task may have to wake it. */
  private static void answer(List<Offer> offers, Consumer<Offer> answer) {
    offers.stream()
        .collect(Collectors.groupingBy(Offer::loop))
        .values()
        .forEach(
            together ->
                together
                    .getFirst()
                    .context()
                    .runOnContext(x -> together.forEach(offer -> safely(answer, offer))));
  }

  /** Whoever waits for an answer must not keep it from the others. */
  private static void safely(Consumer<Offer> answer, Offer offer) {
    try {
      answer.accept(offer);
    } catch (RuntimeException failed) {
      log.atError().setCause(failed).log("an acknowledgement was not sent");
    }
  }
}
