package linli.bot.votes;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.StreamSupport;
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
      insert into vote (estate_id, no, matter, question, scope_building, scope_unit, policy,
                        notice_days, opens_at, closes_at, drafted_by, drafted_at, dry_run,
                        objection_days)
      values ($1, (select coalesce(max(no), 0) + 1 from vote where estate_id = $1), $2, $3, $4, $5,
              $6, $7, $8, $9, $10, $11, $12, $13)
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
            .addValue(PolicyText.write(wanted.rules().policyFor(wanted.matter())))
            .addValue(wanted.rules().noticeDaysFor(wanted.matter()))
            .addValue(utc(wanted.opensAt()))
            .addValue(utc(wanted.closesAt()))
            .addValue(wanted.draftedBy())
            .addValue(utc(now))
            .addValue(wanted.rules().isDryRun(wanted.matter()))
            .addValue(wanted.rules().objectionDays());
    return read(tx.preparedQuery(INSERT).execute(values).await().iterator().next());
  }

  private static final String WAITING =
      """
      select from inbox
      where processed_at is null and parked_at is null and received_at < $1
      limit 1
      """;

  /** Whether something that arrived in time was not looked at yet: it may be a ballot. */
  static boolean mayStillCome(Transaction tx, Vote vote) {
    return tx.preparedQuery(WAITING).execute(Tuple.of(utc(vote.endsAt()))).await().size() > 0;
  }

  private static final String MARK =
      """
      insert into vote_mark (estate_id, vote_id, building, unit, room, mark)
      values ($1, $2, $3, $4, $5, $6)
      on conflict do nothing
      """;

  static void mark(Transaction tx, Vote vote, NewVote.Flat flat, String mark) {
    update(
        tx,
        MARK,
        Tuple.of(vote.estateId(), vote.id(), flat.building(), flat.unit(), flat.room(), mark));
  }

  private static final String BY_NO =
      """
      select * from vote where estate_id = $1 and no = $2
      """;

  static Optional<Vote> byNo(Transaction tx, String estateId, int no) {
    return all(tx, BY_NO, Tuple.of(estateId, no)).stream().findFirst();
  }

  private static final String OF_ESTATE =
      """
      select * from vote where estate_id = $1 order by no desc limit 200
      """;

  /** The youngest first. */
  static List<Vote> ofEstate(Transaction tx, String estateId) {
    return all(tx, OF_ESTATE, Tuple.of(estateId));
  }

  private static List<Vote> all(Transaction tx, String sql, Tuple values) {
    var rows = tx.preparedQuery(sql).execute(values).await();
    return StreamSupport.stream(rows.spliterator(), false).map(VoteRepository::read).toList();
  }

  private static final String SUBMIT =
      """
      update vote set submitted_at = $3 where estate_id = $1 and vote_id = $2
      """;

  static void submit(Transaction tx, Vote vote, Instant now) {
    update(tx, SUBMIT, Tuple.of(vote.estateId(), vote.id(), utc(now)));
  }

  private static final String ARCHIVE =
      """
      update vote set archived_at = $3 where estate_id = $1 and vote_id = $2 and archived_at is null
      """;

  static void archive(Transaction tx, Vote vote, Instant now) {
    update(tx, ARCHIVE, Tuple.of(vote.estateId(), vote.id(), utc(now)));
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
        row.getInteger("no"),
        Matter.of(row.getString("matter")).orElseThrow(),
        row.getString("question"),
        new Scope(row.getString("scope_building"), row.getString("scope_unit")),
        PolicyText.read(row.getString("policy")),
        row.getInteger("notice_days"),
        row.getOffsetDateTime("opens_at").toInstant(),
        row.getOffsetDateTime("closes_at").toInstant(),
        State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        row.getLong("drafted_by"),
        instant(row, "announced_at"),
        row.getString("electorate_hash"),
        row.getString("head_hash"),
        row.getInteger("lines"),
        row.getBoolean("dry_run"),
        row.getInteger("objection_days"),
        instant(row, "submitted_at"),
        instant(row, "counted_at"),
        row.getString("cancel_reason"));
  }

  private static Instant instant(Row row, String column) {
    var at = row.getOffsetDateTime(column);
    return at == null ? null : at.toInstant();
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
