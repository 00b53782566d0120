package linli.bot.outbox;

import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import linli.adapters.OutboundMessage;
import linli.bot.channels.Callbacks;
import linli.bot.channels.Callbacks.Outcome;
import linli.bot.channels.Channel;
import linli.bot.channels.ChannelStates;
import linli.bot.channels.Channels;
import linli.bot.channels.Replies;
import linli.bot.outbox.Leases.Leased;
import linli.bot.store.Wake;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Posts what waits in the outbox to the channels that have a callback.
 *
 * <p>One message of a conversation is under way at a time, so its order is kept; conversations do
 * not wait for each other. A message is leased before it is posted: when this process dies, any
 * node posts it again after the lease, with the same id.
 */
public final class Sender implements AutoCloseable {

  private static final Duration LOOK_AROUND = Duration.ofMillis(250);

  /** So long a stop waits for posts under way; those that hang are left to their leases. */
  private static final Duration GRACE = Duration.ofSeconds(2);

  /** Most posts under way in one channel, so a slow one leaves room to the others. */
  private static final int MOST_UNDER_WAY = 32;

  private static final Logger log = LoggerFactory.getLogger(Sender.class);

  private final Leases leases;
  private final Channels channels;
  private final Callbacks callbacks;
  private final Outbox outbox;
  private final Replies replies;
  private final Clock clock;
  private final ChannelStates states;
  private final Map<String, Breaker> breakers = new ConcurrentHashMap<>();
  private final Set<String> worked = ConcurrentHashMap.newKeySet();
  private final Map<String, Set<Thread>> underWay = new ConcurrentHashMap<>();
  private final Wake wake = new Wake(1);
  private final Thread dispatcher;
  private volatile boolean stopping;

  public Sender(
      Pool pool,
      Channels channels,
      Callbacks callbacks,
      Outbox outbox,
      Replies replies,
      Clock clock) {
    this.leases = new Leases(pool, clock);
    this.channels = channels;
    this.callbacks = callbacks;
    this.outbox = outbox;
    this.replies = replies;
    this.clock = clock;
    this.states = new ChannelStates(pool, clock);
    this.dispatcher = Thread.ofVirtual().name("outbox-sender").start(this::dispatch);
  }

  /** Something may have been added. */
  public void wake() {
    wake.ring();
  }

  /** Ends after the posts that are under way, but does not wait long for a receiver that hangs. */
  @Override
  public void close() {
    stopping = true;
    wake.ring();
    try {
      dispatcher.join();
      var end = System.nanoTime() + GRACE.toNanos();
      for (var posts : underWay.values()) {
        for (var post : posts) {
          post.join(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
        }
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void dispatch() {
    var receivers = channels.all().stream().filter(Channel::posts).toList();
    while (!stopping && !receivers.isEmpty()) {
      wake.await(LOOK_AROUND);
      try {
        receivers.forEach(this::dispatch);
      } catch (Throwable fault) {
        log.atWarn().setCause(fault).log("outbox not read, will try again");
        wake.await(LOOK_AROUND.multipliedBy(4));
      }
    }
  }

  private void dispatch(Channel channel) {
    var posts = underWay.computeIfAbsent(channel.name(), x -> ConcurrentHashMap.newKeySet());
    var free = MOST_UNDER_WAY - posts.size();
    var most = breaker(channel).mayGo(free, posts.size(), clock.instant());
    if (most <= 0 || stopping || !callbacks.canSpeak(channel)) {
      return;
    }
    for (var line : leases.take(channel, most)) {
      var post = Thread.ofVirtual().name("outbox-post").unstarted(() -> post(channel, line));
      posts.add(post);
      post.start();
    }
  }

  private Breaker breaker(Channel channel) {
    return breakers.computeIfAbsent(channel.name(), x -> new Breaker());
  }

  private void post(Channel channel, Leased line) {
    var message = line.message();
    try {
      var outcome = outcome(channel, line);
      report(channel, line, outcome);
      outbox.record(message.id(), outcome);
    } catch (Throwable fault) {
      log.atWarn().setCause(fault).addKeyValue("message", message.id()).log("outcome not recorded");
    } finally {
      underWay.get(channel.name()).remove(Thread.currentThread());
      wake.ring(); // the next of this conversation may go
    }
  }

  /** A fault of ours, too, is a failure with an end, not a line that comes back for ever. */
  private Outcome outcome(Channel channel, Leased line) {
    try {
      if (!replies.open(channel, line.message())) {
        return new Outcome.Rejected(Replies.CLOSED);
      }
      return line.changes() == null
          ? callbacks.post(channel, line.message(), line.partsSaid()).await()
          : callbacks.change(channel, line.changes(), line.message().text()).await();
    } catch (Throwable fault) {
      log.atWarn().setCause(fault).addKeyValue("message", line.message().id()).log("post failed");
      return new Outcome.Failed("fault", Duration.ZERO, line.partsSaid());
    }
  }

  /** While a channel fails as a whole that is said once, not for each line. */
  private void report(Channel channel, Leased line, Outcome outcome) {
    var message = line.message();
    var breaker = breaker(channel);
    var failedBefore = breaker.isOpen();
    switch (outcome) {
      case Outcome.Failed failed -> {
        if (breaker.failed(failed, clock.instant()) == Breaker.Change.OPENED) {
          alarm(channel, failed);
        } else if (!failedBefore) {
          entry(log.atWarn(), channel, message, failed.code()).log("message not taken");
        }
      }
      case Outcome.Rejected rejected -> {
        if (line.changes() == null) {
          entry(log.atError(), channel, message, rejected.code()).log("message refused for good");
        } else { // nobody misses a word of it
          entry(log.atInfo(), channel, message, rejected.code()).log("card left as it was");
        }
        if (!rejected.code().equals(Replies.CLOSED)) {
          works(channel);
        }
      }
      case Outcome.Delivered sent -> works(channel);
    }
  }

  private void alarm(Channel channel, Outcome.Failed failed) {
    var keyRefused = failed.trouble() == Outcome.Trouble.KEY;
    worked.remove(channel.name());
    log.atError()
        .addKeyValue("channel", channel.name())
        .addKeyValue("code", failed.code())
        .log(
            keyRefused ? "channel down: its key is refused" : "channel down: its platform is away");
    note(() -> states.fails(channel.name(), failed.code(), keyRefused));
  }

  /** What others see of it is no reason to send a line twice. */
  private static void note(Runnable state) {
    try {
      state.run();
    } catch (RuntimeException away) {
      log.atWarn().setCause(away).log("state of a channel not noted");
    }
  }

  private void works(Channel channel) {
    if (breaker(channel).worked() == Breaker.Change.CLOSED) {
      log.atInfo().addKeyValue("channel", channel.name()).log("channel works again");
    }
    if (worked.add(channel.name())) { // also what another node or an earlier run noted
      note(() -> states.works(channel.name()));
    }
  }

  private static LoggingEventBuilder entry(
      LoggingEventBuilder entry, Channel channel, OutboundMessage message, String code) {
    return entry
        .addKeyValue("channel", channel.name())
        .addKeyValue("message", message.id())
        .addKeyValue("code", code);
  }
}
