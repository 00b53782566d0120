package linli.bot.questions;

import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import linli.bot.residents.Speaker;
import linli.bot.store.Transaction;

/** Private conversations in which a person answers and the bot is quiet. */
public final class Handovers {

  /** Without 小邻回来 the bot is back after this time (product 1.7). */
  static final Duration LASTS = Duration.ofHours(2);

  /** A running hand-over and the case it stands in. */
  public record Handover(long caseId) {}

  private static final String BEGIN =
      """
      insert into handover (estate_id, case_id, channel, account_id, until)
      values ($1, $2, $3, $4, $5)
      """;

  public void begin(Transaction tx, String estateId, long caseId, Speaker speaker, Instant now) {
    tx.preparedQuery(BEGIN)
        .execute(
            Tuple.of(
                estateId,
                caseId,
                speaker.channel(),
                speaker.accountId(),
                now.plus(LASTS).atOffset(ZoneOffset.UTC)))
        .await();
  }

  private static final String RUNNING =
      """
      select case_id from handover
      where estate_id = $1 and channel = $2 and account_id = $3 and until > $4
      order by until desc limit 1
      """;

  public Optional<Handover> running(Transaction tx, String estateId, Speaker speaker, Instant now) {
    for (var row :
        tx.preparedQuery(RUNNING)
            .execute(
                Tuple.of(
                    estateId, speaker.channel(), speaker.accountId(), now.atOffset(ZoneOffset.UTC)))
            .await()) {
      return Optional.of(new Handover(row.getLong("case_id")));
    }
    return Optional.empty();
  }

  private static final String END =
      """
      update handover set until = $4
      where estate_id = $1 and channel = $2 and account_id = $3 and until > $4
      """;

  public void end(Transaction tx, String estateId, Speaker speaker, Instant now) {
    tx.preparedQuery(END)
        .execute(
            Tuple.of(
                estateId, speaker.channel(), speaker.accountId(), now.atOffset(ZoneOffset.UTC)))
        .await();
  }
}
