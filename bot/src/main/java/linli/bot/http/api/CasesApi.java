package linli.bot.http.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.Optional;
import linli.bot.access.Caller;
import linli.bot.access.Scope;
import linli.bot.cases.Case;
import linli.bot.cases.CaseDisclosure;
import linli.bot.cases.CaseNo;
import linli.bot.cases.CaseRecords;
import linli.bot.cases.CaseRecords.Counted;
import linli.bot.cases.CaseRecords.Place;
import linli.bot.cases.CaseService;
import linli.bot.estates.Estate;
import linli.bot.http.Answers;
import linli.bot.media.CaseMedia;
import linli.bot.store.Transaction;
import linli.bot.store.Transactions;
import linli.nlp.Catalogue;

/** Reading cases: a page of them, or one with its history. */
final class CasesApi {

  private final VisibleEstates estates;
  private final Transactions transactions;
  private final CaseRecords records;
  private final CaseService cases;
  private final CaseMedia media;
  private final Catalogue catalogue;
  private final CaseJson json;
  private final Clock clock;

  CasesApi(
      VisibleEstates estates,
      Transactions transactions,
      CaseRecords records,
      CaseService cases,
      CaseMedia media,
      Catalogue catalogue,
      CaseJson json,
      Clock clock) {
    this.estates = estates;
    this.transactions = transactions;
    this.records = records;
    this.cases = cases;
    this.media = media;
    this.catalogue = catalogue;
    this.json = json;
    this.clock = clock;
  }

  /** Without persons, whoever asks: homes and words are read one case at a time, and audited. */
  void page(RoutingContext context, Caller caller) {
    var estate = estates.named(context, caller);
    var query = new CaseQuery(context);
    var page = records.page(estate.id(), query.filter(estate, caller, catalogue), query.limit());
    var answer = Answers.object();
    var list = answer.putArray("cases");
    for (var counted : page.cases()) {
      list.add(json.of(estate, counted, false));
    }
    var next = page.next().seq() == 0 ? "" : CaseJson.id(page.next());
    Answers.json(context, 200, answer.put("next", next).put("more", page.more()));
  }

  void one(RoutingContext context, Caller caller) {
    var estate = estates.named(context, caller);
    var written = context.pathParam("no");
    var found =
        transactions.runQuietly(
            tx -> find(tx, estate, written, caller).map(one -> one(tx, estate, one, caller)));
    Answers.json(
        context, 200, found.orElseThrow(() -> ApiRefused.notFound("no", "the number of a case")));
  }

  private ObjectNode one(Transaction tx, Estate estate, Counted counted, Caller caller) {
    var about = counted.about();
    var persons = showsPersons(estate, about, caller);
    var answer = json.of(estate, counted, persons);
    CaseJson.history(answer, records.history(tx, about), persons);
    if (persons) {
      var ofHidden = CaseDisclosure.isCommunity(estate, caller.partyId());
      CaseJson.reports(
          answer, records.contacts(tx, about, caller.name(), ofHidden, clock.instant()));
      CaseJson.media(answer, media.of(tx, about.estateId(), about.id(), ofHidden));
    }
    return answer;
  }

  Optional<Counted> find(Transaction tx, Estate estate, String written, Caller caller) {
    return place(tx, estate, written)
        .flatMap(place -> records.find(tx, estate.id(), place))
        .filter(
            counted ->
                caller.partyId() == null || caller.partyId().equals(counted.about().partyId()));
  }

  /** With its year, else as people write it: then the youngest of this year and the last. */
  private Optional<Place> place(Transaction tx, Estate estate, String written) {
    var place = CaseQuery.place(written);
    if (place.isPresent()) {
      return place;
    }
    if (!written.matches("\\d{4}-\\d{1,4}")) {
      throw ApiRefused.expected("no", "a number as 1123-07 or 2026-11-23-07", written);
    }
    return CaseNo.in(written)
        .flatMap(no -> cases.find(tx, estate, no, clock.instant()))
        .map(found -> new Place(found.openedOn(), found.seq()));
  }

  static boolean showsPersons(Estate estate, Case about, Caller caller) {
    return CaseDisclosure.showsPersons(estate, about, caller.may(Scope.PERSONAL), caller.partyId());
  }
}
