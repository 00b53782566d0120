package linli.bot.inbox;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import linli.adapters.InboundEvent;
import linli.adapters.Received.Announced;
import linli.adapters.Received.Handle;
import linli.bot.channels.Callbacks;
import linli.bot.channels.Callbacks.Outcome;
import linli.bot.channels.Channel;
import linli.bot.channels.Channels;
import linli.bot.channels.Replies;
import linli.bot.inbox.HazardWatch.Alert;
import linli.bot.inbox.Inbox.Taken;
import linli.bot.outbox.Outbox;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of genuine events into the inbox, with the hazard gate in front of it.
 *
 * <p>An advice (逃生提示) leaves through the channel's callback before the database is asked to store
 * anything, so it also goes out while the database is down; stored with its event it is repeated by
 * the outbox only when the direct way failed.
 */
public final class Ingress {

  /** So long the database may say that an event is an old one before its advice goes out anyway. */
  private static final Duration PATIENCE = Duration.ofMillis(300);

  /** So long the refusal of an event waits for its advice to arrive. */
  private static final Duration LONGEST_POST = Duration.ofSeconds(2);

  private static final int REMEMBERED = 10_000;
  private static final Logger log = LoggerFactory.getLogger(Ingress.class);

  /** An alert of this process and what became of its advice. */
  private record Given(Alert alert, Future<Outcome> posted) {}

  private final Pool pool;
  private final InstantSource wall;
  private final Vertx vertx;
  private final Clock clock;
  private final HazardWatch watch;
  private final Inbox inbox;
  private final Arrivals store;
  private final Callbacks callbacks;
  private final Outbox outbox;
  private final Replies replies;
  private final Announcements announcements;
  private final OpinionHold hold;
  private volatile Puller puller;
  private final Map<UUID, Given> given = Collections.synchronizedMap(new Remembered());

  /**
   * The way into {@code inbox}.
   *
   * @param wall the time of the platforms, which a demo does not move
   */
  public static Ingress into(
      Inbox inbox,
      Vertx vertx,
      Clock clock,
      InstantSource wall,
      HazardWatch watch,
      Pool pool,
      Callbacks callbacks,
      Outbox outbox,
      OpinionHold hold) {
    return new Ingress(
        pool,
        wall,
        vertx,
        clock,
        watch,
        inbox,
        new Arrivals(pool),
        callbacks,
        outbox,
        new Replies(pool, wall),
        new Announcements(pool, wall),
        hold);
  }

  /**
   * Fetches from now on what these channels' platforms only announce; close it before the inbox.
   */
  public Puller pull(Channels channels) {
    puller = new Puller(channels, announcements, callbacks, this);
    return puller;
  }

  /** Listens from now on over connections to platforms; close it before the inbox. */
  public Streams listen(Channels channels) {
    return new Streams(vertx, pool, channels, callbacks, this, wall);
  }

  private Ingress(
      Pool pool,
      InstantSource wall,
      Vertx vertx,
      Clock clock,
      HazardWatch watch,
      Inbox inbox,
      Arrivals store,
      Callbacks callbacks,
      Outbox outbox,
      Replies replies,
      Announcements announcements,
      OpinionHold hold) {
    this.pool = pool;
    this.wall = wall;
    this.vertx = vertx;
    this.clock = clock;
    this.watch = watch;
    this.inbox = inbox;
    this.store = store;
    this.callbacks = callbacks;
    this.outbox = outbox;
    this.replies = replies;
    this.announcements = announcements;
    this.hold = hold;
  }

  /**
   * Notes that there is something to fetch; never blocks.
   *
   * @return completed when it is durable
   */
  public Future<?> announced(Channel channel, Announced announced) {
    return announcements
        .add(channel.name(), announced)
        .onSuccess(
            noted -> {
              if (puller != null) {
                puller.wake();
              }
            });
  }

  /**
   * Takes the events of one request, all or none; never blocks.
   *
   * @return completed when they are durable; failed with {@link Inbox.Full} or a database failure
   */
  public Future<Taken> take(Channel channel, List<InboundEvent> events) {
    return take(channel, events, List.of());
  }

  /**
   * As {@link #take(Channel, List)}, with what their conversations can be answered with. Only where
   * a platform has a window for answers is anything stored before the events themselves.
   */
  public Future<Taken> take(Channel channel, List<InboundEvent> events, List<Handle> handles) {
    return channel.hasWindow()
        ? replies.heard(channel, events, handles).transform(noted -> arrive(channel, events))
        : arrive(channel, events);
  }

  private Future<Taken> arrive(Channel channel, List<InboundEvent> events) {
    var arrivals = events.stream().map(event -> arrival(channel, event)).toList();
    if (arrivals.stream().allMatch(arrival -> arrival.advice() == null || !arrival.posted())) {
      return inbox.offer(arrivals);
    }
    Promise<Taken> answer = Promise.promise();
    var context = vertx.getOrCreateContext();
    Thread.ofVirtual()
        .name("advice")
        .start(
            () ->
                advise(channel, arrivals)
                    .onComplete(taken -> context.runOnContext(x -> answer.handle(taken))));
    return answer.future();
  }

  private Arrival arrival(Channel channel, InboundEvent event) {
    var key = EventKey.of(channel.name(), event.id());
    var now = clock.instant();
    var earlier = given.get(key);
    var alert = earlier != null ? earlier.alert() : look(channel, event, now);
    if (alert == null) {
      var until = hold.until(channel.name(), event, now);
      return new Arrival(key, channel.name(), event, now, null, null, false, until);
    }
    var posted = alert.advice() != null && channel.posts();
    if (earlier == null) {
      given.put(key, new Given(alert, null));
    }
    return new Arrival(key, channel.name(), event, now, alert.hazard(), alert.advice(), posted);
  }

  /** A gate that breaks must not keep the event out: it is looked at again on its normal way. */
  private Alert look(Channel channel, InboundEvent event, Instant now) {
    try {
      return watch.look(channel.name(), event, now).orElse(null);
    } catch (RuntimeException broken) {
      log.atError().setCause(broken).log("hazard gate failed");
      return null;
    }
  }

  private Future<Taken> advise(Channel channel, List<Arrival> arrivals) {
    var posts = new ArrayList<Future<Outcome>>();
    var advised = arrivals.stream().filter(Arrival::posted).toList();
    for (var arrival : advised) {
      posts.add(post(channel, arrival));
    }
    var taken = inbox.offer(arrivals);
    for (var i = 0; i < advised.size(); i++) {
      recordLater(advised.get(i), posts.get(i), taken);
    }
    return taken.recover(down -> afterPosts(posts).transform(x -> Future.failedFuture(down)));
  }

  /** Who is asked to come again because the database is down finds the advice given already. */
  private static Future<?> afterPosts(List<Future<Outcome>> posts) {
    return Future.join(posts.stream().filter(Objects::nonNull).toList())
        .timeout(LONGEST_POST.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Null when nothing was posted, because the event is an old one. */
  private Future<Outcome> post(Channel channel, Arrival arrival) {
    var earlier = given.get(arrival.key());
    if (earlier != null && earlier.posted() != null && !failed(earlier.posted())) {
      return earlier.posted();
    }
    if (store.stored(arrival.key(), PATIENCE)) {
      return null;
    }
    log.atWarn().addKeyValue("hazard", arrival.hazard()).log("hazard advice goes out");
    var posted = callbacks.post(channel, arrival.advice());
    given.put(arrival.key(), new Given(new Alert(arrival.hazard(), arrival.advice()), posted));
    return posted;
  }

  private static boolean failed(Future<Outcome> posted) {
    return posted.isComplete() && !(posted.result() instanceof Outcome.Delivered);
  }

  private void recordLater(Arrival arrival, Future<Outcome> posted, Future<Taken> taken) {
    if (posted == null) {
      return;
    }
    Thread.ofVirtual()
        .name("advice-record")
        .start(
            () -> {
              try {
                taken.await();
                outbox.record(arrival.advice().id(), posted.await());
              } catch (Exception notStored) {
                log.atWarn().setCause(notStored).log("hazard advice not recorded");
              }
            });
  }

  private static final class Remembered extends LinkedHashMap<UUID, Given> {
    @Override
    protected boolean removeEldestEntry(Map.Entry<UUID, Given> eldest) {
      return size() > REMEMBERED;
    }
  }
}
