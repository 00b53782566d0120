package linli.bot.http.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.ext.web.RoutingContext;
import linli.bot.access.Caller;
import linli.bot.estates.Estate;
import linli.bot.estates.Estate.Building;
import linli.bot.http.Answers;

/** Estates and their register of buildings; nothing of residents. */
final class EstatesApi {

  private final VisibleEstates estates;

  EstatesApi(VisibleEstates estates) {
    this.estates = estates;
  }

  void all(RoutingContext context, Caller caller) {
    var answer = Answers.object();
    var list = answer.putArray("estates");
    estates.of(caller).forEach(estate -> list.add(estate(estate)));
    Answers.json(context, 200, answer);
  }

  private static ObjectNode estate(Estate estate) {
    return Answers.object()
        .put("id", estate.id())
        .put("name", estate.name())
        .put("community", estate.community())
        .put("committee", estate.committee())
        .put("street", estate.street())
        .put("buildings", estate.buildings().size())
        .put("flats", estate.buildings().values().stream().mapToInt(Building::households).sum());
  }

  void buildings(RoutingContext context, Caller caller) {
    var answer = Answers.object();
    var list = answer.putArray("buildings");
    for (var building : estates.named(context, caller).buildings().values()) {
      var entry = list.addObject().put("building", building.name());
      building.units().forEach(entry.putArray("units")::add);
      entry
          .put("floors", building.floors())
          .put("flatsPerFloor", building.flatsPerFloor())
          .put("flats", building.households());
    }
    Answers.json(context, 200, answer);
  }
}
