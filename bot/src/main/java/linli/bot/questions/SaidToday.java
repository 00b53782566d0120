package linli.bot.questions;

import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;
import linli.bot.store.Transaction;

/** What a person is told at most once a day: a greeting, an offer, an answer to abuse. */
public final class SaidToday {

  private static final String SAY =
      """
      insert into said_today (channel, account_id, topic, day) values ($1, $2, $3, $4)
      on conflict do nothing
      """;

  /**
   * @return true the first time that day
   */
  public boolean first(
      Transaction tx, String channel, String accountId, String topic, LocalDate day) {
    return tx.preparedQuery(SAY)
            .execute(Tuple.of(channel, accountId, topic, day))
            .await()
            .rowCount()
        == 1;
  }
}
