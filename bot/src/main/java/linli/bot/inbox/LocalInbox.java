package linli.bot.inbox;

import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.util.List;
import linli.adapters.InboundEvent;
import linli.bot.inbox.HazardWatch.Alert;
import linli.bot.store.Transactions;

/** The inbox of a replayed conversation: one event at a time, processed before it returns. */
public final class LocalInbox {

  private final Arrivals arrivals;
  private final Processing processing;
  private final MediaIntake media;
  private final HazardWatch watch;
  private final Clock clock;

  public LocalInbox(
      Pool pool,
      Transactions transactions,
      Clock clock,
      HazardWatch watch,
      EstateResolver estates,
      EventHandler handler,
      MediaIntake media) {
    this.arrivals = new Arrivals(pool);
    this.processing = new Processing(transactions, clock, estates, handler);
    this.media = media;
    this.watch = watch;
    this.clock = clock;
  }

  /** Stores the event, its advice with it, and does everything that follows from it. */
  public void take(String channel, InboundEvent event) {
    takeAll(channel, List.of(event));
  }

  /** As {@link #take} with events that came in the same moment. */
  public void takeAll(String channel, List<InboundEvent> events) {
    arrivals.insert(events.stream().map(event -> arrival(channel, event)).toList());
    while (media.takeOne(false)) {
      // one after the other, as they came
    }
    processing.drain();
  }

  private Arrival arrival(String channel, InboundEvent event) {
    var now = clock.instant();
    var alert = watch.look(channel, event, now);
    return new Arrival(
        EventKey.of(channel, event.id()),
        channel,
        event,
        now,
        alert.map(Alert::hazard).orElse(null),
        alert.map(Alert::advice).orElse(null),
        false);
  }
}
