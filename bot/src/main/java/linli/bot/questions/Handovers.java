package linli.bot.questions;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Optional;
import java.util.Set;
import linli.bot.residents.Speaker;
import linli.bot.store.Memory;
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

  private record Who(String estateId, String channel, String accountId) {
    @Override
    public String toString() {
      return "Who[]";
    }
  }

  private record Until(long caseId, Instant end) {}

  private static final Memory<Who, Optional<Until>> RUNNING_FOR = new Memory<>("handover");

  private static final String RUNNING =
      """
      select distinct on (account_id) account_id, case_id, until
      from handover
      where estate_id = $1 and channel = $2 and account_id = any($3) and until > $4
      order by account_id, until desc
      """;

  /** Looks up together who will be {@linkplain #running asked for} in this transaction. */
  public void prepare(
      Transaction tx, String estateId, String channel, Set<String> accounts, Instant now) {
    if (accounts.isEmpty()) {
      return;
    }
    var asked =
        Tuple.of(estateId, channel, accounts.toArray(String[]::new), now.atOffset(ZoneOffset.UTC));
    tx.look(RUNNING, asked, rows -> keep(tx, estateId, channel, accounts, rows));
  }

  private static void keep(
      Transaction tx, String estateId, String channel, Set<String> accounts, RowSet<Row> rows) {
    var found = new HashMap<String, Until>();
    for (var row : rows) {
      found.put(
          row.getString("account_id"),
          new Until(row.getLong("case_id"), row.getOffsetDateTime("until").toInstant()));
    }
    for (var account : accounts) {
      tx.remember(
          RUNNING_FOR,
          new Who(estateId, channel, account),
          Optional.ofNullable(found.get(account)));
    }
  }

  public Optional<Handover> running(Transaction tx, String estateId, Speaker speaker, Instant now) {
    var who = new Who(estateId, speaker.channel(), speaker.accountId());
    if (tx.recall(RUNNING_FOR, who).isEmpty()) {
      prepare(tx, estateId, who.channel(), Set.of(who.accountId()), now);
    }
    return tx.recall(RUNNING_FOR, who)
        .orElseThrow()
        .filter(until -> until.end().isAfter(now))
        .map(until -> new Handover(until.caseId()));
  }

  private static final String SETTLE =
      """
      update handover set settled_at = coalesce(settled_at, $3)
      where estate_id = $1 and case_id = $2
      """;

  /** Somebody answered. */
  public void answered(Transaction tx, String estateId, long caseId, Instant now) {
    tx.write(SETTLE, Tuple.of(estateId, caseId, now.atOffset(ZoneOffset.UTC)));
  }

  private static final String WAITING =
      """
      select from handover where estate_id = $1 and case_id = $2 and settled_at is null
      """;

  /** Whether the person still waits for an answer. */
  public boolean isWaiting(Transaction tx, String estateId, long caseId) {
    return tx.preparedQuery(WAITING).execute(Tuple.of(estateId, caseId)).await().size() > 0;
  }

  private static final String END =
      """
      update handover set until = least(until, $4), settled_at = coalesce(settled_at, $4)
      where estate_id = $1 and channel = $2 and account_id = $3
        and (until > $4 or settled_at is null)
      """;

  public void end(Transaction tx, String estateId, Speaker speaker, Instant now) {
    tx.preparedQuery(END)
        .execute(
            Tuple.of(
                estateId, speaker.channel(), speaker.accountId(), now.atOffset(ZoneOffset.UTC)))
        .await();
  }
}
