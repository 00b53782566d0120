package linli.bot.store;

import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
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

  private static final String WAIT_AT_MOST = "select set_config('lock_timeout', $1, true)";

  /** Of PostgreSQL: {@code lock_not_available}, appendix A of its manual. */
  private static final String TIMED_OUT = "55P03";

  /**
   * Takes it, in its turn, if that comes soon.
   *
   * @return false: somebody else still holds it
   */
  public static boolean takeWithin(Transaction tx, String estateId, Duration wait) {
    if (!tryAll(tx, Set.of(estateId)).isEmpty()) {
      return true;
    }
    var failure =
        Savepoint.attempt(
            tx,
            () -> {
              limit(tx, wait);
              take(tx, estateId);
              limit(tx, Duration.ZERO);
            });
    if (failure.isEmpty()) {
      return true;
    }
    if (failure.get() instanceof PgException refused && refused.getSqlState().equals(TIMED_OUT)) {
      return false;
    }
    throw new IllegalStateException("the estate cannot be locked", failure.get());
  }

  /** Zero waits as long as it takes. */
  private static void limit(Transaction tx, Duration wait) {
    tx.preparedQuery(WAIT_AT_MOST).execute(Tuple.of(wait.toMillis() + "ms")).await();
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
