package linli.bot.due;

import linli.bot.store.Transaction;

/** Does what has become due, inside the transaction that also marks it done. */
@FunctionalInterface
public interface DueHandler {

  /** The estate's lock is held by {@code tx}. Must do nothing when the matter is over already. */
  void run(Transaction tx, DueItem item);
}
