package linli.bot.store;

import io.vertx.sqlclient.Pool;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Runs work in one database transaction, straight down, from any virtual or platform thread. */
public final class Transactions {

  /**
   * A commit of a failed transaction would silently roll back; the select in front of it fails
   * loudly when somebody swallowed the failure of a statement.
   */
  private static final String COMMIT = "select 1; commit";

  private final Pool pool;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  public Transactions(Pool pool) {
    this.pool = pool;
  }

  /**
   * Runs {@code work} in one transaction: committed when it returns, rolled back when it throws.
   *
   * <p>The connection goes back to the pool in either case. Must not be called on an event loop.
   */
  public <T> T run(Function<Transaction, T> work) {
    var result = runQuietly(work);
    committed();
    return result;
  }

  /**
   * Calls {@code listener} after every commit in this process: something may have changed.
   *
   * <p>It runs on the thread that committed, so it only wakes somebody up; it must not throw.
   */
  public void onCommit(Runnable listener) {
    listeners.add(listener);
  }

  /** The opposite of {@link #onCommit}. */
  public void forget(Runnable listener) {
    listeners.remove(listener);
  }

  /** Tells the listeners about a commit that did not go through {@link #run}. */
  public void committed() {
    listeners.forEach(Runnable::run);
  }

  /**
   * As {@link #run}, but the listeners hear nothing: for who often finds nothing to do.
   *
   * <p>Speaks SQL instead of the client's own transactions: those roll back at the first failing
   * statement, which would make savepoints useless.
   */
  public <T> T runQuietly(Function<Transaction, T> work) {
    var connection = pool.getConnection().await();
    var tx = new Transaction(connection);
    var result = inside(connection, tx, work);
    tx.committed();
    return result;
  }

  private static <T> T inside(
      io.vertx.sqlclient.SqlConnection connection, Transaction tx, Function<Transaction, T> work) {
    try {
      // Goes out together with the first statement of the work.
      var begun = connection.query("begin").execute();
      try {
        var result = work.apply(tx);
        tx.flush();
        begun.await();
        connection.query(COMMIT).execute().await();
        return result;
      } catch (Throwable failure) { // await may throw what is not declared
        tx.explain(failure);
        rollBack(connection, failure);
        throw failure;
      }
    } finally {
      connection.close().await();
    }
  }

  private static void rollBack(io.vertx.sqlclient.SqlConnection connection, Throwable failure) {
    try {
      connection.query("rollback").execute().await();
    } catch (Exception alsoFailed) {
      failure.addSuppressed(alsoFailed);
    }
  }
}
