package linli.bot.privacy;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.stream.StreamSupport;
import linli.bot.residents.Speakers.Account;
import linli.bot.store.Transaction;

/** SQL of who asked to be forgotten. */
final class Erasures {

  /**
   * Somebody wants to be forgotten.
   *
   * @param caseId the ticket
   * @param by null once it is over
   * @param erasedAt null while they can still think again
   */
  record Erasure(
      String estateId, long id, long caseId, Account by, Instant askedAt, Instant erasedAt) {
    @Override
    public String toString() {
      return "Erasure[" + id + "]";
    }
  }

  private static final String ASK =
      """
      insert into erasure (estate_id, channel, account_id, case_id, asked_at)
      values ($1, $2, $3, $4, $5)
      returning *
      """;

  Erasure ask(Transaction tx, String estateId, Account by, long caseId, Instant now) {
    var values = Tuple.of(estateId, by.channel(), by.id(), caseId, utc(now));
    return one(tx.preparedQuery(ASK).execute(values).await()).orElseThrow();
  }

  private static final String RUNNING =
      """
      select * from erasure
      where estate_id = $1 and channel = $2 and account_id = $3 and erased_at is null
      """;

  /** What the account asked for and can still take back. */
  Optional<Erasure> running(Transaction tx, String estateId, Account by) {
    var values = Tuple.of(estateId, by.channel(), by.id());
    return one(tx.preparedQuery(RUNNING).execute(values).await());
  }

  private static final String FIND =
      """
      select * from erasure where estate_id = $1 and erasure_id = $2 and account_id is not null
      """;

  /** One that is not over. */
  Optional<Erasure> find(Transaction tx, String estateId, long id) {
    return one(tx.preparedQuery(FIND).execute(Tuple.of(estateId, id)).await());
  }

  private static final String CANCEL =
      """
      update erasure set cancelled_at = $3, channel = null, account_id = null
      where estate_id = $1 and erasure_id = $2
      """;

  void cancel(Transaction tx, Erasure erasure, Instant now) {
    tx.write(CANCEL, Tuple.of(erasure.estateId(), erasure.id(), utc(now)));
  }

  private static final String ERASED =
      """
      update erasure set erased_at = $3 where estate_id = $1 and erasure_id = $2
      """;

  void erased(Transaction tx, Erasure erasure, Instant now) {
    tx.write(ERASED, Tuple.of(erasure.estateId(), erasure.id(), utc(now)));
  }

  private static final String FORGOTTEN =
      """
      update erasure set forgotten_at = $3, channel = null, account_id = null
      where estate_id = $1 and erasure_id = $2
      """;

  void forgotten(Transaction tx, Erasure erasure, Instant now) {
    tx.write(FORGOTTEN, Tuple.of(erasure.estateId(), erasure.id(), utc(now)));
  }

  static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }

  private static Optional<Erasure> one(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false)
        .findFirst()
        .map(
            row ->
                new Erasure(
                    row.getString("estate_id"),
                    row.getLong("erasure_id"),
                    row.getLong("case_id"),
                    new Account(row.getString("channel"), row.getString("account_id")),
                    row.getOffsetDateTime("asked_at").toInstant(),
                    row.getOffsetDateTime("erased_at") == null
                        ? null
                        : row.getOffsetDateTime("erased_at").toInstant()));
  }
}
