package linli.bot;

import io.vertx.ext.web.Router;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import linli.bot.inbox.EstateResolver;
import linli.bot.inbox.EventHandler;
import linli.bot.inbox.HazardWatch;
import linli.bot.inbox.WantsMedia;
import linli.bot.inbox.WantsOpinion;

/**
 * What the service does with what comes in: everything that a message's way needs to know of it.
 *
 * @param routes adds pages and APIs to the router of each event loop
 * @param ready what has to hold before traffic may come, by name, for example the models
 */
public record Domain(
    EventHandler handler,
    EstateResolver estates,
    HazardWatch hazards,
    WantsMedia wantsMedia,
    WantsOpinion wantsOpinion,
    Consumer<Router> routes,
    Map<String, BooleanSupplier> ready) {

  /** One that never asks anybody else what a message means. */
  public Domain(
      EventHandler handler,
      EstateResolver estates,
      HazardWatch hazards,
      WantsMedia wantsMedia,
      Consumer<Router> routes,
      Map<String, BooleanSupplier> ready) {
    this(handler, estates, hazards, wantsMedia, WantsOpinion.NEVER, routes, ready);
  }
}
