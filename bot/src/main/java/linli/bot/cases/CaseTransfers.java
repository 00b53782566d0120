package linli.bot.cases;

import static linli.bot.cases.CaseRepository.utc;

import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.Optional;
import linli.bot.store.Transaction;

/** SQL of one party asking another to take a case (转). */
final class CaseTransfers {

  /** A request that nobody has answered yet. */
  record Open(int no, String fromParty, String toParty, String reason) {}

  private static final String ASK =
      """
      insert into case_transfer (estate_id, case_id, from_party, to_party, reason, asked_at)
      values ($1, $2, $3, $4, $5, $6)
      returning transfer_no
      """;

  int ask(Transaction tx, Case about, String toParty, String reason, Instant at) {
    return tx.preparedQuery(ASK)
        .execute(Tuple.of(about.estateId(), about.id(), about.partyId(), toParty, reason, utc(at)))
        .await()
        .iterator()
        .next()
        .getInteger("transfer_no");
  }

  private static final String OPEN =
      """
      select transfer_no, from_party, to_party, reason from case_transfer
      where estate_id = $1 and case_id = $2 and answer is null
      """;

  Optional<Open> open(Transaction tx, Case about) {
    for (var row : tx.preparedQuery(OPEN).execute(Tuple.of(about.estateId(), about.id())).await()) {
      return Optional.of(
          new Open(
              row.getInteger("transfer_no"),
              row.getString("from_party"),
              row.getString("to_party"),
              row.getString("reason")));
    }
    return Optional.empty();
  }

  private static final String ANSWER =
      """
      update case_transfer set answer = $3, answered_at = $4
      where estate_id = $1 and case_id = $2 and answer is null
      """;

  /**
   * @param answer taken, refused, silent, decided or moot
   */
  void answer(Transaction tx, Case about, String answer, Instant at) {
    tx.write(ANSWER, Tuple.of(about.estateId(), about.id(), answer, utc(at)));
  }
}
