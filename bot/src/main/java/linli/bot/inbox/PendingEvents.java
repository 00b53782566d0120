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

  private static final int CONVERSATIONS = 8;
  private static final int EVENTS_PER_CONVERSATION = 16;

  /** An event that this transaction has to itself. */
  record Claimed(
      long seq,
      int attempts,
      UUID key,
      String channel,
      String payload,
      Instant receivedAt,
      String hazard,
      boolean advised,
      String attachments) {

    /** Reads the payload: one that is not readable fails as this event's own fault. */
    ReceivedEvent received() {
      return new ReceivedEvent(
          key,
          channel,
          EventJson.read(payload),
          receivedAt,
          hazard,
          advised,
          AttachmentJson.read(attachments));
    }

    @Override
    public String toString() {
      return "Claimed[" + seq + "]";
    }
  }

  private PendingEvents() {}

  /** So many of the oldest events are looked at first. */
  private static final int WINDOW = 96;

  private static final String CLAIM =
      """
      with oldest as materialized (
        select seq, event_key, channel, conversation, payload, received_at, hazard, advised,
               attempts, attachments, media_waits
        from inbox
        where processed_at is null and parked_at is null
        order by seq
        limit $3),
      head as (
        select seq, channel, conversation
        from inbox
        where seq in (select distinct on (channel, conversation) seq
                      from oldest
                      order by channel, conversation, seq)
          and processed_at is null and parked_at is null
          and not media_waits
          and (retry_at is null or retry_at <= $1)
        order by seq
        limit $2
        for update skip locked),
      event as (
        select oldest.*,
               row_number() over conversation_until_here as place,
               bool_or(media_waits) over conversation_until_here as blocked
        from oldest
        join head using (channel, conversation)
        window conversation_until_here as (partition by channel, conversation order by oldest.seq))
      select event.*, looked_at
      from (select count(*) as looked_at from oldest) as window_size
      left join event on place <= $4 and not blocked
      order by event.seq
      """;

  /**
   * Takes the oldest events of some conversations that no other transaction works on.
   *
   * <p>Only the oldest event of each is locked: nobody gets at the younger ones before it is done.
   */
  static List<Claimed> claim(Transaction tx, Instant now) {
    var rows =
        tx.preparedQuery(CLAIM)
            .execute(
                Tuple.of(
                    now.atOffset(ZoneOffset.UTC), CONVERSATIONS, WINDOW, EVENTS_PER_CONVERSATION))
            .await();
    var first = rows.iterator().next();
    if (first.getLong("seq") != null) {
      return claimed(rows);
    }
    return first.getLong("looked_at") < WINDOW ? List.of() : claimBeyond(tx, now);
  }

  private static final String CLAIM_BEYOND =
      """
      select seq, event_key, channel, payload, received_at, hazard, advised, attempts, attachments
      from inbox as head
      where processed_at is null and parked_at is null and not media_waits
        and (retry_at is null or retry_at <= $1)
        and seq = (
          select oldest.seq
          from inbox as oldest
          where oldest.channel = head.channel
            and oldest.conversation = head.conversation
            and oldest.processed_at is null and oldest.parked_at is null
          order by oldest.seq
          limit 1)
      order by seq
      limit $2
      for update skip locked
      """;

  /** All that are looked at first belong to others or wait for another try: the rest must not. */
  private static List<Claimed> claimBeyond(Transaction tx, Instant now) {
    return claimed(
        tx.preparedQuery(CLAIM_BEYOND)
            .execute(Tuple.of(now.atOffset(ZoneOffset.UTC), CONVERSATIONS))
            .await());
  }

  private static final String STILL_PENDING =
      """
      select seq from inbox
      where seq = any($1) and processed_at is null and parked_at is null
      """;

  /**
   * Those of the claimed that nobody has processed meanwhile. Asked once their estates are locked:
   * of two events that arrived at the same time the later one may have been seen, and taken, first.
   */
  static Set<Long> stillPending(Transaction tx, Collection<Long> seqs) {
    var pending = new HashSet<Long>();
    for (var row :
        tx.preparedQuery(STILL_PENDING)
            .execute(Tuple.of((Object) seqs.toArray(Long[]::new)))
            .await()) {
      pending.add(row.getLong(0));
    }
    return pending;
  }

  private static final String CLAIM_ONE =
      """
      select seq, event_key, channel, payload, received_at, hazard, advised, attempts, attachments
      from inbox as event
      where seq = $2
        and processed_at is null and parked_at is null and not media_waits
        and (retry_at is null or retry_at <= $1)
        and not exists (
          select from inbox as older
          where older.channel = event.channel
            and older.conversation = event.conversation
            and older.seq < event.seq
            and older.processed_at is null and older.parked_at is null)
      for update skip locked
      """;

  /** Takes this event if it is the oldest of its conversation and nobody else has it. */
  static Optional<Claimed> claim(Transaction tx, long seq, Instant now) {
    return claimed(
            tx.preparedQuery(CLAIM_ONE)
                .execute(Tuple.of(now.atOffset(ZoneOffset.UTC), seq))
                .await())
        .stream()
        .findFirst();
  }

  private static final String FINISH =
      """
      update inbox
      set processed_at = $1, outcome = done.outcome, payload = null, conversation = null,
          attachments = null, retry_at = null
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
      where seq = $1
      """;

  /**
   * Counts a failure.
   *
   * @return whether the event is parked now: it is not tried again and its conversation goes on
   */
  static boolean fail(Transaction tx, Claimed event, Instant now) {
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

  private static List<Claimed> claimed(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false).map(PendingEvents::claimed).toList();
  }

  private static Claimed claimed(Row row) {
    return new Claimed(
        row.getLong("seq"),
        row.getInteger("attempts"),
        row.getUUID("event_key"),
        row.getString("channel"),
        row.getString("payload"),
        row.getOffsetDateTime("received_at").toInstant(),
        row.getString("hazard"),
        row.getBoolean("advised"),
        row.getString("attachments"));
  }
}
