package linli.bot.outbox;

import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import linli.adapters.OutboundMessage;
import linli.bot.channels.Callbacks;
import linli.bot.channels.Callbacks.Outcome;
import linli.bot.channels.Channel;
import linli.bot.channels.Channels;
import linli.bot.channels.Replies;
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

  /** Longer than one attempt can take. */
  private static final Duration LEASE = Duration.ofSeconds(30);

  private static final Duration LOOK_AROUND = Duration.ofMillis(250);

  /** So long a stop waits for posts under way; those that hang are left to their leases. */
  private static final Duration GRACE = Duration.ofSeconds(2);

  /** Most posts under way in one channel, so a slow one leaves room to the others. */
  private static final int MOST_UNDER_WAY = 32;

  private static final Logger log = LoggerFactory.getLogger(Sender.class);

  private final Pool pool;
  private final Channels channels;
  private final Callbacks callbacks;
  private final Outbox outbox;
  private final Replies replies;
  private final Clock clock;
  private final Map<String, TokenBucket> buckets;
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
    this.pool = pool;
    this.channels = channels;
    this.callbacks = callbacks;
    this.outbox = outbox;
    this.replies = replies;
    this.clock = clock;
    this.buckets =
        channels.all().stream()
            .collect(
                Collectors.toMap(
                    Channel::name,
                    channel -> new TokenBucket(channel.messagesPerSecond(), System::nanoTime)));
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
    var bucket = buckets.get(channel.name());
    var most = Math.min(bucket.available(), MOST_UNDER_WAY - posts.size());
    if (most <= 0 || stopping) {
      return;
    }
    var leased = lease(channel, most);
    bucket.take(leased.size());
    for (var line : leased) {
      var post = Thread.ofVirtual().name("outbox-post").unstarted(() -> post(channel, line));
      posts.add(post);
      post.start();
    }
  }

  private static final String LEASE_HEADS =
      """
      update outbox
      set attempts = attempts + 1, next_attempt_at = $3, last_error = null
      where id in (
        select id
        from outbox as head
        where channel = $1 and state = 'pending'
          and (next_attempt_at is null or next_attempt_at <= $2)
          and not exists (
            select from outbox as older
            where older.channel = head.channel
              and older.conversation = head.conversation
              and older.state = 'pending'
              and older.seq < head.seq)
        order by seq
        limit $4
        for update skip locked)
      returning *
      """;

  private record Leased(OutboundMessage message, int partsSaid) {}

  private List<Leased> lease(Channel channel, int most) {
    var now = clock.instant().atOffset(ZoneOffset.UTC);
    var rows =
        pool.preparedQuery(LEASE_HEADS)
            .execute(Tuple.of(channel.name(), now, now.plus(LEASE), most))
            .await();
    return StreamSupport.stream(rows.spliterator(), false)
        .map(row -> new Leased(Outbox.message(row), row.getInteger("parts_said")))
        .toList();
  }

  private void post(Channel channel, Leased line) {
    var message = line.message();
    try {
      var outcome = outcome(channel, line);
      report(channel, message, outcome);
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
      return callbacks.post(channel, line.message(), line.partsSaid()).await();
    } catch (Throwable fault) {
      log.atWarn().setCause(fault).addKeyValue("message", line.message().id()).log("post failed");
      return new Outcome.Failed("fault", Duration.ZERO, line.partsSaid());
    }
  }

  private static void report(Channel channel, OutboundMessage message, Outcome outcome) {
    switch (outcome) {
      case Outcome.Delivered sent -> {}
      case Outcome.Failed failed ->
          entry(log.atWarn(), channel, message, failed.code()).log("message not taken");
      case Outcome.Rejected rejected ->
          entry(log.atError(), channel, message, rejected.code()).log("message refused for good");
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
