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
      select distinct on (owned.owners, owned.developers) owned.household, owned.owner
      from (
        select own.household, own.owner,
               array(select o.owner from vote_owner o
                     where o.estate_id = own.estate_id and o.vote_id = own.vote_id
                       and o.household = own.household
                     order by o.owner) as owners,
               l.line::jsonb -> 'household' ? 'status' or exists (
                 select from vote_owner seller
                 join vote_log u using (estate_id, vote_id, household)
                 where seller.estate_id = own.estate_id and seller.vote_id = own.vote_id
                   and seller.person_id = own.person_id and u.kind = 'household'
                   and u.line::jsonb -> 'household' ->> 'status' = 'unsold') as developers
        from vote_owner own
        join vote_log l on l.estate_id = own.estate_id and l.vote_id = own.vote_id
          and l.household = own.household and l.kind = 'household'
        where own.estate_id = $1 and own.vote_id = $2 and own.person_id = $3) as owned
      order by owned.owners, owned.developers, owned.household
      """;

  /**
   * The person with one of his flats; with several where he owns some alone and some with others,
   * or as the developer: those are different voters, and his answer is for each of them.
   */
  static List<Elector> of(Transaction tx, Vote vote, long personId) {
    return all(tx, OF_PERSON, Tuple.of(vote.estateId(), vote.id(), personId));
  }

  private static final String UNDELIVERED =
      """
      select from vote_household h
      join vote_log l using (estate_id, vote_id, household)
      where h.estate_id = $1 and h.vote_id = $2 and h.building = $3 and h.unit = $4 and h.room = $5
        and l.kind = 'household' and l.line::jsonb -> 'household' ->> 'status' = 'undelivered'
      """;

  static boolean isUndelivered(
      Transaction tx, Vote vote, String building, String unit, String room) {
    var values = Tuple.of(vote.estateId(), vote.id(), building, unit, room);
    return tx.preparedQuery(UNDELIVERED).execute(values).await().size() > 0;
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

  /** Somebody who lives in a flat of the scope without owning it. */
  record Living(Elector elector, boolean tenant) {
    @Override
    public String toString() {
      return "Living[]";
    }
  }

  private static final String LIVING_THERE =
      """
      select h.household, r.relation = 'tenant' as tenant, known.resident
      from vote_household h
      join resident r using (estate_id, building, unit, room)
      left join vote_resident known
        on known.estate_id = h.estate_id and known.vote_id = h.vote_id
          and known.person_id = r.person_id
      where h.estate_id = $1 and h.vote_id = $2 and r.person_id = $3 and r.unbound_at is null
        and (r.relation <> 'owner' or r.verified_by = 'code')
        and (known.household is null or known.household = h.household)
      order by tenant, h.household
      limit 1
      """;

  private static final String GIVE_NUMBER =
      """
      insert into vote_resident (estate_id, vote_id, resident, household, person_id)
      select $1, $2, 't' || (count(*) + 1), $3, $4
      from vote_resident where estate_id = $1 and vote_id = $2
      returning resident
      """;

  /**
   * The person with the flat where he lives, under a number that he gets with his first answer. An
   * owner of whom nobody but himself says that he is one lives there like his family.
   */
  static Optional<Living> livingThere(Transaction tx, Vote vote, long personId) {
    var values = Tuple.of(vote.estateId(), vote.id(), personId);
    for (var row : tx.preparedQuery(LIVING_THERE).execute(values).await()) {
      var home = row.getString("household");
      var known = row.getString("resident");
      var number = known == null ? number(tx, vote, home, personId) : known;
      return Optional.of(new Living(new Elector(home, number), row.getBoolean("tenant")));
    }
    return Optional.empty();
  }

  private static String number(Transaction tx, Vote vote, String household, long personId) {
    return tx.preparedQuery(GIVE_NUMBER)
        .execute(Tuple.of(vote.estateId(), vote.id(), household, personId))
        .await()
        .iterator()
        .next()
        .getString(0);
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
      with voters as (
        select household, person_id,
               array_agg(owner) over (partition by household order by owner
                 rows between unbounded preceding and unbounded following) as owners
        from vote_owner
        where estate_id = $1 and vote_id = $2)
      select distinct v.person_id
      from voters v
      where not exists (
        select from voters same
        join vote_log l on l.household = same.household
        where same.owners = v.owners and l.estate_id = $1 and l.vote_id = $2
          and l.kind = 'ballot')
      order by v.person_id
      """;

  /** Owners of whose flats there is one for which nobody who owns it has cast anything. */
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
