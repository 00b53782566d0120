package linli.bot.votes;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import linli.bot.store.Transaction;
import linli.bot.votes.recount.LogLines;

/** Who speaks for a flat that several people own (推举代表): named by one, agreed to by all. */
public final class Representatives {

  /** One of those who own a flat together, with his pseudonym in the log. */
  public record CoOwner(String owner, long personId, String name) {
    @Override
    public String toString() {
      return "CoOwner[]";
    }
  }

  /** The flats of a vote that the same people own together. */
  public record Shared(List<String> households, List<CoOwner> owners) {
    @Override
    public String toString() {
      return "Shared[]";
    }
  }

  /** Somebody who was named, and to whom not all have agreed. */
  public record Naming(String estateId, int no, long voteId, String household, String owner) {
    @Override
    public String toString() {
      return "Naming[" + no + "]";
    }
  }

  private static final String WITH_OTHERS =
      """
      select o.household, o.owner, o.person_id, p.name
      from vote_owner own
      join vote_owner o using (estate_id, vote_id, household)
      join person p on p.estate_id = o.estate_id and p.person_id = o.person_id
      where own.estate_id = $1 and own.vote_id = $2 and own.person_id = $3
      order by o.household, o.owner
      """;

  /** What the person owns together with others; flats of the same people stand together. */
  public List<Shared> of(Transaction tx, Vote vote, long personId) {
    var owners = new LinkedHashMap<String, List<CoOwner>>();
    var rows =
        tx.preparedQuery(WITH_OTHERS)
            .execute(Tuple.of(vote.estateId(), vote.id(), personId))
            .await();
    for (var row : rows) {
      owners
          .computeIfAbsent(row.getString("household"), x -> new ArrayList<>())
          .add(
              new CoOwner(row.getString("owner"), row.getLong("person_id"), row.getString("name")));
    }
    var shared = new LinkedHashMap<List<CoOwner>, List<String>>();
    owners.forEach(
        (household, people) -> {
          if (people.size() > 1) {
            shared.computeIfAbsent(people, x -> new ArrayList<>()).add(household);
          }
        });
    return shared.entrySet().stream()
        .map(entry -> new Shared(List.copyOf(entry.getValue()), entry.getKey()))
        .toList();
  }

  private static final String END =
      """
      update vote_naming set ended_at = $4
      where estate_id = $1 and vote_id = $2 and household = $3 and ended_at is null
      """;

  private static final String ASK =
      """
      insert into vote_naming (estate_id, naming_no, vote_id, household, owner, asked_by, asked_at)
      values ($1, (select coalesce(max(naming_no), 0) + 1 from vote_naming where estate_id = $1),
              $2, $3, $4, $5, $6)
      returning estate_id, naming_no, vote_id, household, owner
      """;

  /** One of them names one of them, instead of whom they named before; he himself has agreed. */
  public Naming ask(Transaction tx, Vote vote, Shared flats, long by, CoOwner named, Instant now) {
    var household = flats.households().getFirst();
    tx.preparedQuery(END)
        .execute(Tuple.of(vote.estateId(), vote.id(), household, utc(now)))
        .await();
    var values =
        Tuple.of(vote.estateId(), vote.id(), household, named.owner(), by).addValue(utc(now));
    var naming = read(tx.preparedQuery(ASK).execute(values).await().iterator().next());
    consent(tx, naming, by);
    return naming;
  }

  private static final String FIND =
      """
      select estate_id, naming_no, vote_id, household, owner from vote_naming
      where estate_id = $1 and naming_no = $2 and agreed_at is null and ended_at is null
      """;

  /** What still waits for somebody. */
  public Optional<Naming> find(Transaction tx, String estateId, int no) {
    var rows = tx.preparedQuery(FIND).execute(Tuple.of(estateId, no)).await();
    return StreamSupport.stream(rows.spliterator(), false).map(Representatives::read).findFirst();
  }

  /** Somebody does not want it. */
  public void refuse(Transaction tx, Naming naming, Instant now) {
    tx.preparedQuery(END)
        .execute(Tuple.of(naming.estateId(), naming.voteId(), naming.household(), utc(now)))
        .await();
  }

  private static final String CONSENT =
      """
      insert into vote_naming_consent (estate_id, naming_no, person_id) values ($1, $2, $3)
      on conflict do nothing
      """;

  private static void consent(Transaction tx, Naming naming, long person) {
    tx.preparedQuery(CONSENT).execute(Tuple.of(naming.estateId(), naming.no(), person)).await();
  }

  private static final String MISSING =
      """
      select from vote_owner o
      where o.estate_id = $1 and o.vote_id = $2 and o.household = $3
        and not exists (
          select from vote_naming_consent c
          where c.estate_id = o.estate_id and c.naming_no = $4 and c.person_id = o.person_id)
      """;

  private static final String AGREED =
      """
      update vote_naming set agreed_at = $3 where estate_id = $1 and naming_no = $2
      """;

  /**
   * Another co-owner agrees.
   *
   * @return whether all have: then it stands in the log, for each of their flats
   */
  public boolean agree(
      Transaction tx, Vote vote, Naming naming, Shared flats, long person, Instant now) {
    consent(tx, naming, person);
    var missing =
        tx.preparedQuery(MISSING)
            .execute(Tuple.of(naming.estateId(), naming.voteId(), naming.household(), naming.no()))
            .await();
    if (missing.size() > 0) {
      return false;
    }
    tx.write(AGREED, Tuple.of(naming.estateId(), naming.no(), utc(now)));
    var locked = VoteRepository.lock(tx, vote.estateId(), vote.id()).orElseThrow();
    var lines =
        flats.households().stream()
            .map(
                household ->
                    new VoteLog.Entry(
                        "representative",
                        household,
                        null,
                        LogLines.representative(household, naming.owner(), now)))
            .toList();
    var head = VoteLog.append(tx, locked, VoteLog.Head.of(locked), lines, now);
    VoteRepository.moveHead(tx, locked, head);
    return true;
  }

  private static final String SPEAKS =
      """
      select o.person_id
      from vote_owner own
      join vote_naming n using (estate_id, vote_id, household)
      join vote_owner o
        on o.estate_id = n.estate_id and o.vote_id = n.vote_id and o.household = n.household
          and o.owner = n.owner
      where own.estate_id = $1 and own.vote_id = $2 and own.person_id = $3
        and n.agreed_at is not null
      order by n.agreed_at desc
      limit 1
      """;

  /** Whether the person's co-owners and he have named another one of them. */
  public boolean isAnother(Transaction tx, Vote vote, long person) {
    var rows =
        tx.preparedQuery(SPEAKS).execute(Tuple.of(vote.estateId(), vote.id(), person)).await();
    return StreamSupport.stream(rows.spliterator(), false)
        .anyMatch(row -> row.getLong(0) != person);
  }

  private static Naming read(Row row) {
    return new Naming(
        row.getString("estate_id"),
        row.getInteger("naming_no"),
        row.getLong("vote_id"),
        row.getString("household"),
        row.getString("owner"));
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
