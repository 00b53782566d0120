package linli.bot.due;

import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import linli.bot.store.Transaction;

/** SQL of what is due: which rows come next, and what became of them. */
final class DueQueue {

  /** So many are looked up at a time. */
  private static final int BATCH = 1024;

  private final Pool pool;

  DueQueue(Pool pool) {
    this.pool = pool;
  }

  /** A row that was locked, and how often it failed before. */
  record Open(DueItem item, int attempts) {}

  private static final String SCHEDULE =
      """
      insert into due_work (estate_id, kind, subject, occurrence, due_at, urgency)
      select * from unnest($1::text[], $2::text[], $3::text[], $4::integer[], $5::timestamptz[],
                           $6::smallint[])
      on conflict do nothing
      """;

  static void insert(Transaction tx, List<DueItem> items) {
    tx.write(
        SCHEDULE,
        Tuple.of(
            items.stream().map(DueItem::estateId).toArray(String[]::new),
            items.stream().map(DueItem::kind).toArray(String[]::new),
            items.stream().map(DueItem::subject).toArray(String[]::new),
            items.stream().map(DueItem::occurrence).toArray(Integer[]::new),
            items.stream().map(item -> utc(item.dueAt())).toArray(OffsetDateTime[]::new),
            items.stream().map(item -> (short) item.urgency()).toArray(Short[]::new)));
  }

  private static final String CANCEL =
      """
      delete from due_work
      where estate_id = $1 and kind = $2 and subject = $3 and done_at is null
      """;

  static void cancel(Transaction tx, String estateId, String kind, String subject) {
    tx.flush();
    tx.preparedQuery(CANCEL).execute(Tuple.of(estateId, kind, subject)).await();
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
  Optional<Instant> nextDue(Instant upTo) {
    var row = pool.preparedQuery(NEXT_DUE).execute(Tuple.of(utc(upTo))).await().iterator().next();
    return Optional.ofNullable(row.getOffsetDateTime("at")).map(OffsetDateTime::toInstant);
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
          and estate_id <> all($3)
        order by due_at, estate_id, kind, subject, occurrence
        limit $2) as wanted
      order by wanted.urgency, due_at, estate_id, kind, subject, occurrence
      limit $2
      """;

  /**
   * What comes next: some of the most urgent, in the order of their times.
   *
   * @param without estates that are left out
   */
  List<DueItem> next(Instant upTo, Collection<String> without) {
    var rows =
        pool.preparedQuery(NEXT)
            .execute(Tuple.of(utc(upTo), BATCH, (Object) without.toArray(String[]::new)))
            .await();
    var found = StreamSupport.stream(rows.spliterator(), false).map(DueQueue::item).toList();
    // Estates are done side by side: what is less urgent in one must not overtake a danger of
    // another.
    return found.stream().takeWhile(i -> i.urgency() == found.getFirst().urgency()).toList();
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
  static List<Open> lock(Transaction tx, List<DueItem> items, Instant upTo) {
    var rows = tx.preparedQuery(LOCK).execute(keys(items, Tuple.of(utc(upTo)))).await();
    return StreamSupport.stream(rows.spliterator(), false)
        .map(row -> new Open(item(row), row.getInteger("attempts")))
        .toList();
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

  static void finish(Transaction tx, List<DueItem> done, Instant now) {
    if (!done.isEmpty()) {
      tx.write(FINISH, keys(done, Tuple.of(utc(now))));
    }
  }

  private static final String POSTPONE =
      """
      update due_work d
      set retry_at = $1
      from unnest($2::text[], $3::text[], $4::text[], $5::integer[])
           as later (estate_id, kind, subject, occurrence)
      where d.estate_id = later.estate_id and d.kind = later.kind and d.subject = later.subject
        and d.occurrence = later.occurrence
      """;

  /** They keep their place among each other. */
  static void postpone(Transaction tx, List<DueItem> items, Instant until) {
    if (!items.isEmpty()) {
      tx.write(POSTPONE, keys(items, Tuple.of(utc(until))));
    }
  }

  private static final String FAIL =
      """
      update due_work
      set attempts = attempts + 1, retry_at = $5, parked_at = $6
      where estate_id = $1 and kind = $2 and subject = $3 and occurrence = $4
      """;

  /**
   * @param retryAt empty: it is given up
   */
  static void fail(Transaction tx, DueItem item, Optional<Instant> retryAt, Instant now) {
    tx.preparedQuery(FAIL)
        .execute(
            Tuple.of(
                item.estateId(),
                item.kind(),
                item.subject(),
                item.occurrence(),
                retryAt.map(DueQueue::utc).orElse(null),
                retryAt.isPresent() ? null : utc(now)))
        .await();
  }

  private static Tuple keys(List<DueItem> items, Tuple before) {
    return before
        .addArrayOfString(items.stream().map(DueItem::estateId).toArray(String[]::new))
        .addArrayOfString(items.stream().map(DueItem::kind).toArray(String[]::new))
        .addArrayOfString(items.stream().map(DueItem::subject).toArray(String[]::new))
        .addArrayOfInteger(items.stream().map(DueItem::occurrence).toArray(Integer[]::new));
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
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
