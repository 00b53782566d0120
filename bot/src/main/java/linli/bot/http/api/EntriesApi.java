package linli.bot.http.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Instant;
import linli.bot.access.Caller;
import linli.bot.access.KeptAnswers;
import linli.bot.access.KeptAnswers.Kept;
import linli.bot.access.KeptAnswers.Request;
import linli.bot.cases.Case;
import linli.bot.cases.CaseFacts;
import linli.bot.cases.CaseRecords.Place;
import linli.bot.estates.Estate;
import linli.bot.filings.Filing;
import linli.bot.filings.Filings;
import linli.bot.http.Answers;
import linli.bot.store.EstateLock;
import linli.bot.store.Transaction;
import linli.bot.store.Transactions;

/** Entering a case for a resident who called or came by. */
final class EntriesApi {

  static final String KEY = "Idempotency-Key";

  private final VisibleEstates estates;
  private final Transactions transactions;
  private final Filings filings;
  private final EntryDrafts drafts;
  private final KeptAnswers answers;
  private final Clock clock;

  EntriesApi(
      VisibleEstates estates,
      Transactions transactions,
      Filings filings,
      EntryDrafts drafts,
      KeptAnswers answers,
      Clock clock) {
    this.estates = estates;
    this.transactions = transactions;
    this.filings = filings;
    this.drafts = drafts;
    this.answers = answers;
    this.clock = clock;
  }

  void enter(RoutingContext context, Caller caller) {
    var estate = estates.named(context, caller);
    var key = key(context);
    var body = JsonBody.of(context, "issueType", "text", "place", "summary", "consent");
    var filing = drafts.of(estate, body, caller.name());
    var request = new Request(estate.id(), caller.name(), key, body.node().toString());
    var kept = transactions.run(tx -> once(tx, estate, request, filing));
    if (!kept.sameBody()) {
      throw new ApiRefused(409, KEY, "expected the same body as before with this key, got another");
    }
    Answers.json(context, kept.status(), JsonBody.parse(kept.answer()));
  }

  static String key(RoutingContext context) {
    var key = context.request().getHeader(KEY);
    if (key == null || !key.matches("[!-~]{1,200}")) {
      throw ApiRefused.expected(KEY, "1 to 200 printable ASCII characters", key);
    }
    return key;
  }

  /** What was answered to the first request with this key; does it when this is the first. */
  private Kept once(Transaction tx, Estate estate, Request request, Filing filing) {
    EstateLock.take(tx, estate.id());
    var now = clock.instant();
    var before = answers.find(tx, request, now);
    if (before.isPresent()) {
      return before.get();
    }
    var answer = enter(tx, estate, filing, now).toString();
    answers.keep(tx, request, 201, answer, now);
    return new Kept(201, answer, true);
  }

  private ObjectNode enter(Transaction tx, Estate estate, Filing filing, Instant now) {
    var filed = filings.file(tx, estate, filing, now);
    return answer(estate, filed.about(), filed.joined());
  }

  /** Nothing personal: it is kept for repetitions. */
  private static ObjectNode answer(Estate estate, Case about, boolean joined) {
    var id = CaseJson.id(new Place(about.openedOn(), about.seq()));
    var answer =
        Answers.object()
            .put("id", id)
            .put("no", about.no())
            .put("joined", joined)
            .put("issueType", about.issueType())
            .put("urgency", about.urgency())
            .put("hazard", about.hazard())
            .put("state", about.state().name());
    CaseFacts.party(answer, estate, about);
    return answer
        .put("respondBy", CaseJson.time(about.respondBy()))
        .put("resolveBy", CaseJson.time(about.resolveBy()))
        .put("href", "/api/v1/estates/%s/cases/%s".formatted(estate.id(), id));
  }
}
