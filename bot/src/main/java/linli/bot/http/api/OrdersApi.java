package linli.bot.http.api;

import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import linli.bot.access.Caller;
import linli.bot.access.KeptAnswers;
import linli.bot.access.KeptAnswers.Request;
import linli.bot.estates.Estate;
import linli.bot.estates.roster.RosterProblem;
import linli.bot.estates.roster.RosterSheet;
import linli.bot.hotline.OrderImport;
import linli.bot.hotline.OrderImport.Result;
import linli.bot.hotline.OrderStates;
import linli.bot.http.Answers;
import linli.bot.store.CannotStart;
import linli.bot.store.EstateLock;
import linli.bot.store.Transaction;
import linli.bot.store.Transactions;

/** Orders of the city's hotline: taking a table over, and telling where they stand. */
final class OrdersApi {

  private static final int WRONG_ROWS = 422;

  private final VisibleEstates visible;
  private final Transactions transactions;
  private final OrderImport orders;
  private final OrderStates states;
  private final KeptAnswers answers;
  private final Clock clock;

  OrdersApi(
      VisibleEstates visible,
      Transactions transactions,
      OrderImport orders,
      OrderStates states,
      KeptAnswers answers,
      Clock clock) {
    this.visible = visible;
    this.transactions = transactions;
    this.orders = orders;
    this.states = states;
    this.answers = answers;
    this.clock = clock;
  }

  /** What came of it; {@code answer} is JSON. */
  private record Outcome(int status, String answer, boolean sameBody) {}

  void take(RoutingContext context, Caller caller) {
    var estate = named(context, caller);
    var apply = RosterApi.apply(context);
    var key = apply ? EntriesApi.key(context) : null;
    var file = RosterApi.bytes(context);
    var sheet = sheet(file);
    var body = new String(file, StandardCharsets.ISO_8859_1);
    var outcome =
        transactions.run(
            tx -> {
              EstateLock.take(tx, estate.id());
              var name = caller.name();
              return apply
                  ? once(tx, estate, new Request(estate.id(), name, key, body), sheet)
                  : read(tx, estate, sheet, name, false);
            });
    if (!outcome.sameBody()) {
      throw new ApiRefused(
          409, EntriesApi.KEY, "expected the same body as before with this key, got another");
    }
    Answers.json(context, outcome.status(), JsonBody.parse(outcome.answer()));
  }

  void states(RoutingContext context, Caller caller) {
    var estate = named(context, caller);
    var since = since(context);
    var csv = transactions.run(tx -> states.csv(tx, estate, since, clock.instant()));
    context
        .response()
        .putHeader("Content-Type", "text/csv; charset=utf-8")
        .putHeader("Cache-Control", "no-store")
        .end(csv);
  }

  /** Orders are of all parties. */
  private Estate named(RoutingContext context, Caller caller) {
    if (caller.partyId() != null) {
      throw new ApiRefused(403, "Authorization", "expected a token that is tied to no party");
    }
    return visible.named(context, caller);
  }

  private static Instant since(RoutingContext context) {
    var text = context.request().getParam("since", "");
    if (text.isEmpty()) {
      return null;
    }
    try {
      return OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
    } catch (DateTimeException notATime) {
      throw ApiRefused.expected("since", "a time as 2026-11-23T08:00:00+08:00", text);
    }
  }

  private static RosterSheet sheet(byte[] file) {
    try {
      return RosterSheet.of(file);
    } catch (CannotStart notATable) {
      throw new ApiRefused(400, "$", notATable.getMessage());
    }
  }

  private Outcome once(Transaction tx, Estate estate, Request request, RosterSheet sheet) {
    var before = answers.find(tx, request, clock.instant());
    if (before.isPresent()) {
      var kept = before.get();
      return new Outcome(kept.status(), kept.answer(), kept.sameBody());
    }
    var outcome = read(tx, estate, sheet, request.token(), true);
    if (outcome.status() != WRONG_ROWS) {
      answers.keep(tx, request, outcome.status(), outcome.answer(), clock.instant());
    }
    return outcome;
  }

  private Outcome read(
      Transaction tx, Estate estate, RosterSheet sheet, String token, boolean apply) {
    return switch (orders.run(tx, estate, sheet, token, apply, clock.instant())) {
      case Result.Refused refused -> refused(refused.problems());
      case Result.Read read -> {
        var answer = Answers.object().put("result", apply ? "applied" : "shown");
        answer.put("added", read.added()).put("changed", read.changed()).put("same", read.same());
        read.lines().forEach(answer.putArray("lines")::add);
        answer.putArray("problems");
        yield new Outcome(200, answer.toString(), true);
      }
    };
  }

  private static Outcome refused(List<RosterProblem> problems) {
    var answer = Answers.object().put("result", "refused");
    answer.put("added", 0).put("changed", 0).put("same", 0);
    answer.putArray("lines");
    RosterApi.problems(answer, problems);
    return new Outcome(WRONG_ROWS, answer.toString(), true);
  }
}
