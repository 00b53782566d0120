package linli.bot.residents;

import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import linli.bot.estates.Estate;
import linli.bot.inbox.ReceivedEvent;
import linli.bot.residents.Speaker.Home;
import linli.bot.store.Transaction;

/** Finds out who speaks. */
public final class Speakers {

  private static final String FIND =
      """
      select a.estate_id, a.person_id, r.building, r.unit, r.room, r.relation
      from account a
      left join resident r
        on r.estate_id = a.estate_id and r.person_id = a.person_id and r.unbound_at is null
      where a.channel = $1 and a.account_id = $2
      order by r.lives_here desc nulls last, r.building, r.unit, r.room
      """;

  /** The speaker in the eyes of this estate: a neighbour of another estate is a stranger here. */
  public Speaker find(Transaction tx, Estate estate, String channel, String accountId) {
    Long personId = null;
    String elsewhere = null;
    var homes = new ArrayList<Home>();
    for (var row : tx.preparedQuery(FIND).execute(Tuple.of(channel, accountId)).await()) {
      if (!row.getString("estate_id").equals(estate.id())) {
        elsewhere = row.getString("estate_id");
        break;
      }
      personId = row.getLong("person_id");
      if (row.getString("building") != null) {
        homes.add(
            new Home(
                row.getString("building"),
                row.getString("unit"),
                row.getString("room"),
                row.getString("relation")));
      }
    }
    return new Speaker(
        channel,
        accountId,
        personId,
        homes,
        estate.rolesOf(personId),
        privateConversation(accountId),
        elsewhere);
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
    var asked =
        Tuple.tuple()
            .addArrayOfString(accounts.stream().map(Account::channel).toArray(String[]::new))
            .addArrayOfString(accounts.stream().map(Account::id).toArray(String[]::new));
    var found = new HashMap<Account, String>();
    for (var row : tx.preparedQuery(ESTATES_OF).execute(asked).await()) {
      found.put(new Account(row.getString(0), row.getString(1)), row.getString(2));
    }
    return found;
  }

  /** Where the bot speaks to an account alone ({@code private:<sender id>}). */
  public static String privateConversation(String accountId) {
    return "private:" + accountId;
  }
}
