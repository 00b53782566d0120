package linli.bot.inbox;

import java.util.List;
import linli.bot.store.Transaction;

/** Says which estates events belong to. */
@FunctionalInterface
public interface EstateResolver {

  /**
   * The id of each event's estate, in their order.
   *
   * <p>Never null: a conversation that nobody assigned belongs to its channel's estate.
   */
  List<String> estatesOf(Transaction tx, List<ReceivedEvent> events);
}
