package linli.bot.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import linli.bot.sandbox.PlatformServers.Read;

/** What people have read on one channel, and what a platform counts. Safe for all threads. */
final class Said {

  private final InstantSource clock;
  private final List<Read> all = new ArrayList<>();
  private final Set<String> known = new HashSet<>();
  private final Map<String, Deque<Instant>> lately = new HashMap<>();
  private final Map<String, Instant> wrote = new HashMap<>();
  private final Map<String, Integer> answers = new HashMap<>();
  private int numbers;

  Said(InstantSource clock) {
    this.clock = clock;
  }

  synchronized List<Read> all() {
    return List.copyOf(all);
  }

  synchronized void add(Read read) {
    all.add(read);
  }

  /** What stands there from now on instead of a line; false when there is no such line. */
  synchronized boolean change(String id, UnaryOperator<Read> to) {
    for (var at = 0; at < all.size(); at++) {
      if (id.equals(all.get(at).id())) {
        all.set(at, to.apply(all.get(at)));
        return true;
      }
    }
    return false;
  }

  /** A number that nobody had yet. */
  synchronized int number() {
    return ++numbers;
  }

  /** Whether a platform's idempotency key was seen before; from now on it was. */
  synchronized boolean repeated(String key) {
    return !known.add(key);
  }

  /** Counts one more there, unless so many went there in this time. */
  synchronized boolean within(String where, int most, Duration time) {
    var times = lately.computeIfAbsent(where, x -> new ArrayDeque<>());
    var now = clock.instant();
    while (!times.isEmpty() && !times.peekFirst().isAfter(now.minus(time))) {
      times.removeFirst();
    }
    if (times.size() >= most) {
      return false;
    }
    times.addLast(now);
    return true;
  }

  /** Somebody wrote to the bot. */
  synchronized void wrote(String person) {
    wrote.put(person, clock.instant());
    answers.put(person, 0);
  }

  /** What a window says about one more answer. */
  enum Window {
    OPEN,
    OVER,
    USED_UP
  }

  /** Counts an answer, while there may be one. */
  synchronized Window answer(String person, int most, Duration time) {
    var last = wrote.get(person);
    if (last == null || last.isBefore(clock.instant().minus(time))) {
      return Window.OVER;
    }
    if (answers.merge(person, 1, Integer::sum) > most) {
      return Window.USED_UP;
    }
    return Window.OPEN;
  }
}
