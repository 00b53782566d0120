package linli.bot.households;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.StreamSupport;
import linli.bot.estates.roster.Relation;
import linli.bot.residents.Speakers.Account;
import linli.bot.store.Transaction;

/** Who belongs to a household, and which accounts speak for it. */
public final class Residents {

  /** How the keys of people begin who came by themselves: nothing but their household is known. */
  private static final String CHAT = "chat:";

  /** How the keys of people begin whom staff registered at the door. */
  private static final String VISIT = "visit:";

  private static final String NAMELESS = "住户";

  /** What proves that somebody belongs to a household. */
  public enum Proof {
    STAFF,
    CODE,
    VISIT;

    String stored() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Somebody in the register of a household.
   *
   * @param name of who bound themselves: 住户
   * @param speaks whether an account of theirs is bound to it
   * @param isStaff whether they have a task in the estate, too
   */
  public record Registered(
      long personId, String name, Relation relation, boolean speaks, boolean isStaff) {
    @Override
    public String toString() {
      return "Registered[" + relation + "]";
    }
  }

  private static final String NAMES_IN =
      """
      select distinct name from person
      where estate_id = $1 and length(name) > 1 and strpos($2, name) > 0
      """;

  /** Names of people of the estate that a text holds. */
  public List<String> namesIn(Transaction tx, String estateId, String text) {
    var rows = tx.preparedQuery(NAMES_IN).execute(Tuple.of(estateId, text)).await();
    return StreamSupport.stream(rows.spliterator(), false)
        .map(row -> row.getString("name"))
        .toList();
  }

  private static final String EXISTS =
      """
      select from household where estate_id = $1 and building = $2 and unit = $3 and room = $4
      """;

  public boolean exists(Transaction tx, String estateId, Household home) {
    return tx.preparedQuery(EXISTS).execute(at(estateId, home)).await().size() > 0;
  }

  private static final String REGISTERED =
      """
      select r.person_id, p.name, r.relation,
             r.unbound_at is null and exists (
               select from account a
               where a.estate_id = r.estate_id and a.person_id = r.person_id) as speaks,
             exists (
               select from staff_role s
               where s.estate_id = r.estate_id and s.person_id = r.person_id) as is_staff
      from resident r
      join person p using (estate_id, person_id)
      where r.estate_id = $1 and r.building = $2 and r.unit = $3 and r.room = $4
        and (r.unbound_at is null or r.verified_by is null)
      order by r.person_id
      """;

  /** Everybody in the register of this household, always in the same order. */
  public List<Registered> of(Transaction tx, String estateId, Household home) {
    var rows = tx.preparedQuery(REGISTERED).execute(at(estateId, home)).await();
    return StreamSupport.stream(rows.spliterator(), false).map(Residents::registered).toList();
  }

  private static Registered registered(Row row) {
    return new Registered(
        row.getLong("person_id"),
        row.getString("name"),
        Relation.ofColumn(row.getString("relation")),
        row.getBoolean("speaks"),
        row.getBoolean("is_staff"));
  }

  /** Whether a name says who it is: of those who bound themselves none is known. */
  public static boolean isNamed(Registered registered) {
    return !registered.name().equals(NAMELESS);
  }

  // --- binding ----------------------------------------------------------------------------------

  private static final String OWNER_OF_ACCOUNT =
      """
      select a.estate_id, a.person_id,
             exists (select from resident r
                     where r.estate_id = a.estate_id and r.person_id = a.person_id
                       and r.unbound_at is null)
             or exists (select from staff_role s
                        where s.estate_id = a.estate_id and s.person_id = a.person_id) as in_use
      from account a
      where a.channel = $1 and a.account_id = $2
      """;

  /** Whose account it is in this estate; empty for a stranger. */
  public Optional<Long> personOf(Transaction tx, String estateId, Account account) {
    return row(tx, account)
        .filter(row -> row.getString("estate_id").equals(estateId))
        .map(row -> row.getLong("person_id"));
  }

  /** Whether the account has a home or a task in another estate: it can have one estate only. */
  public boolean isAtHomeElsewhere(Transaction tx, String estateId, Account account) {
    return row(tx, account)
        .filter(row -> !row.getString("estate_id").equals(estateId) && row.getBoolean("in_use"))
        .isPresent();
  }

  private static Optional<Row> row(Transaction tx, Account account) {
    var rows =
        tx.preparedQuery(OWNER_OF_ACCOUNT)
            .execute(Tuple.of(account.channel(), account.id()))
            .await();
    return StreamSupport.stream(rows.spliterator(), false).findFirst();
  }

  private static final String PUT_ACCOUNT =
      """
      insert into account (channel, account_id, estate_id, person_id) values ($1, $2, $3, $4)
      on conflict (channel, account_id) do update
      set estate_id = excluded.estate_id, person_id = excluded.person_id
      """;

  private static final String PUT_HOME =
      """
      insert into resident (estate_id, building, unit, room, person_id, relation,
                            verified_by, verified_at, confirmed_by)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
      on conflict (estate_id, person_id, building, unit, room) do update
      set unbound_at = null,
          relation = case when resident.verified_by is null then resident.relation
                          else excluded.relation end
      """;

  /**
   * Lets the account speak for the household. The account's own person has precedence over {@code
   * known}; with neither a new one is made. In the register an existing relation stays. Whose home
   * somebody knows gives them no task: staff get a further account by 上岗 only, here {@code known}
   * is passed over when it is one of them.
   *
   * @param known who of the register it is, or null
   * @param confirmedBy the member of staff, or null
   */
  public void bind(
      Transaction tx,
      String estateId,
      Account account,
      Long known,
      Household home,
      Relation relation,
      Proof proof,
      Long confirmedBy,
      Instant now) {
    var own = personOf(tx, estateId, account);
    var person =
        own.orElseGet(
            () ->
                known != null && !isStaff(tx, estateId, known)
                    ? known
                    : add(tx, estateId, CHAT + UUID.randomUUID(), NAMELESS));
    if (own.isEmpty()) {
      tx.preparedQuery(PUT_ACCOUNT)
          .execute(Tuple.of(account.channel(), account.id(), estateId, person))
          .await();
    }
    putHome(tx, estateId, person, home, relation, proof, confirmedBy, now);
  }

  private static final String IS_STAFF =
      """
      select from staff_role where estate_id = $1 and person_id = $2 limit 1
      """;

  private static boolean isStaff(Transaction tx, String estateId, long person) {
    return tx.preparedQuery(IS_STAFF).execute(Tuple.of(estateId, person)).await().size() > 0;
  }

  private static void putHome(
      Transaction tx,
      String estateId,
      long person,
      Household home,
      Relation relation,
      Proof proof,
      Long confirmedBy,
      Instant now) {
    tx.preparedQuery(PUT_HOME)
        .execute(
            at(estateId, home)
                .addValue(person)
                .addValue(relation.column())
                .addValue(proof.stored())
                .addValue(now.atOffset(ZoneOffset.UTC))
                .addValue(confirmedBy))
        .await();
  }

  private static final String ADD_PERSON =
      """
      insert into person (estate_id, person_key, name) values ($1, $2, $3) returning person_id
      """;

  private static long add(Transaction tx, String estateId, String key, String name) {
    return tx.preparedQuery(ADD_PERSON)
        .execute(Tuple.of(estateId, key, name))
        .await()
        .iterator()
        .next()
        .getLong("person_id");
  }

  // --- at the door ------------------------------------------------------------------------------

  private static final String KNOWN =
      """
      select p.person_id from person p
      where p.estate_id = $1 and p.name = $5
        and not exists (select from staff_role s
                        where s.estate_id = p.estate_id and s.person_id = p.person_id)
        and (p.phone = $6
          or exists (select from resident r
                     where r.estate_id = p.estate_id and r.person_id = p.person_id
                       and r.building = $2 and r.unit = $3 and r.room = $4
                       and ($6::text is null or p.phone is null)))
      order by p.phone is null, p.person_id limit 1
      """;

  private static final String SET_PHONE =
      """
      update person set phone = $3 where estate_id = $1 and person_id = $2 and phone is null
      """;

  /**
   * Takes somebody whom staff met at home into the register: one name with one phone is one person,
   * and so is one name in one flat. Never is it one of staff: the code goes to who is at the door.
   *
   * @param phone 11 digits, or null
   */
  public long register(
      Transaction tx,
      String estateId,
      Household home,
      String name,
      Relation relation,
      String phone,
      long by,
      Instant now) {
    var known =
        tx.preparedQuery(KNOWN).execute(at(estateId, home).addValue(name).addValue(phone)).await();
    var person =
        known.size() > 0
            ? known.iterator().next().getLong("person_id")
            : add(tx, estateId, VISIT + UUID.randomUUID(), name);
    if (phone != null) {
      tx.preparedQuery(SET_PHONE).execute(Tuple.of(estateId, person, phone)).await();
    }
    putHome(tx, estateId, person, home, relation, Proof.VISIT, by, now);
    return person;
  }

  private static final String CONSENT =
      """
      insert into consent (estate_id, purpose, building, unit, room, person_id, noted_by, at)
      values ($1, 'register', $2, $3, $4, $5, $6, $7)
      """;

  /** Notes that the person agreed to stand in the register, as the helper says. */
  public void consented(
      Transaction tx, String estateId, Household home, long person, long by, Instant now) {
    tx.write(
        CONSENT,
        at(estateId, home).addValue(person).addValue(by).addValue(now.atOffset(ZoneOffset.UTC)));
  }

  // --- unbinding --------------------------------------------------------------------------------

  private static final String UNBIND =
      """
      update resident set unbound_at = $6, lives_here = lives_here and not $7
      where estate_id = $1 and building = $2 and unit = $3 and room = $4 and person_id = $5
        and unbound_at is null
      """;

  private static final String FORGET =
      """
      delete from resident
      where estate_id = $1 and building = $2 and unit = $3 and room = $4 and person_id = $5
        and verified_by is not null
      """;

  /**
   * The person speaks for this household no more. What the roster says of them stays, what they
   * said themselves is forgotten.
   *
   * @param movedOut whether staff say that they no longer live there
   * @return false when they did not speak for it
   */
  public boolean unbind(
      Transaction tx, String estateId, long person, Household home, boolean movedOut, Instant now) {
    var unbound =
        tx.preparedQuery(UNBIND)
            .execute(
                at(estateId, home)
                    .addValue(person)
                    .addValue(now.atOffset(ZoneOffset.UTC))
                    .addValue(movedOut))
            .await()
            .rowCount();
    tx.preparedQuery(FORGET).execute(at(estateId, home).addValue(person)).await();
    return unbound > 0;
  }

  private static final String SPEAKS =
      """
      select from resident where estate_id = $1 and person_id = $2 and unbound_at is null limit 1
      """;

  /** Whether the person belongs to any household still. */
  public boolean speaks(Transaction tx, String estateId, long person) {
    return tx.preparedQuery(SPEAKS).execute(Tuple.of(estateId, person)).await().size() > 0;
  }

  private static final String SPEAKS_FOR =
      """
      select from resident
      where estate_id = $1 and building = $2 and unit = $3 and room = $4 and person_id = $5
        and unbound_at is null
      """;

  /** Whether the person belongs to this household. */
  public boolean speaks(Transaction tx, String estateId, long person, Household home) {
    var rows = tx.preparedQuery(SPEAKS_FOR).execute(at(estateId, home).addValue(person)).await();
    return rows.size() > 0;
  }

  private static final String ACCOUNTS =
      """
      select channel, account_id from account where estate_id = $1 and person_id = $2
      order by channel, account_id
      """;

  /** All accounts of a person. */
  public List<Account> accounts(Transaction tx, String estateId, long person) {
    var rows = tx.preparedQuery(ACCOUNTS).execute(Tuple.of(estateId, person)).await();
    return StreamSupport.stream(rows.spliterator(), false)
        .map(row -> new Account(row.getString("channel"), row.getString("account_id")))
        .toList();
  }

  private static final String WITHOUT_ACCOUNT =
      """
      select count(*) from unnest($2::bigint[]) as asked (person_id)
      where not exists (
        select from account a where a.estate_id = $1 and a.person_id = asked.person_id)
      """;

  /** How many of these people have no account. */
  public int withoutAccount(Transaction tx, String estateId, Set<Long> people) {
    return tx.preparedQuery(WITHOUT_ACCOUNT)
        .execute(Tuple.of(estateId, (Object) people.toArray(Long[]::new)))
        .await()
        .iterator()
        .next()
        .getInteger(0);
  }

  private static Tuple at(String estateId, Household home) {
    return Tuple.of(estateId, home.building(), home.unit(), home.room());
  }
}
