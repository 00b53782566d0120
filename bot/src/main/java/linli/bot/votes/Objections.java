package linli.bot.votes;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import linli.bot.store.Transaction;

/** SQL of objections (异议) to a roll or a result, and of opinions that are not counted. */
public final class Objections {

  private Objections() {}

  /**
   * @param words personal
   */
  public record Objection(int no, long voteId, long personId, String words, boolean answered) {
    @Override
    public String toString() {
      return "Objection[" + no + "]";
    }
  }

  private static final String INSERT =
      """
      insert into vote_objection (estate_id, objection_no, vote_id, person_id, words, at)
      values ($1, (select coalesce(max(objection_no), 0) + 1 from vote_objection
                   where estate_id = $1), $2, $3, $4, $5)
      returning *
      """;

  static Objection insert(Transaction tx, Vote vote, long personId, String words, Instant now) {
    return all(
            tx,
            INSERT,
            Tuple.of(vote.estateId(), vote.id(), personId, words, now.atOffset(ZoneOffset.UTC)))
        .getFirst();
  }

  private static final String BY_NO =
      """
      select * from vote_objection where estate_id = $1 and objection_no = $2
      """;

  static Optional<Objection> find(Transaction tx, String estateId, int no) {
    return all(tx, BY_NO, Tuple.of(estateId, no)).stream().findFirst();
  }

  private static final String ANSWER =
      """
      update vote_objection set answer = $3, answered_by = $4, answered_at = $5
      where estate_id = $1 and objection_no = $2 and answer is null
      """;

  static void answer(
      Transaction tx, String estateId, Objection to, String answer, long by, Instant now) {
    tx.write(ANSWER, Tuple.of(estateId, to.no(), answer, by, now.atOffset(ZoneOffset.UTC)));
  }

  private static final String OPEN =
      """
      select * from vote_objection where estate_id = $1 and vote_id = $2 and answer is null
      """;

  /** How many nobody has answered. */
  static int open(Transaction tx, Vote vote) {
    return all(tx, OPEN, Tuple.of(vote.estateId(), vote.id())).size();
  }

  private static final String OPINION =
      """
      insert into vote_opinion (estate_id, vote_id, person_id, words, at)
      values ($1, $2, $3, $4, $5)
      """;

  /**
   * @param masked what is published beside the result
   */
  static void opinion(Transaction tx, Vote vote, long personId, String masked, Instant now) {
    tx.write(
        OPINION,
        Tuple.of(vote.estateId(), vote.id(), personId, masked, now.atOffset(ZoneOffset.UTC)));
  }

  private static final String OPINIONS =
      """
      select words from vote_opinion where estate_id = $1 and vote_id = $2 order by opinion_no
      """;

  /** Without who said them. */
  public static List<String> opinions(Transaction tx, Vote vote) {
    var rows = tx.preparedQuery(OPINIONS).execute(Tuple.of(vote.estateId(), vote.id())).await();
    return StreamSupport.stream(rows.spliterator(), false).map(row -> row.getString(0)).toList();
  }

  private static List<Objection> all(Transaction tx, String sql, Tuple values) {
    var rows = tx.preparedQuery(sql).execute(values).await();
    return StreamSupport.stream(rows.spliterator(), false).map(Objections::read).toList();
  }

  private static Objection read(Row row) {
    return new Objection(
        row.getInteger("objection_no"),
        row.getLong("vote_id"),
        row.getLong("person_id"),
        row.getString("words"),
        row.getString("answer") != null);
  }
}
