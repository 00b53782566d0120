package linli.bot.inbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import linli.adapters.InboundEvent.Conversation.Type;

/**
 * What this node has read of the inbox and not worked off yet, by estate: an estate is in one hand
 * at a time, so the workers of a node never wait for each other. Nothing is owned by it: whether an
 * event still waits is asked again under the estate's lock. Thread-safe.
 */
final class Backlog {

  /** With fewer events that somebody could take, the inbox is looked at again. */
  private static final int FEW = 64;

  /** Of a flood in one estate so much is kept here: what stands behind it is for others. */
  private static final int MOST_KNOWN = 4096;

  /** How long an estate is left alone in which another node is at work. */
  private static final Duration REST = Duration.ofMillis(100);

  /** An event and the estate that it belonged to when it was read. */
  record Waiting(long seq, String estate, ReceivedEvent event) {

    private boolean isPrivate() {
      return event.event().conversation().type() == Type.PRIVATE;
    }

    private String conversation() {
      return event.channel() + '\0' + event.event().conversation().id();
    }

    @Override
    public String toString() {
      return "Waiting[" + seq + "]";
    }
  }

  /** The oldest events of one estate, in their order. */
  record Batch(String estate, List<Waiting> events) {}

  private final LongSupplier nanos;
  private final Map<String, NavigableMap<Long, Waiting>> byEstate = new HashMap<>();
  private final Set<String> inHand = new HashSet<>();
  private final Map<String, Long> restsUntil = new HashMap<>();
  private final Set<Long> known = new HashSet<>();

  /**
   * @param nanos a clock that only goes forward, as {@link System#nanoTime}
   */
  Backlog(LongSupplier nanos) {
    this.nanos = nanos;
  }

  synchronized boolean isShort() {
    if (known.size() >= MOST_KNOWN) {
      return false;
    }
    var free = 0;
    for (var estate : byEstate.keySet()) {
      free += isFree(estate) ? byEstate.get(estate).size() : 0;
    }
    return free < FEW;
  }

  /** The numbers of all that wait here or are being worked on. */
  synchronized Set<Long> known() {
    return Set.copyOf(known);
  }

  /** Takes in what was read; what is known already is left out. */
  synchronized void add(List<Waiting> read) {
    for (var event : read) {
      if (known.add(event.seq())) {
        byEstate.computeIfAbsent(event.estate(), x -> new TreeMap<>()).put(event.seq(), event);
      }
    }
  }

  /**
   * The free estate whose oldest event is the oldest; {@link #done} or {@link #putBack} gives it
   * back. Of a private conversation only one event: it may take the person to another estate.
   */
  synchronized Optional<Batch> take(int most) {
    String oldest = null;
    for (var estate : byEstate.keySet()) {
      if (isFree(estate) && (oldest == null || first(estate) < first(oldest))) {
        oldest = estate;
      }
    }
    if (oldest == null) {
      return Optional.empty();
    }
    var events = oldestOf(byEstate.get(oldest), most);
    if (byEstate.get(oldest).isEmpty()) {
      byEstate.remove(oldest);
    }
    inHand.add(oldest);
    return Optional.of(new Batch(oldest, events));
  }

  private static List<Waiting> oldestOf(NavigableMap<Long, Waiting> queue, int most) {
    var events = new ArrayList<Waiting>();
    var alone = new HashSet<String>();
    for (var each = queue.values().iterator(); each.hasNext() && events.size() < most; ) {
      var event = each.next();
      if (!event.isPrivate() || alone.add(event.conversation())) {
        events.add(event);
        each.remove();
      }
    }
    return events;
  }

  private boolean isFree(String estate) {
    var until = restsUntil.get(estate);
    return !inHand.contains(estate) && (until == null || until - nanos.getAsLong() <= 0);
  }

  private long first(String estate) {
    return byEstate.get(estate).firstKey();
  }

  /** Nothing could be done: another node works in the estate, which is left alone for a while. */
  synchronized void putBack(Batch batch) {
    inHand.remove(batch.estate());
    restsUntil.put(batch.estate(), nanos.getAsLong() + REST.toNanos());
    var queue = byEstate.computeIfAbsent(batch.estate(), x -> new TreeMap<>());
    batch.events().forEach(event -> queue.put(event.seq(), event));
  }

  /**
   * Forgets the events of a batch, whatever became of them: those that still wait are read again.
   * Then what stands behind them here must not go before them.
   *
   * @param all whether all of them were worked off
   */
  synchronized void done(Batch batch, boolean all) {
    inHand.remove(batch.estate());
    restsUntil.remove(batch.estate());
    batch.events().forEach(event -> known.remove(event.seq()));
    var behind = all ? null : byEstate.remove(batch.estate());
    if (behind != null) {
      known.removeAll(behind.keySet());
    }
  }
}
