package linli.bot.http.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import linli.bot.access.Caller;
import linli.bot.access.Scope;
import linli.bot.households.Household;
import linli.bot.households.HouseholdRegister;
import linli.bot.households.HouseholdRegister.Flat;
import linli.bot.http.Answers;
import linli.bot.store.Transactions;

/** The register of households: names and phones shortened, whole only with a scope of its own. */
final class HouseholdsApi {

  private static final Household BEGINNING = new Household("", "", "");

  private final VisibleEstates estates;
  private final Transactions transactions;
  private final Clock clock;

  HouseholdsApi(VisibleEstates estates, Transactions transactions, Clock clock) {
    this.estates = estates;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** To nobody who speaks for one party: it answers for cases, not for who lives where. */
  void page(RoutingContext context, Caller caller) {
    if (caller.partyId() != null) {
      throw new ApiRefused(403, "Authorization", "expected a token of no single party");
    }
    var estate = estates.named(context, caller);
    var query = new PageQuery(context, Set.of("building", "after", "limit"));
    var building = query.oneOf("building", estate.buildings().keySet());
    var after = after(query);
    var limit = query.limit();
    var whole = caller.may(Scope.PERSONAL);
    var found =
        transactions.runQuietly(
            tx -> {
              var flats = HouseholdRegister.page(tx, estate.id(), after, building, limit + 1);
              if (whole) {
                var homes = Math.min(limit, flats.size());
                HouseholdRegister.looked(tx, estate.id(), caller.name(), homes, clock.instant());
              }
              return flats;
            });
    var shown = found.subList(0, Math.min(limit, found.size()));
    var answer = Answers.object();
    write(answer.putArray("households"), shown, whole);
    var next = shown.isEmpty() ? after : shown.getLast().home();
    answer.put("next", next.equals(BEGINNING) ? "" : next.name());
    Answers.json(context, 200, answer.put("more", found.size() > limit));
  }

  private static Household after(PageQuery query) {
    var text = query.text("after");
    if (text == null) {
      return BEGINNING;
    }
    if (!text.matches("[^-]+-[^-]+-[^-]+")) {
      throw ApiRefused.expected("after", "the next of an earlier answer, or nothing", text);
    }
    return Household.named(text);
  }

  private static void write(ArrayNode list, List<Flat> flats, boolean whole) {
    for (var flat : flats) {
      var json =
          list.addObject()
              .put("building", flat.home().building())
              .put("unit", flat.home().unit())
              .put("room", flat.home().room())
              .put("areaHundredths", flat.areaHundredths());
      var people = json.putArray("people");
      for (var inhabitant : flat.people()) {
        var shown = whole ? inhabitant : inhabitant.shortened();
        people
            .addObject()
            .put("name", shown.name())
            .put("phone", shown.phone())
            .put("relation", shown.relation())
            .put("livesHere", shown.livesHere());
      }
    }
  }
}
