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

  private static final String LIVING_THERE =
      """
      select h.household
      from vote_household h
      join resident r using (estate_id, building, unit, room)
      where h.estate_id = $1 and h.vote_id = $2 and r.person_id = $3 and r.unbound_at is null
        and r.relation = $4
      order by h.household
      limit 1
      """;

  /** The pseudonym of a flat in the scope where the person lives without owning it. */
  static Optional<String> livingThere(Transaction tx, Vote vote, long personId, String relation) {
    var values = Tuple.of(vote.estateId(), vote.id(), personId, relation);
    var rows = tx.preparedQuery(LIVING_THERE).execute(values).await();
    return StreamSupport.stream(rows.spliterator(), false).map(row -> row.getString(0)).findFirst();
  }

  private static final String FLATS =
      """
      select distinct h.building, h.unit, h.room,
             (l.line::jsonb -> 'household' ->> 'areaCentiM2')::bigint as area
      from vote_owner o
      join vote_household h using (estate_id, vote_id, household)
      join vote_log l on l.estate_id = h.estate_id and l.vote_id = h.vote_id
        and l.household = h.household and l.kind = 'household'
      where o.estate_id = $1 and o.vote_id = $2 and o.person_id = $3
      order by h.building, h.unit, h.room
      """;

  /** An owner's flats in the scope, as they were announced. */
  static List<OwnFlat> flats(Transaction tx, Vote vote, long personId) {
    var rows =
        tx.preparedQuery(FLATS).execute(Tuple.of(vote.estateId(), vote.id(), personId)).await();
    return StreamSupport.stream(rows.spliterator(), false)
        .map(
            row ->
                new OwnFlat(
                    row.getString("building"),
                    row.getString("unit"),
                    row.getString("room"),
                    row.getLong("area")))
        .toList();
  }

  private static final String SILENT =
      """
      select distinct o.person_id
      from vote_owner o
      where o.estate_id = $1 and o.vote_id = $2 and not exists (
        select from vote_owner own
        join vote_log l using (estate_id, vote_id, household)
        where own.estate_id = $1 and own.vote_id = $2 and own.person_id = o.person_id
          and l.kind = 'ballot')
      order by o.person_id
      """;

  /** Owners for none of whose flats anything was cast. */
  static List<Long> silent(Transaction tx, Vote vote) {
    return people(tx, SILENT, Tuple.of(vote.estateId(), vote.id()));
  }

  private static final String CO_OWNERS =
      """
      select distinct other.person_id
      from vote_owner own
      join vote_owner other using (estate_id, vote_id, household)
      where own.estate_id = $1 and own.vote_id = $2 and own.person_id = $3
        and other.person_id <> $3
      order by other.person_id
      """;

  /** Who owns one of the person's flats with him. */
  static List<Long> coOwners(Transaction tx, Vote vote, long personId) {
    return people(tx, CO_OWNERS, Tuple.of(vote.estateId(), vote.id(), personId));
  }

  private static List<Long> people(Transaction tx, String sql, Tuple values) {
    var rows = tx.preparedQuery(sql).execute(values).await();
    return StreamSupport.stream(rows.spliterator(), false).map(row -> row.getLong(0)).toList();
  }

  private static List<Elector> all(Transaction tx, String sql, Tuple values) {
    var rows = tx.preparedQuery(sql).execute(values).await();
    return StreamSupport.stream(rows.spliterator(), false).map(Elector::read).toList();
  }
}
