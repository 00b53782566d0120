package linli.bot.inbox;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import linli.adapters.Refusal;
import linli.adapters.dingtalk.DingTalkStream;
import linli.adapters.dingtalk.DingTalkStream.Frame;
import linli.bot.channels.Callbacks;
import linli.bot.channels.Channel;
import linli.bot.channels.Channels;
import linli.bot.store.Wake;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connections that we open to platforms, over which they tell what people say: no public address is
 * needed. Each node has one a channel; the platform gives every message to one of them.
 */
public final class Streams implements AutoCloseable {

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
  private static final Duration PING_EVERY = Duration.ofSeconds(45);

  /** Nothing came for so long, not even an answer to a ping: the connection is dead. */
  private static final Duration DEAD = Duration.ofMinutes(2);

  private static final int LARGEST_FRAME = 1 << 20;
  private static final Logger log = LoggerFactory.getLogger(Streams.class);

  private final Vertx vertx;
  private final Callbacks callbacks;
  private final Ingress ingress;
  private final WebSocketClient client;
  private final Set<WebSocket> open = ConcurrentHashMap.newKeySet();
  private final List<Line> lines;
  private volatile boolean stopping;

  /** One channel's thread and what wakes it. */
  private record Line(Thread thread, Wake wake) {}

  Streams(Vertx vertx, Channels channels, Callbacks callbacks, Ingress ingress) {
    this.vertx = vertx;
    this.callbacks = callbacks;
    this.ingress = ingress;
    this.client =
        vertx.createWebSocketClient(
            new WebSocketClientOptions()
                .setMaxFrameSize(LARGEST_FRAME)
                .setMaxMessageSize(LARGEST_FRAME)
                .setReadIdleTimeout((int) DEAD.toSeconds()));
    this.lines =
        channels.all().stream()
            .filter(channel -> channel.stream().isPresent())
            .map(this::begin)
            .toList();
  }

  private Line begin(Channel channel) {
    var wake = new Wake(1);
    var thread = Thread.ofVirtual().name("stream").start(() -> hold(channel, wake));
    return new Line(thread, wake);
  }

  /** Ends the connections; what was heard is stored. */
  @Override
  public void close() {
    stopping = true;
    lines.forEach(line -> line.wake().ring());
    open.forEach(WebSocket::close);
    try {
      for (var line : lines) {
        line.thread().join();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    client.close();
  }

  /** Keeps one connection; says once that there is none, and when there is one again. */
  private void hold(Channel channel, Wake wake) {
    var pause = FIRST_PAUSE;
    var down = false;
    while (!stopping) {
      try {
        connect(channel, wake);
        if (down) {
          log.atInfo().addKeyValue("channel", channel.name()).log("stream open again");
        }
        down = false;
        pause = FIRST_PAUSE;
        wake.await(Duration.ofDays(1)); // rings when another connection is needed
      } catch (Exception notOpen) {
        if (!down) {
          log.atWarn()
              .addKeyValue("channel", channel.name())
              .addKeyValue("why", notOpen.getClass().getSimpleName())
              .log("stream not open, will try again");
        }
        down = true;
        wake.await(pause);
        pause =
            pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
                ? pause.multipliedBy(2)
                : LONGEST_PAUSE;
      }
    }
  }

  private void connect(Channel channel, Wake wake) {
    var stream = channel.stream().orElseThrow();
    var where =
        callbacks
            .openStream(channel, stream)
            .orElseThrow(() -> new IllegalStateException("the platform gave no connection"));
    var socket = client.webSocket();
    var inUse = new AtomicBoolean(true);
    Runnable leave =
        () -> {
          if (inUse.getAndSet(false)) {
            wake.ring();
          }
        };
    // Said before the first frame can come: what comes before a handler is there would be lost.
    socket.textMessageHandler(text -> heard(channel, stream, socket, leave, text));
    socket.exceptionHandler(broken -> socket.close());
    socket.closeHandler(
        closed -> {
          open.remove(socket);
          leave.run();
        });
    socket.connect(new WebSocketConnectOptions().setAbsoluteURI(where.toString())).await();
    open.add(socket);
    if (socket.isClosed()) {
      open.remove(socket);
    }
    keepAlive(socket);
  }

  private void keepAlive(WebSocket socket) {
    vertx.setPeriodic(
        PING_EVERY.toMillis(),
        timer -> {
          if (socket.isClosed()) {
            vertx.cancelTimer(timer);
          } else {
            socket.writePing(Buffer.buffer());
          }
        });
  }

  private void heard(
      Channel channel, DingTalkStream stream, WebSocket socket, Runnable leave, String text) {
    switch (frame(stream, text)) {
      case null -> {}
      case Frame.Leave asked -> leave.run(); // it ends by itself; what still comes is heard
      case Frame.Heard heard -> {
        if (heard.events().isEmpty()) {
          socket.writeTextMessage(heard.answer());
        } else {
          ingress
              .take(channel, heard.events())
              .onSuccess(taken -> socket.writeTextMessage(heard.answer()))
              .onFailure(away -> socket.writeTextMessage(heard.sorry()));
        }
      }
    }
  }

  /** Null for what is no frame: there is nothing to answer to. */
  private static Frame frame(DingTalkStream stream, String text) {
    try {
      return stream.read(text);
    } catch (Refusal noFrame) {
      return null;
    }
  }
}
