package linli.bot.residents;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import linli.bot.estates.Estate;
import linli.bot.inbox.ReceivedEvent;
import linli.bot.residents.Speaker.Home;
import linli.bot.store.Memory;
import linli.bot.store.Transaction;

/** Finds out who speaks. */
public final class Speakers {

  /**
   * Who has an account, wherever they live.
   *
   * @param estateId null of a stranger, as is {@code personId}
   */
  private record Known(String estateId, Long personId, List<Home> homes, boolean readsLarge) {}

  private static final Memory<Account, Known> KNOWN =
      new Memory<>("account", "resident", "large_text");

  private static final String FIND =
      """
      select asked.channel, asked.account_id, known.*, large.since is not null as reads_large
      from unnest($1::text[], $2::text[]) as asked (channel, account_id)
      left join lateral (
        select a.estate_id, a.person_id, r.building, r.unit, r.room, r.relation, r.lives_here
        from account a
        left join resident r
          on r.estate_id = a.estate_id and r.person_id = a.person_id and r.unbound_at is null
        where a.channel = asked.channel and a.account_id = asked.account_id
        limit 100) as known on true
      left join lateral (
        select since from large_text as l
        where l.channel = asked.channel and l.account_id = asked.account_id
        limit 1) as large on true
      order by lives_here desc nulls last, building, unit, room
      """;

  /** Looks up together who will be {@linkplain #find asked for} in this transaction. */
  public void prepare(Transaction tx, Set<Account> wanted) {
    var accounts =
        wanted.stream()
            .filter(account -> tx.recall(KNOWN, account).isEmpty())
            .collect(Collectors.toSet());
    if (accounts.isEmpty()) {
      return;
    }
    var found = new HashMap<Account, Known>();
    for (var row : tx.preparedQuery(FIND).execute(asked(accounts)).await()) {
      var account = new Account(row.getString("channel"), row.getString("account_id"));
      var known =
          found.computeIfAbsent(
              account,
              x ->
                  new Known(
                      row.getString("estate_id"),
                      row.getLong("person_id"),
                      new ArrayList<>(),
                      row.getBoolean("reads_large")));
      if (row.getString("building") != null) {
        known.homes().add(home(row));
      }
    }
    for (var account : accounts) {
      tx.remember(KNOWN, account, found.get(account));
    }
  }

  private static Home home(Row row) {
    return new Home(
        row.getString("building"),
        row.getString("unit"),
        row.getString("room"),
        row.getString("relation"));
  }

  /** The speaker in the eyes of this estate: a neighbour of another estate is a stranger here. */
  public Speaker find(Transaction tx, Estate estate, String channel, String accountId) {
    var known = known(tx, new Account(channel, accountId));
    var isHere = estate.id().equals(known.estateId());
    var personId = isHere ? known.personId() : null;
    return new Speaker(
        channel,
        accountId,
        personId,
        isHere ? known.homes() : List.of(),
        estate.rolesOf(personId),
        privateConversation(accountId),
        isHere ? null : known.estateId(),
        known.readsLarge());
  }

  /** Whether the account wants large text (大字). */
  public boolean readsLarge(Transaction tx, Account account) {
    return known(tx, account).readsLarge();
  }

  private Known known(Transaction tx, Account account) {
    if (tx.recall(KNOWN, account).isEmpty()) {
      prepare(tx, Set.of(account));
    }
    return tx.recall(KNOWN, account).orElseThrow();
  }

  /** An account of a platform. */
  public record Account(String channel, String id) {

    public static Account of(ReceivedEvent received) {
      return new Account(received.channel(), received.event().sender().id());
    }

    @Override
    public String toString() {
      return "Account[]";
    }
  }

  private static final String ACCOUNTS =
      """
      select other.channel, other.account_id
      from account mine
      join account other using (estate_id, person_id)
      where mine.channel = $1 and mine.account_id = $2 and mine.estate_id = $3
      order by other.channel, other.account_id
      """;

  /** All accounts of the person who has this one, itself among them; none of a stranger. */
  public List<Account> accountsOf(Transaction tx, String estateId, Account one) {
    var found = new ArrayList<Account>();
    var asked = Tuple.of(one.channel(), one.id(), estateId);
    for (var row : tx.preparedQuery(ACCOUNTS).execute(asked).await()) {
      found.add(new Account(row.getString(0), row.getString(1)));
    }
    return found;
  }

  private static final String ESTATES_OF =
      """
      select channel, account_id, estate_id
      from unnest($1::text[], $2::text[]) as asked (channel, account_id)
      join account using (channel, account_id)
      """;

  /** The estates of those accounts that are bound. */
  public Map<Account, String> estatesOf(Transaction tx, Set<Account> accounts) {
    if (accounts.isEmpty()) {
      return Map.of();
    }
    var found = new HashMap<Account, String>();
    for (var row : tx.preparedQuery(ESTATES_OF).execute(asked(accounts)).await()) {
      found.put(new Account(row.getString(0), row.getString(1)), row.getString(2));
    }
    return found;
  }

  private static Tuple asked(Set<Account> accounts) {
    return Tuple.tuple()
        .addArrayOfString(accounts.stream().map(Account::channel).toArray(String[]::new))
        .addArrayOfString(accounts.stream().map(Account::id).toArray(String[]::new));
  }

  /** Where the bot speaks to an account alone ({@code private:<sender id>}). */
  public static String privateConversation(String accountId) {
    return "private:" + accountId;
  }
}
