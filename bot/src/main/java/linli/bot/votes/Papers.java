package linli.bot.votes;

import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import linli.bot.store.Transaction;
import linli.bot.votes.tally.Choice;

/** SQL of ballots on paper. */
final class Papers {

  private Papers() {}

  /** One that waits for its second person. */
  record Waiting(
      Electors.Elector elector,
      Choice choice,
      Instant signedAt,
      long enteredBy,
      Instant enteredAt) {
    @Override
    public String toString() {
      return "Waiting[]";
    }
  }

  private static final String INSERT =
      """
      insert into vote_paper (estate_id, vote_id, household, owner, choice, signed_at, photo,
                              entered_by, entered_at, batch_no)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
      returning paper_id
      """;

  static long insert(Transaction tx, NewPaper paper, Electors.Elector elector, Instant now) {
    var values =
        Tuple.tuple()
            .addValue(paper.estateId())
            .addValue(paper.voteId())
            .addValue(elector.household())
            .addValue(elector.owner())
            .addValue(paper.choice().code())
            .addValue(paper.signedAt().atOffset(ZoneOffset.UTC))
            .addValue(paper.photo())
            .addValue(paper.enteredBy())
            .addValue(now.atOffset(ZoneOffset.UTC))
            .addValue(paper.batchNo());
    return tx.preparedQuery(INSERT).execute(values).await().iterator().next().getLong(0);
  }

  private static final String NEXT_BATCH =
      """
      select coalesce(max(batch_no), 0) + 1 from vote_paper where estate_id = $1
      """;

  static int nextBatch(Transaction tx, String estateId) {
    return tx.preparedQuery(NEXT_BATCH)
        .execute(Tuple.of(estateId))
        .await()
        .iterator()
        .next()
        .getInteger(0);
  }

  private static final String BATCH =
      """
      select p.vote_id, p.paper_id, p.entered_by, h.building, h.unit, h.room, o.person_id
      from vote_paper p
      join vote_household h using (estate_id, vote_id, household)
      join vote_owner o using (estate_id, vote_id, household, owner)
      where p.estate_id = $1 and p.batch_no = $2 and p.confirmed_by is null
      order by p.paper_id
      """;

  static List<PaperBatch> batch(Transaction tx, String estateId, int batchNo) {
    var rows = tx.preparedQuery(BATCH).execute(Tuple.of(estateId, batchNo)).await();
    return StreamSupport.stream(rows.spliterator(), false)
        .map(
            row ->
                new PaperBatch(
                    row.getLong("vote_id"),
                    row.getLong("paper_id"),
                    row.getLong("entered_by"),
                    row.getString("building")
                        + "-"
                        + row.getString("unit")
                        + "-"
                        + row.getString("room"),
                    row.getLong("person_id")))
        .toList();
  }

  private static final String WAITING =
      """
      select household, owner, choice, signed_at, entered_by, entered_at from vote_paper
      where estate_id = $1 and vote_id = $2 and paper_id = $3 and confirmed_by is null
      for update
      """;

  static Optional<Waiting> waiting(Transaction tx, Vote vote, long paperId) {
    var values = Tuple.of(vote.estateId(), vote.id(), paperId);
    for (var row : tx.preparedQuery(WAITING).execute(values).await()) {
      return Optional.of(
          new Waiting(
              new Electors.Elector(row.getString("household"), row.getString("owner")),
              Choice.of(row.getString("choice")).orElseThrow(),
              row.getOffsetDateTime("signed_at").toInstant(),
              row.getLong("entered_by"),
              row.getOffsetDateTime("entered_at").toInstant()));
    }
    return Optional.empty();
  }

  private static final String CONFIRM =
      """
      update vote_paper set confirmed_by = $4, confirmed_at = $5
      where estate_id = $1 and vote_id = $2 and paper_id = $3
      """;

  static void confirm(Transaction tx, Vote vote, long paperId, long by, Instant now) {
    tx.write(
        CONFIRM, Tuple.of(vote.estateId(), vote.id(), paperId, by, now.atOffset(ZoneOffset.UTC)));
  }
}
