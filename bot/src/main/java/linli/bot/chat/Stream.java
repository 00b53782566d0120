package linli.bot.chat;

import io.vertx.core.Context;
import io.vertx.core.http.HttpServerResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One open tab (server-sent events). It has no queue of its own: it remembers up to where it has
 * told the transcript and goes on from there when the browser takes more, so a slow tab holds up
 * nobody and holds no memory.
 */
final class Stream {

  /** How long the browser waits before it connects again. */
  private static final String HELLO = "retry: 1000\n\n";

  private final Context context;
  private final HttpServerResponse response;
  private final Pages pages;
  private final Transcript transcript;
  private final Place place;
  private final String epoch;
  private final Map<String, String> shown = new HashMap<>();
  private final AtomicBoolean asked = new AtomicBoolean();
  private long told;

  Stream(
      Context context,
      HttpServerResponse response,
      Pages pages,
      Transcript transcript,
      Place place,
      Position from) {
    this.context = context;
    this.response = response;
    this.pages = pages;
    this.transcript = transcript;
    this.place = place;
    this.epoch = from.epoch();
    this.told = from.number();
  }

  /** Begins; on the response's event loop. */
  void open() {
    response.setChunked(true).putHeader("Content-Type", "text/event-stream; charset=utf-8");
    response.write(HELLO);
    response.drainHandler(drained -> wake());
    wake();
  }

  /** There may be something new; from any thread, any number of times. */
  void wake() {
    if (asked.compareAndSet(false, true)) {
      context.runOnContext(x -> tell());
    }
  }

  /** Shows the browser and everything between that somebody is still here. */
  void beat() {
    context.runOnContext(
        x -> {
          if (!isOver() && !response.writeQueueFull()) {
            response.write(":\n\n");
          }
        });
    wake();
  }

  void close() {
    context.runOnContext(
        x -> {
          if (!isOver()) {
            response.end();
          }
        });
  }

  private void tell() {
    asked.set(false);
    if (isOver()) {
      return;
    }
    for (var line : transcript.after(place.in().id(), told)) {
      if (response.writeQueueFull()) {
        return;
      }
      told = line.number();
      write("line", new Position(epoch, told).text(), pages.line(place, line));
    }
    transcript.seen(place.in().id(), told);
    if (!response.writeQueueFull()) {
      show("rooms", pages.rooms(place));
      show("hints", pages.hints(place));
      show("clock", pages.clock());
    }
  }

  private boolean isOver() {
    return response.ended() || response.closed();
  }

  /** Sends a part of the page when it looks different from what this tab has. */
  private void show(String event, String html) {
    if (!html.equals(shown.put(event, html))) {
      write(event, null, html);
    }
  }

  private void write(String event, String id, String html) {
    var text = new StringBuilder("event: ").append(event).append('\n');
    if (id != null) {
      text.append("id: ").append(id).append('\n');
    }
    // A lone carriage return would end a line of the stream just like a line feed.
    html.lines().forEach(line -> text.append("data: ").append(line).append('\n'));
    response.write(text.append('\n').toString());
  }
}
