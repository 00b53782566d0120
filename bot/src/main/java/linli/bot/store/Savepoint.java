package linli.bot.store;

import java.util.Optional;

/** Work inside a transaction that may fail without taking the transaction with it. */
public final class Savepoint {

  private Savepoint() {}

  /**
   * Runs {@code work}; when it throws, everything it wrote is undone and the failure is given back.
   *
   * <p>Throws when the connection itself is gone, or the disk full: the whole transaction has
   * failed then, and not because of this work.
   */
  public static Optional<Throwable> attempt(Transaction tx, Runnable work) {
    tx.flush();
    var planned = tx.plannedAfterCommit();
    // Goes out together with the first statement of the work.
    var set = tx.query("savepoint attempt").execute();
    try {
      work.run();
      tx.flush();
      set.await();
      // Fails when a statement failed whose answer nobody waited for.
      tx.query("release savepoint attempt").execute().await();
      return Optional.empty();
    } catch (Throwable failure) { // also a stack overflow: one poisoned text must not stop all
      tx.discard(planned);
      tx.explain(failure);
      if (FullDisk.isWhy(failure)) {
        throw failure;
      }
      tx.query("rollback to savepoint attempt; release savepoint attempt").execute().await();
      return Optional.of(failure);
    }
  }
}
