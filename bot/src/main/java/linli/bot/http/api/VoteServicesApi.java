package linli.bot.http.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import linli.bot.access.Caller;
import linli.bot.estates.Estate;
import linli.bot.http.Answers;
import linli.bot.store.EstateLock;
import linli.bot.store.Transaction;
import linli.bot.store.Transactions;
import linli.bot.votes.NewService;
import linli.bot.votes.NewVote;
import linli.bot.votes.ServiceResult;
import linli.bot.votes.ServiceWay;
import linli.bot.votes.Vote;
import linli.bot.votes.VoteService;

/**
 * Another system, of a post office or of short messages, tells which flats were served their
 * ballots. The same flat again changes nothing.
 */
final class VoteServicesApi {

  private static final int MOST_FLATS = 200;
  private static final int LONGEST_WORD = 40;
  private static final int LONGEST_REFERENCE = 80;

  private final VisibleEstates estates;
  private final Transactions transactions;
  private final VoteService votes;
  private final Clock clock;

  VoteServicesApi(
      VisibleEstates estates, Transactions transactions, VoteService votes, Clock clock) {
    this.estates = estates;
    this.transactions = transactions;
    this.votes = votes;
    this.clock = clock;
  }

  /** How many flats; which of them is nobody's business. */
  void state(RoutingContext context, Caller caller) {
    var estate = estates.named(context, caller);
    var state =
        transactions.runQuietly(
            tx -> votes.served(tx, VotesApi.announced(context, tx, votes, estate), 0));
    Answers.json(
        context,
        200,
        Answers.object().put("households", state.households()).put("served", state.served()));
  }

  void record(RoutingContext context, Caller caller) {
    if (caller.partyId() != null) {
      throw new ApiRefused(403, "Authorization", "expected a token of no single party");
    }
    var estate = estates.named(context, caller);
    var body = JsonBody.of(context, "flats", "way", "at", "reference");
    var flats = flats(estate, body);
    var way = way(body);
    var at = time(body);
    var reference = body.required("reference", LONGEST_REFERENCE);
    var answer =
        transactions.run(
            tx -> {
              EstateLock.take(tx, estate.id());
              var vote = VotesApi.announced(context, tx, votes, estate);
              var list = Answers.object();
              for (var flat : flats) {
                var service =
                    new NewService(
                        estate.id(),
                        vote.id(),
                        flat,
                        way,
                        at,
                        null,
                        reference,
                        null,
                        caller.name());
                list.withArray("flats").add(outcome(tx, service, vote, clock.instant()));
              }
              return list;
            });
    Answers.json(context, 200, answer);
  }

  private ObjectNode outcome(Transaction tx, NewService service, Vote vote, Instant now) {
    var flat = service.flat();
    var written = flat.building() + "-" + flat.unit() + "-" + flat.room();
    return Answers.object()
        .put("flat", written)
        .put("outcome", outcome(votes.serve(tx, service, now), vote));
  }

  private static String outcome(ServiceResult result, Vote vote) {
    return switch (result) {
      case ServiceResult.Recorded recorded -> "RECORDED";
      case ServiceResult.Before before -> "RECORDED_BEFORE";
      case ServiceResult.NotOnRoll stranger -> "NOT_ON_ROLL";
      case ServiceResult.NotInTime late ->
          throw new ApiRefused(
              400, "$.at", "expected a time after the announcement, before the end, not to come");
      case ServiceResult.Closed over ->
          throw new ApiRefused(
              409,
              "no",
              "expected a vote that runs, got one that is "
                  + vote.state().name().toLowerCase(Locale.ROOT));
      case ServiceResult.Unknown unknown -> throw ApiRefused.notFound("no", "the number of a vote");
      case ServiceResult.NotServed not -> throw new IllegalStateException("not served");
      case ServiceResult.Withdrawn withdrawn -> throw new IllegalStateException("withdrawn");
    };
  }

  private static List<NewVote.Flat> flats(Estate estate, JsonBody body) {
    var flats = new ArrayList<NewVote.Flat>();
    for (var written : body.node().path("flats")) {
      flats.add(
          FlatWords.read(estate, written.asText())
              .orElseThrow(
                  () ->
                      ApiRefused.expected(
                          body.at("flats"), "flats of the estate, as 3-2-101", null)));
    }
    if (flats.isEmpty() || flats.size() > MOST_FLATS) {
      throw ApiRefused.expected(
          body.at("flats"), "1 to " + MOST_FLATS + " flats", String.valueOf(flats.size()));
    }
    return flats;
  }

  private static ServiceWay way(JsonBody body) {
    var code = body.required("way", LONGEST_WORD);
    return ServiceWay.ofCode(code)
        .orElseThrow(
            () -> ApiRefused.expected(body.at("way"), "one of " + ServiceWay.codes(), code));
  }

  private static Instant time(JsonBody body) {
    var written = body.required("at", LONGEST_WORD);
    try {
      return OffsetDateTime.parse(written).toInstant();
    } catch (DateTimeException wrong) {
      throw ApiRefused.expected(body.at("at"), "a time as 2026-11-08T10:00:00+08:00", written);
    }
  }
}
