package linli.bot.http.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.Pool;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import linli.bot.access.Caller;
import linli.bot.access.KeptAnswers;
import linli.bot.access.KeptAnswers.Request;
import linli.bot.estates.Estate;
import linli.bot.estates.Estates;
import linli.bot.estates.roster.RosterImport;
import linli.bot.estates.roster.RosterImport.Counts;
import linli.bot.estates.roster.RosterImport.Result;
import linli.bot.estates.roster.RosterImport.Sent;
import linli.bot.estates.roster.RosterProblem;
import linli.bot.http.Answers;
import linli.bot.store.CannotStart;
import linli.bot.store.EstateLock;
import linli.bot.store.Transaction;
import linli.bot.store.Transactions;

/** Comparing the register of an estate with a roster, or taking it over: as {@code import} does. */
final class RosterApi {

  private static final int WRONG_ROWS = 422;
  private static final Counts NOTHING = new Counts(0, 0, 0, 0, 0, 0);

  private final VisibleEstates visible;
  private final Estates estates;
  private final Pool pool;
  private final Transactions transactions;
  private final KeptAnswers answers;
  private final Clock clock;

  RosterApi(
      VisibleEstates visible,
      Estates estates,
      Pool pool,
      Transactions transactions,
      KeptAnswers answers,
      Clock clock) {
    this.visible = visible;
    this.estates = estates;
    this.pool = pool;
    this.transactions = transactions;
    this.answers = answers;
    this.clock = clock;
  }

  /** What came of it; {@code answer} is JSON. */
  private record Outcome(int status, String answer, boolean sameBody) {}

  void take(RoutingContext context, Caller caller) {
    if (caller.partyId() != null) { // the roll of votes is made of it
      throw new ApiRefused(403, "Authorization", "expected a token of no single party");
    }
    var estate = visible.named(context, caller);
    var apply = apply(context);
    var key = apply ? EntriesApi.key(context) : null;
    var file = bytes(context);
    var sent = sent(file);
    var body = new String(file, StandardCharsets.ISO_8859_1);
    var outcome =
        transactions.run(
            tx -> {
              EstateLock.take(tx, estate.id());
              return apply
                  ? once(tx, estate, new Request(estate.id(), caller.name(), key, body), sent)
                  : compare(tx, estate, sent, false);
            });
    if (!outcome.sameBody()) {
      throw new ApiRefused(
          409, EntriesApi.KEY, "expected the same body as before with this key, got another");
    }
    estates.refresh(pool);
    Answers.json(context, outcome.status(), JsonBody.parse(outcome.answer()));
  }

  static boolean apply(RoutingContext context) {
    var apply = context.request().getParam("apply", "false");
    if (!apply.equals("true") && !apply.equals("false")) {
      throw ApiRefused.expected("apply", "true or false", apply);
    }
    return apply.equals("true");
  }

  static byte[] bytes(RoutingContext context) {
    var buffer = context.body().buffer();
    return buffer == null ? new byte[0] : buffer.getBytes();
  }

  private static Sent sent(byte[] file) {
    try {
      return Sent.of(file);
    } catch (CannotStart notATable) {
      throw new ApiRefused(400, "$", notATable.getMessage());
    }
  }

  private Outcome once(Transaction tx, Estate estate, Request request, Sent sent) {
    var before = answers.find(tx, request, clock.instant());
    if (before.isPresent()) {
      var kept = before.get();
      return new Outcome(kept.status(), kept.answer(), kept.sameBody());
    }
    var outcome = compare(tx, estate, sent, true);
    if (outcome.status() != WRONG_ROWS) {
      answers.keep(tx, request, outcome.status(), outcome.answer(), clock.instant());
    }
    return outcome;
  }

  private Outcome compare(Transaction tx, Estate estate, Sent sent, boolean apply) {
    return switch (new RosterImport(transactions, clock, estate.id()).run(tx, sent, apply)) {
      case Result.Refused refused ->
          outcome(WRONG_ROWS, "refused", NOTHING, List.of(), refused.problems());
      case Result.Same same -> outcome(200, "same", NOTHING, List.of(), List.of());
      case Result.Shown shown -> outcome(200, "shown", shown.counts(), shown.lines(), List.of());
      // Kept for repetitions: without the lines, which speak of persons.
      case Result.Applied applied ->
          outcome(200, "applied", applied.counts(), List.of(), List.of());
    };
  }

  private static Outcome outcome(
      int status, String result, Counts counts, List<String> lines, List<RosterProblem> problems) {
    var answer = Answers.object().put("result", result);
    put(
        answer.putObject("flats"),
        counts.flatsAdded(),
        counts.flatsChanged(),
        counts.flatsRemoved());
    put(
        answer.putObject("people"),
        counts.peopleAdded(),
        counts.peopleChanged(),
        counts.peopleRemoved());
    lines.forEach(answer.putArray("lines")::add);
    problems(answer, problems);
    return new Outcome(status, answer.toString(), true);
  }

  /** The wrong cells, below {@code problems}. */
  static void problems(ObjectNode answer, List<RosterProblem> problems) {
    var list = answer.putArray("problems");
    for (var problem : problems) {
      list.addObject()
          .put("row", problem.row())
          .put("column", problem.column())
          .put("expected", problem.expected())
          .put("got", problem.got());
    }
  }

  private static void put(ObjectNode of, long added, long changed, long removed) {
    of.put("added", added).put("changed", changed).put("removed", removed);
  }
}
