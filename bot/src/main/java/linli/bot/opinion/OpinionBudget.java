package linli.bot.opinion;

import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import linli.bot.store.Transaction;

/** How many messages of an estate may be passed on in a day, over all nodes. */
public final class OpinionBudget {

  private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

  private final int perEstateAndDay;

  public OpinionBudget(int perEstateAndDay) {
    this.perEstateAndDay = perEstateAndDay;
  }

  private static final String TAKE =
      """
      insert into opinion_budget (estate_id, day, asked) values ($1, $2, 1)
      on conflict (estate_id, day) do update set asked = opinion_budget.asked + 1
        where opinion_budget.asked < $3
      returning asked
      """;

  private static final String FORGET =
      """
      delete from opinion_budget where estate_id = $1 and day < $2
      """;

  /**
   * Takes one of the day's.
   *
   * @return false when there is none left
   */
  public boolean take(Transaction tx, String estateId, Instant now) {
    var day = LocalDate.ofInstant(now, CHINA);
    var taken =
        tx.preparedQuery(TAKE).execute(Tuple.of(estateId, day, perEstateAndDay)).await().iterator();
    if (!taken.hasNext()) {
      return false;
    }
    if (taken.next().getInteger("asked") == 1) {
      tx.write(FORGET, Tuple.of(estateId, day));
    }
    return true;
  }
}
