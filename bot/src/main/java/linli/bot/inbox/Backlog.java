package linli.bot.inbox;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What this node has read of the inbox and not worked off yet, by estate: an estate is in one hand
 * at a time, so the workers of a node never wait for each other. Nothing is owned by it: whether an
 * event still waits is asked again under the estate's lock. Thread-safe.
 */
final class Backlog {

  /** With fewer than this the inbox is looked at again. */
  private static final int FEW = 64;

  /** An event and the estate that it belonged to when it was read. */
  record Waiting(long seq, String estate, ReceivedEvent event) {

    @Override
    public String toString() {
      return "Waiting[" + seq + "]";
    }
  }

  /** The oldest events of one estate, in their order. */
  record Batch(String estate, List<Waiting> events) {}

  private final Map<String, Deque<Waiting>> byEstate = new HashMap<>();
  private final Set<String> inHand = new HashSet<>();
  private final Set<Long> known = new HashSet<>();
  private int waiting;

  synchronized boolean isShort() {
    return waiting < FEW;
  }

  /** The numbers of all that wait here or are being worked on. */
  synchronized Set<Long> known() {
    return Set.copyOf(known);
  }

  /** Takes in what was read, in its order; what is known already is left out. */
  synchronized void add(List<Waiting> read) {
    for (var event : read) {
      if (known.add(event.seq())) {
        byEstate.computeIfAbsent(event.estate(), x -> new ArrayDeque<>()).add(event);
        waiting++;
      }
    }
  }

  /** The estate in nobody's hand whose oldest event is the oldest; {@link #done} gives it back. */
  synchronized Optional<Batch> take(int most) {
    String oldest = null;
    for (var estate : byEstate.keySet()) {
      if (!inHand.contains(estate) && (oldest == null || first(estate) < first(oldest))) {
        oldest = estate;
      }
    }
    if (oldest == null) {
      return Optional.empty();
    }
    var queue = byEstate.get(oldest);
    var events = new ArrayList<Waiting>();
    while (events.size() < most && !queue.isEmpty()) {
      events.add(queue.remove());
    }
    if (queue.isEmpty()) {
      byEstate.remove(oldest);
    }
    waiting -= events.size();
    inHand.add(oldest);
    return Optional.of(new Batch(oldest, events));
  }

  private long first(String estate) {
    return byEstate.get(estate).element().seq();
  }

  /**
   * Forgets the events of a batch, whatever became of them: those that still wait are read again.
   * Then what stands behind them here must not go before them.
   *
   * @param all whether all of them were worked off
   */
  synchronized void done(Batch batch, boolean all) {
    inHand.remove(batch.estate());
    batch.events().forEach(event -> known.remove(event.seq()));
    var behind = all ? null : byEstate.remove(batch.estate());
    if (behind != null) {
      waiting -= behind.size();
      behind.forEach(event -> known.remove(event.seq()));
    }
  }
}
