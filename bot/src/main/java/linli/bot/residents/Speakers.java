package linli.bot.residents;

import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import linli.adapters.InboundEvent;
import linli.bot.estates.Estate;
import linli.bot.residents.Speaker.Home;

/** Finds out who speaks. */
public final class Speakers {

  private static final String FIND =
      """
      select a.person_id, r.building, r.unit, r.room, r.relation
      from account a
      left join resident r using (estate_id, person_id)
      where a.channel = $1 and a.account_id = $2 and a.estate_id = $3
      order by r.lives_here desc nulls last, r.building, r.unit, r.room
      """;

  /** The speaker in the eyes of this estate: a neighbour of another estate is a stranger here. */
  public Speaker find(SqlConnection tx, Estate estate, String channel, String accountId) {
    Long personId = null;
    var homes = new ArrayList<Home>();
    for (var row :
        tx.preparedQuery(FIND).execute(Tuple.of(channel, accountId, estate.id())).await()) {
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
        privateConversation(accountId));
  }

  private static final String ESTATE_OF =
      """
      select estate_id from account where channel = $1 and account_id = $2
      """;

  /** The estate of a bound account, or null. */
  public String estateOf(SqlConnection tx, String channel, InboundEvent.Sender sender) {
    for (var row : tx.preparedQuery(ESTATE_OF).execute(Tuple.of(channel, sender.id())).await()) {
      return row.getString("estate_id");
    }
    return null;
  }

  /** Where the bot speaks to an account alone ({@code private:<sender id>}). */
  public static String privateConversation(String accountId) {
    return "private:" + accountId;
  }
}
