package linli.bot.chat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import linli.bot.speech.ChinaTime;

/**
 * The last lines of every conversation, in memory: what residents said is nowhere else, the bot's
 * lines come from the outbox.
 *
 * <p>Conversations are those of the cast, so its size is bounded. All methods may be called from
 * any thread and never wait for the database or a browser.
 */
final class Transcript {

  /** So many lines of a conversation are kept. */
  static final int KEPT = 300;

  private static final Duration SILENCE = Duration.ofMinutes(5);

  private static final class Kept {
    final Deque<Line> lines = new ArrayDeque<>();
    long seen;
  }

  private final Map<String, Kept> rooms = new LinkedHashMap<>();
  private final Runnable changed;
  private long last;

  /**
   * @param changed is called after each change, on the thread that made it
   */
  Transcript(Collection<Room> rooms, Runnable changed) {
    rooms.forEach(room -> this.rooms.put(room.id(), new Kept()));
    this.changed = changed;
  }

  /** Keeps a line; one of a conversation that nobody of the cast has is dropped. */
  Line add(Line line) {
    Line kept;
    synchronized (this) {
      var room = rooms.get(line.room());
      if (room == null) {
        return line;
      }
      kept = line.kept(++last, tellsTime(room.lines.peekLast(), line));
      room.lines.addLast(kept);
      if (room.lines.size() > KEPT) {
        room.lines.removeFirst();
      }
    }
    changed.run();
    return kept;
  }

  private static boolean tellsTime(Line before, Line line) {
    return before == null
        || !ChinaTime.date(before.at()).equals(ChinaTime.date(line.at()))
        || Duration.between(before.at(), line.at()).compareTo(SILENCE) >= 0;
  }

  /** Takes a line back that could not be delivered. */
  void remove(Line line) {
    synchronized (this) {
      rooms.get(line.room()).lines.removeIf(kept -> kept.number() == line.number());
    }
    changed.run();
  }

  /** The lines of a conversation behind this number, oldest first. */
  synchronized List<Line> after(String room, long number) {
    return rooms.get(room).lines.stream().filter(line -> line.number() > number).toList();
  }

  /** Somebody has these lines before their eyes. */
  void seen(String room, long number) {
    boolean news;
    synchronized (this) {
      var kept = rooms.get(room);
      news = unread(kept) > 0 && number > kept.seen;
      kept.seen = Math.max(kept.seen, number);
    }
    if (news) {
      changed.run();
    }
  }

  /** As if everything so far had been read: what was said before this start is no news. */
  synchronized void allSeen() {
    rooms.values().forEach(kept -> kept.seen = last);
  }

  synchronized int unread(String room) {
    return unread(rooms.get(room));
  }

  private static int unread(Kept kept) {
    return (int) kept.lines.stream().filter(line -> line.number() > kept.seen).count();
  }

  /** The number of the last line of a conversation, 0 when nothing was said. */
  synchronized long last(String room) {
    var line = rooms.get(room).lines.peekLast();
    return line == null ? 0 : line.number();
  }

  /** The number of the last line of all. */
  synchronized long last() {
    return last;
  }

  /** The bot's line with this id in a conversation. */
  Optional<Line> message(String room, UUID id) {
    return newest(room, line -> id.equals(line.message()));
  }

  /** The number of the case that was last spoken of in a conversation. */
  Optional<String> newestCase(String room) {
    return newest(room, line -> line.caseNo() != null).map(Line::caseNo);
  }

  private synchronized Optional<Line> newest(String room, Predicate<Line> wanted) {
    var lines = new ArrayList<>(rooms.get(room).lines);
    return lines.reversed().stream().filter(wanted).findFirst();
  }
}
