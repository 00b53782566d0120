package linli.bot.residents;

import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import linli.bot.store.Transaction;

/** SQL of the accounts that want large text (大字); {@link Speakers} reads it. */
public final class LargeText {

  private static final String ON =
      """
      insert into large_text (estate_id, channel, account_id, since) values ($1, $2, $3, $4)
      on conflict do nothing
      """;

  public void on(Transaction tx, String estateId, Speaker by, Instant at) {
    tx.write(ON, Tuple.of(estateId, by.channel(), by.accountId(), at.atOffset(ZoneOffset.UTC)));
  }

  private static final String OFF =
      """
      delete from large_text where channel = $1 and account_id = $2
      """;

  public void off(Transaction tx, Speaker by) {
    tx.write(OFF, Tuple.of(by.channel(), by.accountId()));
  }
}
