package linli.bot.chat;

import io.vertx.core.Vertx;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The open tabs; a bounded number, and none after the end. */
final class Streams {

  /** So many tabs may listen at once. */
  static final int MOST = 32;

  private static final long BEAT_MILLISECONDS = 10_000;

  private final Vertx vertx;
  private final Set<Stream> open = ConcurrentHashMap.newKeySet();
  private final long beat;
  private boolean over;

  Streams(Vertx vertx) {
    this.vertx = vertx;
    this.beat = vertx.setPeriodic(BEAT_MILLISECONDS, x -> open.forEach(Stream::beat));
  }

  /** False when there are enough already. */
  synchronized boolean add(Stream stream) {
    return !over && open.size() < MOST && open.add(stream);
  }

  void remove(Stream stream) {
    open.remove(stream);
  }

  /** Something may have changed. */
  void wake() {
    open.forEach(Stream::wake);
  }

  synchronized void close() {
    over = true;
    vertx.cancelTimer(beat);
    open.forEach(Stream::close);
  }

  int count() {
    return open.size();
  }
}
