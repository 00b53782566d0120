package linli.bot.http.api;

import io.vertx.ext.web.RoutingContext;
import java.util.Comparator;
import java.util.List;
import linli.bot.access.Caller;
import linli.bot.estates.Estate;
import linli.bot.estates.Estates;

/** The estates as far as a caller may see them. */
final class VisibleEstates {

  private final Estates estates;

  VisibleEstates(Estates estates) {
    this.estates = estates;
  }

  List<Estate> of(Caller caller) {
    return estates.all().stream()
        .filter(estate -> caller.mayEnter(estate.id()))
        .sorted(Comparator.comparing(Estate::id))
        .toList();
  }

  /** The estate that the request's path names. */
  Estate named(RoutingContext context, Caller caller) {
    var id = context.pathParam("estate");
    return of(caller).stream()
        .filter(estate -> estate.id().equals(id))
        .findFirst()
        .orElseThrow(() -> ApiRefused.notFound("estate", "the id of an estate"));
  }
}
