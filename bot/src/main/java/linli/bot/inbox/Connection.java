package linli.bot.inbox;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import linli.adapters.Mouth.Call;
import linli.adapters.Refusal;
import linli.adapters.StreamEar;
import linli.adapters.StreamEar.Frame;
import linli.bot.channels.Channel;
import linli.bot.channels.Connections.TooLate;

/** One open connection to a platform: what comes over it, and what we say. */
final class Connection implements Function<Call, Future<byte[]>> {

  /** An answer that takes longer is none. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** So long after a press its card can be changed; WeCom gives five seconds. */
  private static final long CHANGEABLE_NANOS = Duration.ofMillis(4_500).toNanos();

  private static final int MOST_PRESSES = 1_000;

  /** Where the platform repeats nothing, what cannot be stored is tried so often again. */
  private static final int MOST_TRIES = 60;

  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

  private record Press(String handle, long until) {}

  private final Vertx vertx;
  private final Channel channel;
  private final StreamEar ear;
  private final Ingress ingress;
  private final WebSocket socket;
  private final Runnable ended;
  private final AtomicBoolean inUse = new AtomicBoolean(true);
  private final AtomicLong sent = new AtomicLong();
  private final Map<String, Promise<byte[]>> waiting = new ConcurrentHashMap<>();
  private final Map<String, Press> presses = new ConcurrentHashMap<>();
  private volatile boolean pushedOut;

  /**
   * Listens to a socket that is not connected yet: what comes before a handler is there would be
   * lost.
   *
   * @param ended is run once, when another connection is needed
   */
  Connection(Vertx vertx, Channel channel, Ingress ingress, WebSocket socket, Runnable ended) {
    this.vertx = vertx;
    this.channel = channel;
    this.ear = channel.stream().orElseThrow();
    this.ingress = ingress;
    this.socket = socket;
    this.ended = ended;
    socket.textMessageHandler(this::heard);
    socket.exceptionHandler(broken -> socket.close());
    socket.closeHandler(
        closed -> {
          leave();
          waiting.values().forEach(each -> each.tryFail(new IOException("connection lost")));
        });
  }

  /** Whether the platform ended it because somebody else came with our key. */
  boolean wasPushedOut() {
    return pushedOut;
  }

  boolean isInUse() {
    return inUse.get();
  }

  void close() {
    socket.close();
  }

  private void leave() {
    if (inUse.getAndSet(false)) {
      ended.run();
    }
  }

  // --- what comes ------------------------------------------------------------------------------

  private void heard(String text) {
    switch (frame(text)) {
      case null -> {}
      case Frame.Leave asked -> leave(); // it ends by itself; what still comes is heard
      case Frame.PushedOut byAnother -> {
        pushedOut = true;
        socket.close();
      }
      case Frame.Answered answered -> {
        var waits = waiting.remove(answered.to());
        if (waits != null) {
          waits.tryComplete(answered.body());
        }
      }
      case Frame.Heard heard -> {
        remember(heard);
        if (heard.events().isEmpty()) {
          reply(heard.answer());
        } else {
          take(heard, 1);
        }
      }
    }
  }

  private void take(Frame.Heard heard, int tries) {
    ingress
        .take(channel, heard.events())
        .onSuccess(taken -> reply(heard.answer()))
        .onFailure(
            away -> {
              if (heard.sorry() != null) {
                reply(heard.sorry());
              } else if (tries < MOST_TRIES) {
                vertx.setTimer(BETWEEN_TRIES.toMillis(), x -> take(heard, tries + 1));
              }
            });
  }

  private void reply(String answer) {
    if (answer != null) {
      socket.writeTextMessage(answer);
    }
  }

  /** By what a press can be answered, until it is too late. */
  private void remember(Frame.Heard heard) {
    if (heard.handle() == null) {
      return;
    }
    var now = System.nanoTime();
    presses.values().removeIf(press -> press.until() - now < 0);
    for (var event : heard.events()) {
      if (event.action() != null && event.replyTo() != null && presses.size() < MOST_PRESSES) {
        presses.put(event.replyTo(), new Press(heard.handle(), now + CHANGEABLE_NANOS));
      }
    }
  }

  /** Null for what is no frame: there is nothing to answer to. */
  private Frame frame(String text) {
    try {
      return ear.read(text);
    } catch (Refusal noFrame) {
      return null;
    }
  }

  // --- what we say -----------------------------------------------------------------------------

  /** Sends it and waits for the platform's answer. */
  @Override
  public Future<byte[]> apply(Call call) {
    var id = id(call);
    if (id == null) {
      return Future.failedFuture(new TooLate());
    }
    Promise<byte[]> answer = Promise.promise();
    waiting.put(id, answer);
    if (!inUse.get()) {
      answer.tryFail(new IOException("connection lost"));
    }
    socket.writeTextMessage(ear.frame(call, id)).onFailure(answer::tryFail);
    return answer
        .future()
        .timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
        .onComplete(done -> waiting.remove(id, answer));
  }

  private String id(Call call) {
    if (call.pressed() == null) {
      return call.path() + "-" + sent.incrementAndGet() + "-" + UUID.randomUUID();
    }
    var press = presses.remove(call.pressed());
    return press == null || press.until() - System.nanoTime() < 0 ? null : press.handle();
  }
}
