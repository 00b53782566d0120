package linli.bot.estates;

import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import linli.bot.estates.Estate.Staff;
import linli.bot.store.Transaction;

/** SQL of who works for an estate: codes by which somebody begins, roles, and their end. */
public final class StaffBook {

  /** So long a code can be used. */
  public static final Duration CODE_LASTS = Duration.ofDays(7);

  private final Estates estates;
  private final Rights rights = Rights.load();

  public StaffBook(Estates estates) {
    this.estates = estates;
  }

  /** What somebody becomes. */
  public record Post(String estateId, String role, String party, String title, String name) {
    @Override
    public String toString() {
      return "Post[" + role + "]";
    }
  }

  private static final String ISSUE =
      """
      insert into staff_code (estate_id, code_sha256, role, party_id, title, name, issued_by,
                              issued_at, expires_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
      """;

  private static final String FORGET_OLD =
      """
      delete from staff_code where estate_id = $1 and expires_at <= $2
      """;

  /**
   * Makes a code; whoever sends it to the bot gets the post.
   *
   * @param by the person who made it, or null for the command line
   */
  public StaffCode issue(Transaction tx, Post post, Long by, Instant now) {
    var code = StaffCode.random();
    tx.write(FORGET_OLD, Tuple.of(post.estateId(), now.atOffset(ZoneOffset.UTC)));
    tx.preparedQuery(ISSUE)
        .execute(
            Tuple.tuple()
                .addValue(post.estateId())
                .addValue(code.sha256())
                .addValue(post.role())
                .addValue(post.party())
                .addValue(post.title())
                .addValue(post.name())
                .addValue(by)
                .addValue(now.atOffset(ZoneOffset.UTC))
                .addValue(now.plus(CODE_LASTS).atOffset(ZoneOffset.UTC)))
        .await();
    return code;
  }

  private static final String ESTATE_OF =
      """
      select estate_id from staff_code where code_sha256 = $1
      """;

  /** The estate that an unused code belongs to. */
  public Optional<String> estateOf(Transaction tx, StaffCode code) {
    for (var row : tx.preparedQuery(ESTATE_OF).execute(Tuple.of(code.sha256())).await()) {
      return Optional.of(row.getString("estate_id"));
    }
    return Optional.empty();
  }

  private static final String USE =
      """
      delete from staff_code
      where estate_id = $1 and code_sha256 = $2 and expires_at > $3
      returning role, party_id, title, name
      """;

  /** Uses it up and forgets it; empty when there is none, or it is old, or was used. */
  public Optional<Post> use(Transaction tx, String estateId, StaffCode code, Instant now) {
    var found =
        tx.preparedQuery(USE)
            .execute(Tuple.of(estateId, code.sha256(), now.atOffset(ZoneOffset.UTC)))
            .await();
    for (var row : found) {
      return Optional.of(
          new Post(
              estateId,
              row.getString("role"),
              row.getString("party_id"),
              row.getString("title"),
              row.getString("name")));
    }
    return Optional.empty();
  }

  private static final String PERSON_OF =
      """
      select person_id from account where channel = $1 and account_id = $2 and estate_id = $3
      """;

  /** Who bound an account by themselves is in the register without a name. */
  private static final String NAME =
      """
      update person set name = $3
      where estate_id = $1 and person_id = $2 and person_key like 'chat:%' and name = '住户'
      """;

  private static final String NEW_PERSON =
      """
      insert into person (estate_id, person_key, name)
      values ($1, 'staff:' || gen_random_uuid(), $2)
      returning person_id
      """;

  private static final String NEW_ACCOUNT =
      """
      insert into account (channel, account_id, estate_id, person_id) values ($1, $2, $3, $4)
      """;

  private static final String GIVE =
      """
      insert into staff_role (estate_id, person_id, role, party_id, title)
      values ($1, $2, $3, $4, $5)
      on conflict (estate_id, person_id, role) do update
      set party_id = excluded.party_id, title = excluded.title
      """;

  /** Gives the post to an account; one that this estate does not know becomes a new person. */
  public void give(Transaction tx, Post post, String channel, String accountId, Instant now) {
    var known =
        tx.preparedQuery(PERSON_OF)
            .execute(Tuple.of(channel, accountId, post.estateId()))
            .await()
            .iterator();
    var person =
        known.hasNext()
            ? known.next().getLong("person_id")
            : newPerson(tx, post, channel, accountId);
    tx.write(NAME, Tuple.of(post.estateId(), person, post.name()));
    tx.write(GIVE, Tuple.of(post.estateId(), person, post.role(), post.party(), post.title()));
    audit(tx, post.estateId(), person, post.role(), "begin", now);
    estates.changed(tx);
  }

  private static long newPerson(Transaction tx, Post post, String channel, String accountId) {
    var person =
        tx.preparedQuery(NEW_PERSON)
            .execute(Tuple.of(post.estateId(), post.name()))
            .await()
            .iterator()
            .next()
            .getLong("person_id");
    tx.write(NEW_ACCOUNT, Tuple.of(channel, accountId, post.estateId(), person));
    return person;
  }

  private static final String OTHER_AUTHORITY =
      """
      select from staff_role
      where estate_id = $1 and role = any($2) and (person_id, role) <> ($3, $4)
      limit 1
      """;

  /** Whether nobody could set up the estate without this one, as the transaction sees it. */
  public boolean isLastAuthority(Transaction tx, String estateId, Staff staff) {
    var values =
        Tuple.of(
            estateId, rights.authorities().toArray(String[]::new), staff.personId(), staff.role());
    return rights.isAuthority(staff.role())
        && tx.preparedQuery(OTHER_AUTHORITY).execute(values).await().size() == 0;
  }

  private static final String REMOVE_ROLE =
      """
      delete from staff_role where estate_id = $1 and person_id = $2 and role = $3
      """;

  private static final String OFF_DUTY =
      """
      delete from duty where estate_id = $1 and person_id = $2 and role = $3
      """;

  private static final String READS_NO_MORE =
      """
      update party p set channel = null, conversation = null
      where p.estate_id = $1
        and exists (select from account a
                    where a.estate_id = $1 and a.person_id = $2 and a.channel = p.channel
                      and 'private:' || a.account_id = p.conversation)
        and not exists (select from staff_role s
                        where s.estate_id = $1 and s.person_id = $2
                          and (s.party_id = p.party_id or p.party_id <> $3))
      """;

  private static final String REVOKE =
      """
      delete from staff_code where estate_id = $1 and issued_by = $2
      """;

  /**
   * Ends it; the person, their home and what they did stay. What their party has to do is not said
   * to them any more, and codes that they made and nobody used are void.
   *
   * @param by the person who ended it, or null for the command line
   */
  public void remove(Transaction tx, String estateId, Staff staff, Long by, Instant now) {
    tx.write(REMOVE_ROLE, Tuple.of(estateId, staff.personId(), staff.role()));
    tx.write(OFF_DUTY, Tuple.of(estateId, staff.personId(), staff.role()));
    tx.write(READS_NO_MORE, Tuple.of(estateId, staff.personId(), staff.party()));
    tx.write(REVOKE, Tuple.of(estateId, staff.personId()));
    audit(tx, estateId, by, staff.role(), "end", now);
    estates.changed(tx);
  }

  private static final String AUDIT =
      """
      insert into audit (estate_id, at, actor, role, fields, purpose)
      values ($1, $5, $2, $3, 'staff_role', $4)
      """;

  private static void audit(
      Transaction tx, String estateId, Long by, String role, String purpose, Instant now) {
    tx.write(AUDIT, Tuple.of(estateId, by, role, purpose, now.atOffset(ZoneOffset.UTC)));
  }
}
