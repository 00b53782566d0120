package linli.bot.votes;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import linli.bot.store.Transaction;

/** Who votes, as it was when the vote was announced. */
final class Electors {

  private Electors() {}

  /** An owner of a flat, under the pseudonyms of the log. */
  record Elector(String household, String owner) {
    private static Elector read(Row row) {
      return new Elector(row.getString("household"), row.getString("owner"));
    }

    @Override
    public String toString() {
      return "Elector[]";
    }
  }

  private static final String OF_PERSON =
      """
      select household, owner from vote_owner
      where estate_id = $1 and vote_id = $2 and person_id = $3
      order by household
      limit 1
      """;

  /** The person with one of his flats: an answer covers all of them. */
  static Optional<Elector> find(Transaction tx, Vote vote, long personId) {
    return all(tx, OF_PERSON, Tuple.of(vote.estateId(), vote.id(), personId)).stream().findFirst();
  }

  private static final String OF_FLAT =
      """
      select o.household, o.owner
      from vote_owner o
      join vote_household h using (estate_id, vote_id, household)
      where estate_id = $1 and vote_id = $2 and h.building = $3 and h.unit = $4 and h.room = $5
        and ($6::bigint is null or o.person_id = $6)
      """;

  /** The owners of a flat, or the one of them who signed. */
  static List<Elector> ofFlat(Transaction tx, Vote vote, NewPaper paper) {
    return all(
        tx,
        OF_FLAT,
        Tuple.of(
            vote.estateId(),
            vote.id(),
            paper.building(),
            paper.unit(),
            paper.room(),
            paper.signedBy()));
  }

  private static List<Elector> all(Transaction tx, String sql, Tuple values) {
    var rows = tx.preparedQuery(sql).execute(values).await();
    return StreamSupport.stream(rows.spliterator(), false).map(Elector::read).toList();
  }
}
