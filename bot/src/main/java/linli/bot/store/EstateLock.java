package linli.bot.store;

import io.vertx.sqlclient.Tuple;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * One change at a time in one estate: held by a transaction until its end, on every node.
 *
 * <p>Take it before locking any row of the estate, else two transactions may wait for each other.
 */
public final class EstateLock {

  /** Tells these advisory locks from those of others; spells "LINL". */
  private static final int LOCK_CLASS = 0x4c494e4c;

  private EstateLock() {}

  public static void take(Transaction tx, String estateId) {
    takeAll(tx, Set.of(estateId));
  }

  private static final String TRY =
      """
      select estate
      from unnest($2::text[]) as estate
      where pg_try_advisory_xact_lock($1, hashtext(estate))
      """;

  /**
   * Takes those of them that are free, without waiting.
   *
   * @return the ones that were taken
   */
  public static Set<String> tryAll(Transaction tx, Collection<String> estateIds) {
    var rows =
        tx.preparedQuery(TRY)
            .execute(Tuple.of(LOCK_CLASS, (Object) estateIds.toArray(String[]::new)))
            .await();
    return StreamSupport.stream(rows.spliterator(), false)
        .map(row -> row.getString(0))
        .collect(Collectors.toSet());
  }

  private static final String TAKE =
      """
      select pg_advisory_xact_lock($1, hash)
      from (select distinct hashtext(estate) as hash
            from unnest($2::text[]) as estate
            order by hash) as ordered
      """;

  /** Takes all of them in the one order that everybody keeps, so nobody waits in a circle. */
  public static void takeAll(Transaction tx, Collection<String> estateIds) {
    tx.preparedQuery(TAKE)
        .execute(Tuple.of(LOCK_CLASS, (Object) estateIds.toArray(String[]::new)))
        .await();
  }
}
