package linli.bot.receptions;

import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.UUID;
import linli.bot.store.Transaction;

/** SQL of which message said what of a sign-up. */
final class MatterRepository {

  private static final String ADD =
      """
      insert into reception_matter (estate_id, event_key, reception_id, number, matter, issue_type,
                                    said_at)
      values ($1, $2, $3, $4, $5, $6, $7)
      on conflict (estate_id, event_key) do update
      set reception_id = excluded.reception_id, number = excluded.number, matter = excluded.matter,
          issue_type = excluded.issue_type
      """;

  /**
   * Notes the words of a message, or those that stand in it now.
   *
   * @param matter masked words, or null
   */
  void put(
      Transaction tx, Entry entry, UUID eventKey, String matter, String issueType, Instant now) {
    tx.preparedQuery(ADD)
        .execute(
            Tuple.tuple()
                .addValue(entry.estateId())
                .addValue(eventKey)
                .addValue(entry.receptionId())
                .addValue(entry.number())
                .addValue(matter)
                .addValue(issueType)
                .addValue(ReceptionRepository.utc(now)))
        .await();
  }

  private static final String DROP =
      """
      delete from reception_matter where estate_id = $1 and event_key = $2
      """;

  void drop(Transaction tx, String estateId, UUID eventKey) {
    tx.preparedQuery(DROP).execute(Tuple.of(estateId, eventKey)).await();
  }

  private static final String LEFT =
      """
      select count(*) from reception_matter
      where estate_id = $1 and reception_id = $2 and number = $3
      """;

  /** Whether another message speaks of the number still. */
  boolean isLeft(Transaction tx, Entry entry) {
    var key = Tuple.of(entry.estateId(), entry.receptionId(), entry.number());
    return tx.preparedQuery(LEFT).execute(key).await().iterator().next().getLong(0) > 0;
  }

  private static final String MOVE =
      """
      update reception_matter set reception_id = $4, number = $5
      where estate_id = $1 and reception_id = $2 and number = $3
      """;

  /** The words go along to another day. */
  void move(Transaction tx, Entry from, Entry to) {
    tx.preparedQuery(MOVE)
        .execute(
            Tuple.of(
                from.estateId(), from.receptionId(), from.number(), to.receptionId(), to.number()))
        .await();
  }
}
