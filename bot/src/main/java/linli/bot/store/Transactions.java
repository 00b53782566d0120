package linli.bot.store;

import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.util.function.Function;

/** Runs work in one database transaction, straight down, from any virtual or platform thread. */
public final class Transactions {

  private final Pool pool;

  public Transactions(Pool pool) {
    this.pool = pool;
  }

  /**
   * Runs {@code work} in one transaction: committed when it returns, rolled back when it throws.
   *
   * <p>The connection goes back to the pool in either case. Must not be called on an event loop.
   */
  public <T> T run(Function<SqlConnection, T> work) {
    var connection = pool.getConnection().await();
    try {
      var transaction = connection.begin().await();
      T result;
      try {
        result = work.apply(connection);
      } catch (RuntimeException | Error failure) {
        rollBack(transaction, failure);
        throw failure;
      }
      transaction.commit().await();
      return result;
    } finally {
      connection.close().await();
    }
  }

  private static void rollBack(io.vertx.sqlclient.Transaction transaction, Throwable failure) {
    try {
      transaction.rollback().await();
    } catch (RuntimeException alsoFailed) {
      failure.addSuppressed(alsoFailed);
    }
  }
}
