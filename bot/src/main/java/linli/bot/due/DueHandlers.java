package linli.bot.due;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import linli.bot.store.Transaction;

/** Who does work of which kind, and what of it waits for the morning. */
final class DueHandlers {

  private record Registered(DueHandler handler, boolean onlyByDay) {}

  private final Map<String, Registered> byKind = new ConcurrentHashMap<>();

  void register(String kind, DueHandler handler, boolean onlyByDay) {
    if (byKind.putIfAbsent(kind, new Registered(handler, onlyByDay)) != null) {
      throw new IllegalStateException("two handlers for the kind of due work " + kind);
    }
  }

  void run(Transaction tx, DueItem item) {
    var registered = byKind.get(item.kind());
    if (registered == null) {
      throw new IllegalStateException("no handler for the kind of due work " + item.kind());
    }
    registered.handler().run(tx, item);
  }

  /** At night nothing of it is said: it is neither dangerous nor urgent. */
  boolean waitsForMorning(DueItem item) {
    var registered = byKind.get(item.kind());
    return registered != null && registered.onlyByDay() && item.urgency() == DueItem.ORDINARY;
  }
}
