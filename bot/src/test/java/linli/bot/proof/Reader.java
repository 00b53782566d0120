package linli.bot.proof;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/** Reads everything that the bot says in a channel, page by page, from its first word on. */
final class Reader implements AutoCloseable {

  private static final int PAGE = 37;
  private static final Duration REST = Duration.ofMillis(30);

  private final Platform platform;
  private final String channel;
  private final Consumer<JsonObject> heard;
  private final List<JsonObject> lines = Collections.synchronizedList(new ArrayList<>());
  private final Thread thread;
  private volatile boolean stopping;

  /**
   * A reader at work.
   *
   * @param heard gets each line as it comes
   */
  Reader(Platform platform, String channel, Consumer<JsonObject> heard) {
    this.platform = platform;
    this.channel = channel;
    this.heard = heard;
    this.thread = Thread.ofVirtual().name("reader").start(this::read);
  }

  /** Every line that was read, in the order of reading. */
  List<JsonObject> lines() {
    synchronized (lines) {
      return List.copyOf(lines);
    }
  }

  int count() {
    return lines.size();
  }

  private void read() {
    var cursor = "";
    while (!stopping) {
      var page = platform.page(channel, cursor, PAGE);
      if (page.isEmpty() || page.get().getJsonArray("messages").isEmpty()) {
        Await.pause(REST);
        continue;
      }
      for (var line : page.get().getJsonArray("messages")) {
        lines.add((JsonObject) line);
        heard.accept((JsonObject) line);
      }
      cursor = page.get().getString("next");
    }
  }

  @Override
  public void close() {
    stopping = true;
    try {
      thread.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
