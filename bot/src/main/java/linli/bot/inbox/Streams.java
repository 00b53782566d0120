package linli.bot.inbox;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import linli.adapters.VendorJson;
import linli.bot.channels.Callbacks;
import linli.bot.channels.Channel;
import linli.bot.channels.ChannelStates;
import linli.bot.channels.Channels;
import linli.bot.store.Wake;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connections that we open to platforms, over which they tell what people say: no public address is
 * needed. Each node has one a channel, and the platform gives every message to one of them; where
 * it allows only one, one node of all has it.
 */
public final class Streams implements AutoCloseable {

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
  private static final Duration PING_EVERY = Duration.ofSeconds(30);

  /** Nothing came for so long, not even an answer to a ping: the connection is dead. */
  private static final Duration DEAD = Duration.ofMinutes(2);

  private static final int LARGEST_FRAME = 1 << 20;
  private static final Logger log = LoggerFactory.getLogger(Streams.class);

  /** Who was pushed out by somebody unknown does not push back at once. */
  private static final Duration AFTER_PUSH = Duration.ofMinutes(1);

  private static final Duration UNTIL_REPAIRED = Duration.ofMinutes(1);

  private final Vertx vertx;
  private final Callbacks callbacks;
  private final Ingress ingress;
  private final StreamHolds holds;
  private final ChannelStates states;
  private final WebSocketClient client;
  private final List<Line> lines;
  private volatile boolean stopping;

  /** One channel's thread and what wakes it. */
  private record Line(Thread thread, Wake wake) {}

  Streams(
      Vertx vertx,
      Pool pool,
      Channels channels,
      Callbacks callbacks,
      Ingress ingress,
      InstantSource clock) {
    this.vertx = vertx;
    this.callbacks = callbacks;
    this.ingress = ingress;
    this.holds = new StreamHolds(pool);
    this.states = new ChannelStates(pool, clock);
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
    var alarm = new StreamAlarm(channel, states);
    var pause = FIRST_PAUSE;
    Connection connection = null;
    while (!stopping) {
      try {
        if (mayHold(channel)) {
          connection = connect(channel, wake);
          alarm.open();
          pause = FIRST_PAUSE;
          keep(channel, connection, wake);
          callbacks.connections().closed(channel.name(), connection);
          if (connection.wasPushedOut()) {
            alarm.pushedOut();
            wake.await(AFTER_PUSH);
          }
        } else {
          wake.await(StreamHolds.RENEWED_EVERY);
        }
      } catch (KeyRefused refused) {
        alarm.refused(refused.code());
        wake.await(UNTIL_REPAIRED);
      } catch (Exception notOpen) {
        alarm.away(notOpen);
        wake.await(pause);
        pause =
            pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
                ? pause.multipliedBy(2)
                : LONGEST_PAUSE;
      }
    }
    end(channel, connection);
  }

  private boolean mayHold(Channel channel) {
    return !channel.stream().orElseThrow().isOnlyOne() || holds.take(channel.name());
  }

  /** Returns when another connection is needed. What still comes over this one is heard. */
  private void keep(Channel channel, Connection connection, Wake wake) {
    var onlyOne = channel.stream().orElseThrow().isOnlyOne();
    while (!stopping && connection.isInUse()) {
      wake.await(onlyOne ? StreamHolds.RENEWED_EVERY : Duration.ofDays(1));
      if (onlyOne && !stopping && !stillHolds(channel)) {
        connection.close();
        return;
      }
    }
  }

  /** Who cannot ask goes on: others cannot ask either. */
  private boolean stillHolds(Channel channel) {
    try {
      return holds.take(channel.name());
    } catch (RuntimeException away) {
      return true;
    }
  }

  private void end(Channel channel, Connection connection) {
    if (connection != null) {
      connection.close();
    }
    if (channel.stream().orElseThrow().isOnlyOne()) {
      try {
        holds.letGo(channel.name());
      } catch (RuntimeException away) {
        log.atInfo().addKeyValue("channel", channel.name()).log("hold of a stream runs out");
      }
    }
  }

  /** The platform does not take our key. */
  private static final class KeyRefused extends Exception {
    private static final long serialVersionUID = 1;

    KeyRefused(String code) {
      super(code, null, false, false);
    }

    String code() {
      return getMessage();
    }
  }

  private Connection connect(Channel channel, Wake wake) throws KeyRefused {
    var where =
        callbacks
            .openStream(channel)
            .orElseThrow(() -> new IllegalStateException("the platform gave no connection"));
    var socket = client.webSocket();
    var connection = new Connection(vertx, channel, ingress, socket, wake::ring);
    socket.connect(new WebSocketConnectOptions().setAbsoluteURI(where.toString())).await();
    greet(channel, connection);
    callbacks.connections().opened(channel.name(), connection);
    keepAlive(channel, socket, connection);
    return connection;
  }

  private static void greet(Channel channel, Connection connection) throws KeyRefused {
    var greeting = channel.stream().orElseThrow().greeting();
    if (greeting.isEmpty()) {
      return;
    }
    try {
      var answer = connection.apply(greeting.get()).await();
      var code = VendorJson.errorCode(answer);
      if (!code.equals("0")) {
        throw new KeyRefused(code);
      }
    } catch (RuntimeException | KeyRefused failed) {
      connection.close();
      throw failed;
    }
  }

  private void keepAlive(Channel channel, WebSocket socket, Connection connection) {
    var heartbeat = channel.stream().orElseThrow().heartbeat();
    vertx.setPeriodic(
        PING_EVERY.toMillis(),
        timer -> {
          if (socket.isClosed()) {
            vertx.cancelTimer(timer);
          } else if (heartbeat.isPresent()) {
            connection.apply(heartbeat.get());
          } else {
            socket.writePing(Buffer.buffer());
          }
        });
  }
}
