package linli.bot.votes;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import linli.bot.store.Transaction;
import linli.bot.votes.Vote.State;
import linli.bot.votes.recount.PolicyText;
import linli.bot.votes.tally.Matter;
import linli.bot.votes.tally.Scope;

/** SQL of votes. */
final class VoteRepository {

  private VoteRepository() {}

  private static final String INSERT =
      """
      insert into vote (estate_id, matter, question, scope_building, scope_unit, policy,
                        notice_days, opens_at, closes_at, drafted_by, drafted_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
      returning *
      """;

  static Vote insert(Transaction tx, NewVote wanted, Instant now) {
    var values =
        Tuple.tuple()
            .addValue(wanted.estateId())
            .addValue(wanted.matter().code())
            .addValue(wanted.question())
            .addValue(wanted.scope().building())
            .addValue(wanted.scope().unit())
            .addValue(PolicyText.write(wanted.policy()))
            .addValue(wanted.noticeDays())
            .addValue(utc(wanted.opensAt()))
            .addValue(utc(wanted.closesAt()))
            .addValue(wanted.draftedBy())
            .addValue(utc(now));
    return read(tx.preparedQuery(INSERT).execute(values).await().iterator().next());
  }

  private static final String LOCK =
      """
      select * from vote where estate_id = $1 and vote_id = $2 for update
      """;

  /** The vote, which nobody else changes until the end of the transaction. */
  static Optional<Vote> lock(Transaction tx, String estateId, long voteId) {
    for (var row : tx.preparedQuery(LOCK).execute(Tuple.of(estateId, voteId)).await()) {
      return Optional.of(read(row));
    }
    return Optional.empty();
  }

  private static final String ANNOUNCE =
      """
      update vote
      set state = 'announced', checked_by = $3, announced_at = $4, electorate_hash = $5,
          head_hash = $5, lines = $6
      where estate_id = $1 and vote_id = $2
      """;

  static void announce(Transaction tx, Vote vote, long by, Instant now, VoteLog.Head head) {
    update(
        tx,
        ANNOUNCE,
        Tuple.of(vote.estateId(), vote.id(), by, utc(now), head.hash(), head.lines()));
  }

  private static final String MOVE_HEAD =
      """
      update vote set head_hash = $3, lines = $4 where estate_id = $1 and vote_id = $2
      """;

  static void moveHead(Transaction tx, Vote vote, VoteLog.Head head) {
    update(tx, MOVE_HEAD, Tuple.of(vote.estateId(), vote.id(), head.hash(), head.lines()));
  }

  private static final String COUNTED =
      """
      update vote set state = 'counted', counted_at = $3, head_hash = $4, lines = $5
      where estate_id = $1 and vote_id = $2
      """;

  static void counted(Transaction tx, Vote vote, Instant now, VoteLog.Head head) {
    update(tx, COUNTED, Tuple.of(vote.estateId(), vote.id(), utc(now), head.hash(), head.lines()));
  }

  private static final String CANCEL =
      """
      update vote set state = 'cancelled', cancelled_at = $3, cancel_reason = $4
      where estate_id = $1 and vote_id = $2
      """;

  static void cancel(Transaction tx, Vote vote, String reason, Instant now) {
    update(tx, CANCEL, Tuple.of(vote.estateId(), vote.id(), utc(now), reason));
  }

  private static void update(Transaction tx, String sql, Tuple values) {
    tx.preparedQuery(sql).execute(values).await();
  }

  private static Vote read(Row row) {
    return new Vote(
        row.getString("estate_id"),
        row.getLong("vote_id"),
        Matter.of(row.getString("matter")).orElseThrow(),
        row.getString("question"),
        new Scope(row.getString("scope_building"), row.getString("scope_unit")),
        PolicyText.read(row.getString("policy")),
        row.getInteger("notice_days"),
        row.getOffsetDateTime("opens_at").toInstant(),
        row.getOffsetDateTime("closes_at").toInstant(),
        State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        row.getLong("drafted_by"),
        Optional.ofNullable(row.getOffsetDateTime("announced_at"))
            .map(OffsetDateTime::toInstant)
            .orElse(null),
        row.getString("electorate_hash"),
        row.getString("head_hash"),
        row.getInteger("lines"));
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
