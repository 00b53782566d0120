package linli.bot.inbox;

import java.time.Duration;
import java.util.List;
import linli.adapters.wecom.KfPages;
import linli.bot.channels.Callbacks;
import linli.bot.channels.Callbacks.Fetched;
import linli.bot.channels.Channel;
import linli.bot.channels.Channels;
import linli.bot.inbox.Announcements.Pull;
import linli.bot.store.Wake;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches what platforms announced, on one virtual thread a channel. The cursor moves after the
 * messages are durable: what was fetched twice is a duplicate, what was not is fetched again.
 */
public final class Puller implements AutoCloseable {

  private static final Duration LOOK_AROUND = Duration.ofSeconds(1);
  private static final Logger log = LoggerFactory.getLogger(Puller.class);

  private final Announcements announcements;
  private final Callbacks callbacks;
  private final Ingress ingress;
  private final List<Thread> threads;
  private final Wake wake;
  private volatile boolean stopping;

  Puller(Channels channels, Announcements announcements, Callbacks callbacks, Ingress ingress) {
    this.announcements = announcements;
    this.callbacks = callbacks;
    this.ingress = ingress;
    var fetching = channels.all().stream().filter(Channel::fetches).toList();
    this.wake = new Wake(Math.max(1, fetching.size()));
    this.threads =
        fetching.stream()
            .map(channel -> Thread.ofVirtual().name("pull").start(() -> work(channel)))
            .toList();
  }

  /** Something may have been announced. */
  void wake() {
    wake.ringAll();
  }

  /** Ends after the page that is under way. */
  @Override
  public void close() {
    stopping = true;
    wake.ringAll();
    try {
      for (var thread : threads) {
        thread.join();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void work(Channel channel) {
    while (!stopping) {
      try {
        var pull = announcements.lease(channel.name());
        if (pull.isPresent()) {
          pull(channel, pull.get());
        } else {
          wake.await(LOOK_AROUND);
        }
      } catch (Throwable fault) {
        log.atWarn().setCause(fault).addKeyValue("channel", channel.name()).log("not fetched");
        wake.await(LOOK_AROUND);
      }
    }
  }

  private void pull(Channel channel, Pull pull) {
    var cursor = pull.cursor();
    while (!stopping) {
      switch (callbacks.fetch(channel, pull.account(), pull.ticket(), cursor)) {
        case Fetched.Not not -> {
          failed(channel, pull, not);
          return;
        }
        case Fetched.Got got -> {
          var page = got.page();
          store(channel, pull, page);
          cursor = page.next() == null ? cursor : page.next();
          announcements.advance(pull, cursor);
          if (!page.more() || page.next() == null) {
            announcements.finish(pull);
            return;
          }
        }
      }
    }
  }

  private void store(Channel channel, Pull pull, KfPages.Page page) {
    var events =
        page.events().stream()
            .filter(event -> pull.since() == null || !event.sentAt().isBefore(pull.since()))
            .toList();
    if (!events.isEmpty()) {
      ingress.take(channel, events).await();
    }
  }

  private void failed(Channel channel, Pull pull, Fetched.Not not) {
    if (pull.failures() == 0) { // what follows says the same
      log.atWarn()
          .addKeyValue("channel", channel.name())
          .addKeyValue("code", not.code())
          .log("messages not fetched");
    }
    announcements.fail(pull, not.pause());
  }
}
