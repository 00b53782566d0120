package linli.bot.due;

import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import linli.bot.store.EstateLock;
import linli.bot.store.Retry;
import linli.bot.store.Savepoint;
import linli.bot.store.Transaction;
import linli.bot.store.Transaction.RowWriter;
import linli.bot.store.Transactions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything that happens later: rows written with the change that causes them. */
public final class DueWork {

  private static final Logger log = LoggerFactory.getLogger(DueWork.class);

  private final Pool pool;
  private final Transactions transactions;
  private final Clock clock;
  private final Map<String, DueHandler> handlers = new ConcurrentHashMap<>();

  private final Map<Transaction, UnderWay> underWay = new ConcurrentHashMap<>();

  /** So many are looked up at a time. */
  private static final int BATCH = 256;

  /** So many of one estate share a transaction, and its commit. */
  private static final int TOGETHER = 25;

  private static final int ESTATES_AT_ONCE = 4;

  /** Fewer than these one thread does as fast. */
  private static final int WORTH_THREADS = 16;

  private record Open(DueItem item, int attempts) {}

  /** A transaction that does due work, and whether that changed what is due. */
  private static final class UnderWay {
    private final Instant upTo;
    private boolean changed;

    private UnderWay(Instant upTo) {
      this.upTo = upTo;
    }
  }

  public DueWork(Pool pool, Transactions transactions, Clock clock) {
    this.pool = pool;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** Says who does work of this kind; before anything runs. */
  public void register(String kind, DueHandler handler) {
    if (handlers.putIfAbsent(kind, handler) != null) {
      throw new IllegalStateException("two handlers for the kind of due work " + kind);
    }
  }

  private static final String SCHEDULE =
      """
      insert into due_work (estate_id, kind, subject, occurrence, due_at, urgency)
      select * from unnest($1::text[], $2::text[], $3::text[], $4::integer[], $5::timestamptz[],
                           $6::smallint[])
      on conflict do nothing
      """;

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

  private static final RowWriter<DueItem> ITEMS = DueWork::insert;

  private static void insert(Transaction tx, List<DueItem> items) {
    tx.write(
        SCHEDULE,
        Tuple.of(
            items.stream().map(DueItem::estateId).toArray(String[]::new),
            items.stream().map(DueItem::kind).toArray(String[]::new),
            items.stream().map(DueItem::subject).toArray(String[]::new),
            items.stream().map(DueItem::occurrence).toArray(Integer[]::new),
            items.stream()
                .map(item -> item.dueAt().atOffset(ZoneOffset.UTC))
                .toArray(OffsetDateTime[]::new),
            items.stream().map(item -> (short) item.urgency()).toArray(Short[]::new)));
  }

  private static final String CANCEL =
      """
      delete from due_work
      where estate_id = $1 and kind = $2 and subject = $3 and done_at is null
      """;

  /** Forgets every occurrence that was not done; each can be scheduled again. */
  public void cancel(Transaction tx, String estateId, String kind, String subject) {
    var running = underWay.get(tx);
    if (running != null) {
      running.changed = true;
    }
    tx.flush();
    tx.preparedQuery(CANCEL).execute(Tuple.of(estateId, kind, subject)).await();
  }

  /**
   * Does everything that is due at {@code upTo} or before, by urgency and then in the order of its
   * times, also what becomes due on the way. Several nodes may run it at once: each item is done
   * once.
   *
   * @return how many items were done or counted as failed
   */
  public int runDue(Instant upTo) {
    return runDue(upTo, () -> true);
  }

  /** As {@link #runDue(Instant)}, but takes nothing more once {@code goOn} does not hold. */
  public int runDue(Instant upTo, BooleanSupplier goOn) {
    var count = 0;
    while (goOn.getAsBoolean()) {
      var batch = next(upTo);
      if (batch.isEmpty()) {
        break;
      }
      count += run(batch, upTo, goOn);
    }
    return count;
  }

  /** Estates side by side, the work of each in its order. */
  private int run(List<DueItem> batch, Instant upTo, BooleanSupplier goOn) {
    var byEstate =
        batch.stream()
            .collect(
                Collectors.groupingBy(DueItem::estateId, LinkedHashMap::new, Collectors.toList()))
            .values();
    if (byEstate.size() == 1 || batch.size() < WORTH_THREADS) {
      return byEstate.stream().mapToInt(items -> ofEstate(items, upTo, goOn)).sum();
    }
    var threads = Thread.ofVirtual().name("due-", 0).factory();
    try (var estates = Executors.newFixedThreadPool(ESTATES_AT_ONCE, threads)) {
      var running =
          byEstate.stream()
              .map(items -> estates.submit(() -> ofEstate(items, upTo, goOn)))
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

  private int ofEstate(List<DueItem> items, Instant upTo, BooleanSupplier goOn) {
    var count = 0;
    for (int from = 0; from < items.size() && goOn.getAsBoolean(); from += TOGETHER) {
      var some = items.subList(from, Math.min(from + TOGETHER, items.size()));
      var running = new UnderWay(upTo);
      count += transactions.run(tx -> together(tx, some, running, goOn));
      if (running.changed) {
        break; // what is due is not what was looked up: it may come before the rest, or is gone
      }
    }
    return count;
  }

  /** Some of one estate in one transaction; what fails is undone and noted alone. */
  private int together(
      Transaction tx, List<DueItem> items, UnderWay running, BooleanSupplier goOn) {
    // The estate first, as everybody does; then whether it is still open.
    EstateLock.take(tx, items.getFirst().estateId());
    underWay.put(tx, running);
    try {
      var done = new ArrayList<DueItem>();
      var count = 0;
      for (var open : lock(tx, items, running.upTo)) {
        if (running.changed || count > 0 && !goOn.getAsBoolean()) {
          break;
        }
        if (attempt(tx, open)) {
          done.add(open.item());
        }
        count++;
      }
      finish(tx, done);
      return count;
    } finally {
      underWay.remove(tx);
    }
  }

  private static final String NEXT_DUE =
      """
      select min(greatest(due_at, coalesce(retry_at, due_at))) as at
      from due_work
      where done_at is null and parked_at is null
        and due_at <= $1
        and (retry_at is null or retry_at <= $1)
      """;

  /** The earliest time, at {@code upTo} or before, at which there is something to do. */
  public Optional<Instant> nextDue(Instant upTo) {
    var row =
        pool.preparedQuery(NEXT_DUE)
            .execute(Tuple.of(upTo.atOffset(ZoneOffset.UTC)))
            .await()
            .iterator()
            .next();
    return Optional.ofNullable(row.getOffsetDateTime("at")).map(time -> time.toInstant());
  }

  /** One look into the index for each urgency: what is not due yet is never touched. */
  private static final String NEXT =
      """
      select wanted.*
      from unnest('{0,1,2}'::smallint[]) as u (urgency)
      cross join lateral (
        select *
        from due_work
        where urgency = u.urgency and done_at is null and parked_at is null
          and due_at <= $1
          and (retry_at is null or retry_at <= $1)
        order by due_at, estate_id, kind, subject, occurrence
        limit $2) as wanted
      order by wanted.urgency, due_at, estate_id, kind, subject, occurrence
      limit $2
      """;

  private List<DueItem> next(Instant upTo) {
    var rows =
        pool.preparedQuery(NEXT).execute(Tuple.of(upTo.atOffset(ZoneOffset.UTC), BATCH)).await();
    return StreamSupport.stream(rows.spliterator(), false).map(DueWork::item).toList();
  }

  private static final String LOCK =
      """
      select d.*
      from unnest($2::text[], $3::text[], $4::text[], $5::integer[])
           with ordinality as wanted (estate_id, kind, subject, occurrence, place)
      join due_work d using (estate_id, kind, subject, occurrence)
      where d.done_at is null and d.parked_at is null
        and d.due_at <= $1
        and (d.retry_at is null or d.retry_at <= $1)
      order by place
      for update of d
      """;

  /** Those of them that are still open, in the same order. */
  private static List<Open> lock(Transaction tx, List<DueItem> items, Instant upTo) {
    var rows =
        tx.preparedQuery(LOCK)
            .execute(keys(items, Tuple.of(upTo.atOffset(ZoneOffset.UTC))))
            .await();
    return StreamSupport.stream(rows.spliterator(), false)
        .map(row -> new Open(item(row), row.getInteger("attempts")))
        .toList();
  }

  private static Tuple keys(List<DueItem> items, Tuple before) {
    return before
        .addArrayOfString(items.stream().map(DueItem::estateId).toArray(String[]::new))
        .addArrayOfString(items.stream().map(DueItem::kind).toArray(String[]::new))
        .addArrayOfString(items.stream().map(DueItem::subject).toArray(String[]::new))
        .addArrayOfInteger(items.stream().map(DueItem::occurrence).toArray(Integer[]::new));
  }

  /** False when it failed: then it is noted and tried again. */
  private boolean attempt(Transaction tx, Open open) {
    var failure = Savepoint.attempt(tx, () -> handler(open.item().kind()).run(tx, open.item()));
    failure.ifPresent(why -> fail(tx, open, why));
    return failure.isEmpty();
  }

  private DueHandler handler(String kind) {
    var handler = handlers.get(kind);
    if (handler == null) {
      throw new IllegalStateException("no handler for the kind of due work " + kind);
    }
    return handler;
  }

  private static final String FINISH =
      """
      update due_work d
      set done_at = $1, retry_at = null
      from unnest($2::text[], $3::text[], $4::text[], $5::integer[])
           as done (estate_id, kind, subject, occurrence)
      where d.estate_id = done.estate_id and d.kind = done.kind and d.subject = done.subject
        and d.occurrence = done.occurrence
      """;

  private void finish(Transaction tx, List<DueItem> done) {
    if (done.isEmpty()) {
      return;
    }
    tx.write(FINISH, keys(done, Tuple.of(clock.instant().atOffset(ZoneOffset.UTC))));
  }

  private static final String FAIL =
      """
      update due_work
      set attempts = attempts + 1, retry_at = $5, parked_at = $6
      where estate_id = $1 and kind = $2 and subject = $3 and occurrence = $4
      """;

  private void fail(Transaction tx, Open open, Throwable failure) {
    var now = clock.instant();
    var retryAt = Retry.after(open.attempts() + 1, now);
    var item = open.item();
    tx.preparedQuery(FAIL)
        .execute(
            Tuple.of(
                item.estateId(),
                item.kind(),
                item.subject(),
                item.occurrence(),
                retryAt.map(time -> time.atOffset(ZoneOffset.UTC)).orElse(null),
                retryAt.isPresent() ? null : now.atOffset(ZoneOffset.UTC)))
        .await();
    var entry = retryAt.isPresent() ? log.atWarn() : log.atError();
    entry
        .setCause(failure)
        .addKeyValue("kind", item.kind())
        .addKeyValue("attempt", open.attempts() + 1)
        .log(retryAt.isPresent() ? "due work failed" : "due work parked");
  }

  private static DueItem item(Row row) {
    return new DueItem(
        row.getString("estate_id"),
        row.getString("kind"),
        row.getString("subject"),
        row.getInteger("occurrence"),
        row.getOffsetDateTime("due_at").toInstant(),
        row.getShort("urgency"));
  }
}
