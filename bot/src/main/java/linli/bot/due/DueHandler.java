package linli.bot.due;

import linli.bot.store.Transaction;

/** Does what has become due, inside the transaction that also marks it done. */
@FunctionalInterface
public interface DueHandler {

  /**
   * The estate's lock is held by {@code tx}. Must do nothing when the matter is over already, and
   * change nothing but by {@code tx}: what fails is undone, with others beside it, and done again.
   */
  void run(Transaction tx, DueItem item);
}
