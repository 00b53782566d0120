package linli.bot.inbox;

import java.util.List;
import linli.bot.store.Transaction;

/** What is done with one event: called inside the transaction that also marks it processed. */
@FunctionalInterface
public interface EventHandler {

  /**
   * Does everything that follows from the event, through {@code tx} only.
   *
   * @param estateId the estate that the event's conversation belongs to; its lock is held by {@code
   *     tx}, so nothing else changes this estate meanwhile
   * @return one lower-case word for statistics and the inbox: {@code silent}, {@code opened},
   *     {@code joined}, {@code answered} …
   */
  String handle(Transaction tx, String estateId, ReceivedEvent received);

  /**
   * What can be done for all events of a transaction together before the first of them is handled:
   * it changes nothing.
   */
  default void prepare(Transaction tx, String estateId, List<ReceivedEvent> events) {}
}
