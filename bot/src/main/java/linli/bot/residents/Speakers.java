package linli.bot.residents;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import linli.bot.estates.Estate;
import linli.bot.inbox.ReceivedEvent;
import linli.bot.residents.Speaker.Home;
import linli.bot.store.Memory;
import linli.bot.store.Transaction;

/** Finds out who speaks. */
public final class Speakers {

  /** Who has an account, wherever they live. */
  private record Known(String estateId, long personId, List<Home> homes) {}

  private static final Memory<Account, Optional<Known>> KNOWN = new Memory<>("account", "resident");

  private static final String FIND =
      """
      select known.*
      from unnest($1::text[], $2::text[]) as asked (channel, account_id)
      cross join lateral (
        select a.channel, a.account_id, a.estate_id, a.person_id,
               r.building, r.unit, r.room, r.relation, r.lives_here
        from account a
        left join resident r
          on r.estate_id = a.estate_id and r.person_id = a.person_id and r.unbound_at is null
        where a.channel = asked.channel and a.account_id = asked.account_id
        limit 100) as known
      order by lives_here desc nulls last, building, unit, room
      """;

  /** Looks up together who will be {@linkplain #find asked for} in this transaction. */
  public void prepare(Transaction tx, Set<Account> accounts) {
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
                      row.getString("estate_id"), row.getLong("person_id"), new ArrayList<>()));
      if (row.getString("building") != null) {
        known.homes().add(home(row));
      }
    }
    for (var account : accounts) {
      tx.remember(KNOWN, account, Optional.ofNullable(found.get(account)));
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
    var account = new Account(channel, accountId);
    if (tx.recall(KNOWN, account).isEmpty()) {
      prepare(tx, Set.of(account));
    }
    var known = tx.recall(KNOWN, account).orElseThrow();
    var here = known.filter(one -> one.estateId().equals(estate.id()));
    var personId = here.map(Known::personId).orElse(null);
    return new Speaker(
        channel,
        accountId,
        personId,
        here.map(Known::homes).orElse(List.of()),
        estate.rolesOf(personId),
        privateConversation(accountId),
        here.isPresent() ? null : known.map(Known::estateId).orElse(null));
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
