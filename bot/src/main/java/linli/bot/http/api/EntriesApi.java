package linli.bot.http.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import linli.bot.access.Caller;
import linli.bot.access.KeptAnswers;
import linli.bot.access.KeptAnswers.Kept;
import linli.bot.access.KeptAnswers.Request;
import linli.bot.cases.Case;
import linli.bot.cases.CaseFacts;
import linli.bot.cases.CaseRecords;
import linli.bot.cases.CaseRecords.Place;
import linli.bot.cases.CaseService;
import linli.bot.cases.Report;
import linli.bot.estates.Estate;
import linli.bot.http.Answers;
import linli.bot.http.api.EntryDrafts.Draft;
import linli.bot.residents.Speaker;
import linli.bot.speech.Speech;
import linli.bot.store.EstateLock;
import linli.bot.store.Transaction;
import linli.bot.store.Transactions;
import linli.nlp.PersonalData;

/** Entering a case for a resident who called or came by. */
final class EntriesApi {

  static final String KEY = "Idempotency-Key";

  private final VisibleEstates estates;
  private final Transactions transactions;
  private final CaseRecords records;
  private final CaseService cases;
  private final EntryDrafts drafts;
  private final KeptAnswers answers;
  private final Clock clock;

  EntriesApi(
      VisibleEstates estates,
      Transactions transactions,
      CaseRecords records,
      CaseService cases,
      EntryDrafts drafts,
      KeptAnswers answers,
      Clock clock) {
    this.estates = estates;
    this.transactions = transactions;
    this.records = records;
    this.cases = cases;
    this.drafts = drafts;
    this.answers = answers;
    this.clock = clock;
  }

  void enter(RoutingContext context, Caller caller) {
    var estate = estates.named(context, caller);
    var key = key(context);
    var body = JsonBody.of(context, "issueType", "text", "place", "summary", "consent");
    var draft = drafts.of(estate, body);
    var request = new Request(estate.id(), caller.name(), key, body.node().toString());
    var kept = transactions.run(tx -> once(tx, estate, request, draft));
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
  private Kept once(Transaction tx, Estate estate, Request request, Draft draft) {
    EstateLock.take(tx, estate.id());
    var now = clock.instant();
    var before = answers.find(tx, request, now);
    if (before.isPresent()) {
      return before.get();
    }
    var answer = enter(tx, estate, request.token(), draft, now).toString();
    answers.keep(tx, request, 201, answer, now);
    return new Kept(201, answer, true);
  }

  private ObjectNode enter(Transaction tx, Estate estate, String token, Draft draft, Instant now) {
    var wanted = draft.wanted();
    if (wanted.hazard() != null) {
      var known = cases.openHazard(tx, estate, wanted.hazard(), wanted.place().building());
      if (known.isPresent()) {
        cases.joinHazard(tx, estate, known.get(), report(draft, Report.Kind.JOIN, now));
        return answer(estate, known.get(), true);
      }
    }
    var opened = cases.open(tx, estate, wanted, report(draft, Report.Kind.REPORT, now), now);
    records.entered(tx, opened, token, draft.consent(), now);
    return answer(estate, opened, false);
  }

  /** Said by somebody who has no chat: nobody is asked later whether it is solved. */
  private static Report report(Draft draft, Report.Kind kind, Instant now) {
    var id = UUID.randomUUID();
    var account = "entry:" + id;
    var speaker =
        new Speaker(
            Speech.NO_CHAT, account, null, List.of(), List.of(), "private:" + account, null);
    var words = draft.words() == null ? null : PersonalData.mask(draft.words());
    return new Report(
        kind,
        speaker,
        speaker.privateConversation(),
        false,
        id,
        0,
        words,
        draft.kept(),
        List.of(),
        now);
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
        .put("respondBy", CaseFacts.time(about.respondBy()))
        .put("resolveBy", CaseFacts.time(about.resolveBy()))
        .put("href", "/api/v1/estates/%s/cases/%s".formatted(estate.id(), id));
  }
}
