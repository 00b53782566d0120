package linli.bot.inbox;

import java.util.List;
import java.util.Optional;
import linli.bot.store.Transaction;

/** Says which estates events belong to. */
@FunctionalInterface
public interface EstateResolver {

  /**
   * The id of each event's estate, in their order.
   *
   * <p>A conversation that nobody assigned belongs to its channel's estate; empty where there is
   * none. One such event is no reason to throw: the others are asked about at the same time.
   */
  List<Optional<String>> estatesOf(Transaction tx, List<ReceivedEvent> events);
}
