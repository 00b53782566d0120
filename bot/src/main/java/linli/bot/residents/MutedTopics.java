package linli.bot.residents;

import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import linli.bot.store.Transaction;

/** SQL of the topics of which a person wants to hear nothing unasked (不要再提醒 …). */
public final class MutedTopics {

  private static final String MUTE =
      """
      insert into topic_mute (estate_id, channel, account_id, topic, at)
      values ($1, $2, $3, $4, $5)
      on conflict do nothing
      """;

  public void mute(Transaction tx, String estateId, Speaker by, Topic topic, Instant at) {
    tx.write(
        MUTE,
        Tuple.of(
            estateId, by.channel(), by.accountId(), topic.name(), at.atOffset(ZoneOffset.UTC)));
  }

  private static final String UNMUTE =
      """
      delete from topic_mute where estate_id = $1 and channel = $2 and account_id = $3 and topic = $4
      """;

  public void unmute(Transaction tx, String estateId, Speaker by, Topic topic) {
    tx.write(UNMUTE, Tuple.of(estateId, by.channel(), by.accountId(), topic.name()));
  }

  private static final String MUTED =
      """
      select from topic_mute where estate_id = $1 and channel = $2 and account_id = $3 and topic = $4
      """;

  public boolean isMuted(
      Transaction tx, String estateId, String channel, String accountId, Topic topic) {
    return tx.preparedQuery(MUTED)
            .execute(Tuple.of(estateId, channel, accountId, topic.name()))
            .await()
            .size()
        > 0;
  }
}
