package linli.bot.hazards;

import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import linli.bot.due.DueItem;
import linli.bot.due.DueWork;
import linli.bot.store.Transaction;

/** Texts in which a veto suppressed a hazard: sealed, for the auditor, gone after 7 days. */
public final class SealedReview {

  private static final String ERASE = "review.erase";

  /** How long the auditor can look (decisions 8). */
  private static final Duration KEPT = Duration.ofDays(7);

  private final DueWork due;

  public SealedReview(DueWork due) {
    this.due = due;
    due.register(ERASE, SealedReview::erase);
  }

  private static final String KEEP =
      """
      insert into sealed_review (estate_id, hazard, text, at) values ($1, $2, $3, $4)
      returning review_no
      """;

  public void keep(Transaction tx, String estateId, String hazard, String text, Instant at) {
    var no =
        tx.preparedQuery(KEEP)
            .execute(Tuple.of(estateId, hazard, text, at.atOffset(ZoneOffset.UTC)))
            .await()
            .iterator()
            .next()
            .getLong("review_no");
    due.schedule(tx, new DueItem(estateId, ERASE, Long.toString(no), 0, at.plus(KEPT)));
  }

  private static final String DELETE =
      """
      delete from sealed_review where estate_id = $1 and review_no = $2
      """;

  private static void erase(Transaction tx, DueItem item) {
    tx.preparedQuery(DELETE)
        .execute(Tuple.of(item.estateId(), Long.parseLong(item.subject())))
        .await();
  }
}
