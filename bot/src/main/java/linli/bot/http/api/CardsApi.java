package linli.bot.http.api;

import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.List;
import linli.bot.access.Caller;
import linli.bot.cases.CaseCards;
import linli.bot.cases.CaseRecords.Place;
import linli.bot.http.Answers;
import linli.bot.store.Transactions;

/** Yellow and red cards that were shown lately; a party's token sees its own. */
final class CardsApi {

  private final VisibleEstates estates;
  private final Transactions transactions;
  private final CaseCards cards;
  private final Clock clock;

  CardsApi(VisibleEstates estates, Transactions transactions, CaseCards cards, Clock clock) {
    this.estates = estates;
    this.transactions = transactions;
    this.cards = cards;
    this.clock = clock;
  }

  void lately(RoutingContext context, Caller caller) {
    var estate = estates.named(context, caller);
    var parties = caller.partyId() == null ? null : List.of(caller.partyId());
    var shown =
        transactions.runQuietly(tx -> cards.lately(tx, estate.id(), parties, clock.instant()));
    var answer = Answers.object();
    var list = answer.putArray("cards");
    for (var card : shown) {
      list.addObject()
          .put("case", CaseJson.id(new Place(card.openedOn(), card.seq())))
          .put("no", card.no())
          .put("issueType", card.issueType())
          .put("colour", card.colour().name())
          .put("reason", card.reason().name())
          .put("party", card.partyId())
          .put("resolveBy", CaseJson.time(card.resolveBy()))
          .put("shownAt", CaseJson.time(card.shownAt()))
          .put("open", card.isOpen());
    }
    Answers.json(context, 200, answer);
  }
}
