package linli.bot.inbox;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.StreamSupport;
import linli.bot.store.Retry;
import linli.bot.store.Transaction;

/** The SQL of events that wait to be processed. */
final class PendingEvents {

  /** An event that waits. */
  record Pending(
      long seq,
      int attempts,
      UUID key,
      String channel,
      String payload,
      Instant receivedAt,
      String hazard,
      boolean advised,
      String attachments,
      String opinion) {

    /** Reads the payload: one that is not readable fails as this event's own fault. */
    ReceivedEvent received() {
      return new ReceivedEvent(
          key,
          channel,
          EventJson.read(payload),
          receivedAt,
          hazard,
          advised,
          AttachmentJson.read(attachments),
          opinion);
    }

    @Override
    public String toString() {
      return "Pending[" + seq + "]";
    }
  }

  private PendingEvents() {}

  private static final String READ =
      """
      select seq, event_key, channel, payload, received_at, hazard, advised, attempts, attachments,
             opinion
      from inbox as event
      where processed_at is null and parked_at is null and not media_waits
        and seq <> all($1)
        and (retry_at is null or retry_at <= $2)
        and (opinion_until is null or opinion_until <= $2)
        and not exists (
          select from inbox as older
          where older.channel = event.channel
            and older.conversation = event.conversation
            and older.seq < event.seq
            and older.processed_at is null and older.parked_at is null
            and (older.retry_at is not null or older.media_waits or older.opinion_until is not null)
            and (older.retry_at > $2
                 or (older.media_waits or older.opinion_until > $2) and event.hazard is null))
      order by seq
      limit $3
      """;

  /**
   * The oldest that may be processed now, none of {@code known} among them; locks nothing. A danger
   * does not wait for the pictures of others, nor for an opinion of what they mean.
   */
  static List<Pending> read(Transaction tx, Collection<Long> known, Instant now, int most) {
    return pending(
        tx.preparedQuery(READ)
            .execute(Tuple.of(known.toArray(Long[]::new), now.atOffset(ZoneOffset.UTC), most))
            .await());
  }

  private static final String NEXT =
      """
      select seq
      from inbox as event
      where seq = any($1)
        and processed_at is null and parked_at is null
        and (retry_at is null or retry_at <= $2)
        and not exists (
          select from inbox as older
          where older.channel = event.channel
            and older.conversation = event.conversation
            and older.seq < event.seq
            and older.processed_at is null and older.parked_at is null
            and (older.seq <> all($1) or older.retry_at > $2)
            and not ((older.media_waits or older.opinion_until is not null)
                     and event.hazard is not null))
      """;

  /**
   * Those of them that nobody has processed meanwhile and that nothing older of their conversation
   * stands before. True until the end of the transaction that holds the lock of their estate.
   */
  static Set<Long> next(Transaction tx, Collection<Long> seqs, Instant now) {
    var next = new HashSet<Long>();
    for (var row :
        tx.preparedQuery(NEXT)
            .execute(Tuple.of(seqs.toArray(Long[]::new), now.atOffset(ZoneOffset.UTC)))
            .await()) {
      next.add(row.getLong("seq"));
    }
    return next;
  }

  private static final String FIND =
      """
      select seq, event_key, channel, payload, received_at, hazard, advised, attempts, attachments,
             opinion
      from inbox
      where seq = $1 and processed_at is null and parked_at is null
      """;

  static Optional<Pending> find(Transaction tx, long seq) {
    return pending(tx.preparedQuery(FIND).execute(Tuple.of(seq)).await()).stream().findFirst();
  }

  private static final String FINISH =
      """
      update inbox
      set processed_at = $1, outcome = done.outcome, payload = null, conversation = null,
          attachments = null,
          retry_at = null, opinion_until = null, opinion = null
      from unnest($2::bigint[], $3::text[]) as done (seq, outcome)
      where inbox.seq = done.seq
      """;

  /** Marks them processed and erases what was said. */
  static void finish(Transaction tx, Map<Long, String> outcomes, Instant now) {
    tx.write(
        FINISH,
        Tuple.of(
            now.atOffset(ZoneOffset.UTC),
            outcomes.keySet().toArray(Long[]::new),
            outcomes.values().toArray(String[]::new)));
  }

  private static final String FAIL =
      """
      update inbox
      set attempts = attempts + 1, retry_at = $2, parked_at = $3
      where seq = $1 and processed_at is null and parked_at is null
      """;

  /**
   * Counts a failure.
   *
   * @return whether the event is parked now: it is not tried again and its conversation goes on
   */
  static boolean fail(Transaction tx, Pending event, Instant now) {
    var retryAt = Retry.after(event.attempts() + 1, now);
    tx.preparedQuery(FAIL)
        .execute(
            Tuple.of(
                event.seq(),
                retryAt.map(time -> time.atOffset(ZoneOffset.UTC)).orElse(null),
                retryAt.isPresent() ? null : now.atOffset(ZoneOffset.UTC)))
        .await();
    return retryAt.isEmpty();
  }

  private static List<Pending> pending(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false).map(PendingEvents::pending).toList();
  }

  private static Pending pending(Row row) {
    return new Pending(
        row.getLong("seq"),
        row.getInteger("attempts"),
        row.getUUID("event_key"),
        row.getString("channel"),
        row.getString("payload"),
        row.getOffsetDateTime("received_at").toInstant(),
        row.getString("hazard"),
        row.getBoolean("advised"),
        row.getString("attachments"),
        row.getString("opinion"));
  }
}
