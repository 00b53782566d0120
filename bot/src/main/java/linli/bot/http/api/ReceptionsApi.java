package linli.bot.http.api;

import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import linli.bot.access.Caller;
import linli.bot.receptions.ReceptionFeed;

/** Reception days as a calendar for staff. */
final class ReceptionsApi {

  private final VisibleEstates estates;
  private final ReceptionFeed feed;
  private final Clock clock;

  ReceptionsApi(VisibleEstates estates, ReceptionFeed feed, Clock clock) {
    this.estates = estates;
    this.feed = feed;
    this.clock = clock;
  }

  void calendar(RoutingContext context, Caller caller) {
    var text = feed.of(estates.named(context, caller), clock.instant());
    context
        .response()
        .putHeader("Content-Type", "text/calendar; charset=utf-8")
        .putHeader("Cache-Control", "no-store")
        .end(text);
  }
}
