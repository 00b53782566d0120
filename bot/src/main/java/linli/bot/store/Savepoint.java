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
    tx.query("savepoint attempt").execute().await();
    try {
      work.run();
      tx.flush();
      // Fails when a statement failed whose answer nobody waited for.
      tx.query("release savepoint attempt").execute().await();
      return Optional.empty();
    } catch (Throwable failure) { // also a stack overflow: one poisoned text must not stop all
      tx.discard();
      tx.explain(failure);
      if (FullDisk.isWhy(failure)) {
        throw failure;
      }
      tx.query("rollback to savepoint attempt").execute().await();
      return Optional.of(failure);
    }
  }
}
