package linli.bot.http.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.function.BiFunction;
import linli.bot.access.Caller;
import linli.bot.cases.Case;
import linli.bot.cases.CaseNo;
import linli.bot.cases.CaseService;
import linli.bot.estates.Estate;
import linli.bot.http.Answers;
import linli.bot.meetings.Meeting;
import linli.bot.meetings.MeetingTask;
import linli.bot.meetings.Meetings;
import linli.bot.speech.ChinaTime;
import linli.bot.store.EstateLock;
import linli.bot.store.Transaction;
import linli.bot.store.Transactions;

/** Joint meetings: their agenda, minutes and tasks. Not for the token of a single party. */
final class MeetingsApi {

  private static final int LONGEST_PLACE = 40;
  private static final int LONGEST_MINUTES = 4000;
  private static final int LONGEST_TASK = 200;

  private final VisibleEstates estates;
  private final Transactions transactions;
  private final Meetings meetings;
  private final CaseService cases;
  private final Clock clock;

  MeetingsApi(
      VisibleEstates estates,
      Transactions transactions,
      Meetings meetings,
      CaseService cases,
      Clock clock) {
    this.estates = estates;
    this.transactions = transactions;
    this.meetings = meetings;
    this.cases = cases;
    this.clock = clock;
  }

  void all(RoutingContext context, Caller caller) {
    var estate = ofCommunity(context, caller);
    var answer = Answers.object();
    var list = answer.putArray("meetings");
    transactions.runQuietly(
        tx -> {
          meetings.service().all(tx, estate).forEach(one -> list.add(json(tx, estate, one)));
          return null;
        });
    Answers.json(context, 200, answer);
  }

  /** A meeting is about everybody's cases. */
  private Estate ofCommunity(RoutingContext context, Caller caller) {
    if (caller.partyId() != null) {
      throw ApiRefused.notFound("estate", "meetings of an estate");
    }
    return estates.named(context, caller);
  }

  void call(RoutingContext context, Caller caller) {
    var estate = ofCommunity(context, caller);
    var body = JsonBody.of(context, "heldAt", "place");
    var heldAt = time(body, "heldAt");
    var place = body.text("place", LONGEST_PLACE);
    var called =
        changed(
            estate,
            (tx, now) -> {
              var sameDay =
                  meetings.service().all(tx, estate).stream()
                      .anyMatch(m -> ChinaTime.date(m.heldAt()).equals(ChinaTime.date(heldAt)));
              if (sameDay) {
                throw new ApiRefused(409, "$.heldAt", "expected a day without a meeting");
              }
              return json(
                  tx, estate, meetings.service().call(tx, estate, heldAt, place, null, now));
            });
    Answers.json(context, 201, called);
  }

  void minutes(RoutingContext context, Caller caller) {
    var estate = ofCommunity(context, caller);
    var text = JsonBody.of(context, "text").required("text", LONGEST_MINUTES);
    var written =
        changed(
            estate,
            (tx, now) -> {
              var meeting = named(tx, estate, context);
              if (meeting.heldAt().isAfter(now)) {
                throw new ApiRefused(409, "meeting", "expected a meeting that has begun");
              }
              meetings.service().minutes(tx, meeting, text, now);
              return json(tx, estate, named(tx, estate, context));
            });
    Answers.json(context, 200, written);
  }

  void decide(RoutingContext context, Caller caller) {
    var estate = ofCommunity(context, caller);
    var body = JsonBody.of(context, "case", "party", "what", "dueAt");
    var what = body.required("what", LONGEST_TASK);
    var dueAt = time(body, "dueAt");
    var party = estate.parties().get(body.required("party", LONGEST_TASK));
    if (party == null) {
      throw ApiRefused.expected(
          "$.party", "one of " + estate.parties().keySet(), body.text("party", LONGEST_TASK));
    }
    var task =
        changed(
            estate,
            (tx, now) -> {
              var meeting = named(tx, estate, context);
              var about = about(tx, estate, body, now);
              var same =
                  meetings.service().tasks(tx, meeting).stream()
                      .filter(t -> t.partyId().equals(party.id()) && t.what().equals(what))
                      .filter(t -> t.dueAt().equals(dueAt))
                      .findFirst();
              return json(
                  same.orElseGet(
                      () ->
                          meetings
                              .service()
                              .decide(
                                  tx,
                                  estate,
                                  meeting,
                                  about.orElse(null),
                                  party,
                                  what,
                                  dueAt,
                                  now)));
            });
    Answers.json(context, 201, task);
  }

  private Optional<Case> about(Transaction tx, Estate estate, JsonBody body, Instant now) {
    var written = body.text("case", LONGEST_PLACE);
    if (written == null) {
      return Optional.empty();
    }
    return Optional.of(
        CaseNo.in(written)
            .flatMap(no -> cases.find(tx, estate, no, now))
            .orElseThrow(() -> ApiRefused.expected("$.case", "the number of a case", written)));
  }

  private ObjectNode changed(Estate estate, BiFunction<Transaction, Instant, ObjectNode> change) {
    return transactions.run(
        tx -> {
          EstateLock.take(tx, estate.id());
          return change.apply(tx, clock.instant());
        });
  }

  private Meeting named(Transaction tx, Estate estate, RoutingContext context) {
    var written = context.pathParam("meeting");
    return Optional.of(written)
        .filter(id -> id.matches("\\d{1,18}"))
        .flatMap(id -> meetings.service().find(tx, estate, Long.parseLong(id)))
        .orElseThrow(() -> ApiRefused.notFound("meeting", "the number of a meeting"));
  }

  private Instant time(JsonBody body, String name) {
    var written = body.required(name, LONGEST_PLACE);
    try {
      var at = OffsetDateTime.parse(written).toInstant();
      if (at.isAfter(clock.instant())) {
        return at;
      }
    } catch (DateTimeException wrong) {
      // refused below, with what was expected
    }
    throw ApiRefused.expected(
        body.at(name), "a time to come as 2026-11-26T15:00:00+08:00", written);
  }

  private ObjectNode json(Transaction tx, Estate estate, Meeting of) {
    var answer =
        Answers.object()
            .put("meeting", of.id())
            .put("heldAt", CaseJson.time(of.heldAt()))
            .put("place", of.place())
            .put("minutes", of.minutes());
    var agenda = answer.putArray("agenda");
    for (var item : meetings.service().items(tx, of)) {
      var no = cases.find(tx, estate.id(), item.caseId()).orElseThrow().no();
      agenda.addObject().put("case", no).put("reason", item.reason().name());
    }
    var tasks = answer.putArray("tasks");
    meetings.service().tasks(tx, of).forEach(task -> tasks.add(json(task)));
    return answer;
  }

  private static ObjectNode json(MeetingTask task) {
    return Answers.object()
        .put("task", task.id())
        .put("party", task.partyId())
        .put("what", task.what())
        .put("dueAt", CaseJson.time(task.dueAt()))
        .put("doneAt", task.doneAt() == null ? null : CaseJson.time(task.doneAt()))
        .put("done", task.doneText());
  }
}
