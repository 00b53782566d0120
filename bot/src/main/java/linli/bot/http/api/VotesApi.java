package linli.bot.http.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import linli.bot.access.Caller;
import linli.bot.estates.Estate;
import linli.bot.http.Answers;
import linli.bot.speech.ChinaTime;
import linli.bot.speech.Texts;
import linli.bot.store.Transaction;
import linli.bot.store.Transactions;
import linli.bot.votes.Objections;
import linli.bot.votes.Vote;
import linli.bot.votes.VotePage;
import linli.bot.votes.VoteService;
import linli.bot.votes.Votes;
import linli.bot.votes.tally.Weight;

/** Votes that were announced: how many took part, the result, its page, its export. */
final class VotesApi {

  private final VisibleEstates estates;
  private final Transactions transactions;
  private final VoteService votes;
  private final Texts texts;

  VotesApi(VisibleEstates estates, Transactions transactions, VoteService votes, Texts texts) {
    this.estates = estates;
    this.transactions = transactions;
    this.votes = votes;
    this.texts = texts;
  }

  void all(RoutingContext context, Caller caller) {
    var estate = estates.named(context, caller);
    var answer = Answers.object();
    var list = answer.putArray("votes");
    transactions.runQuietly(
        tx -> {
          var results = Votes.results(tx, estate.id());
          votes.votes().ofEstate(tx, estate.id()).stream()
              .filter(VotesApi::isPublic)
              .forEach(vote -> list.add(json(tx, vote, results.get(vote.id()))));
          return null;
        });
    Answers.json(context, 200, answer);
  }

  void one(RoutingContext context, Caller caller) {
    var estate = estates.named(context, caller);
    Answers.json(
        context,
        200,
        transactions.runQuietly(
            tx -> {
              var vote = vote(context, tx, estate);
              return json(tx, vote, Votes.results(tx, estate.id()).get(vote.id()));
            }));
  }

  /** What was announced; a draft is its drafter's. */
  private static boolean isPublic(Vote vote) {
    return vote.announcedAt() != null;
  }

  private Vote vote(RoutingContext context, Transaction tx, Estate estate) {
    return announced(context, tx, votes, estate);
  }

  /** The one that the path names. */
  static Vote announced(RoutingContext context, Transaction tx, VoteService votes, Estate estate) {
    var no = context.pathParam("no");
    if (!no.matches("\\d{1,6}")) {
      throw ApiRefused.expected("no", "the number of a vote", no);
    }
    return votes
        .votes()
        .byNo(tx, estate.id(), Integer.parseInt(no))
        .filter(VotesApi::isPublic)
        .orElseThrow(() -> ApiRefused.notFound("no", "the number of a vote"));
  }

  /**
   * @param result of a vote that was counted, else null: it stands in the log and is not counted
   *     again for whoever asks
   */
  private ObjectNode json(Transaction tx, Vote vote, JsonNode result) {
    var node =
        Answers.object()
            .put("no", vote.no())
            .put("matter", vote.matter().code())
            .put("kind", vote.matter().kind().name())
            .put("building", vote.scope().building())
            .put("unit", vote.scope().unit())
            .put("question", vote.question())
            .put("state", vote.state().name())
            .put("dryRun", vote.dryRun())
            .put("silence", vote.policy().silence().name())
            .put("announcedAt", time(vote.announcedAt()))
            .put("opensAt", time(vote.opensAt()))
            .put("closesAt", time(vote.closesAt()))
            .put("countedAt", time(vote.countedAt()))
            .put("electorateHash", vote.electorateHash());
    node.put("headHash", result == null ? null : vote.headHash());
    if (result == null) {
      var so = votes.votes().participation(tx, vote);
      node.set("scope", weight(so.scope()));
      node.set("participants", weight(so.participants()));
    } else {
      node.set("scope", weight(result, "scope"));
      node.set("participants", weight(result, "participants"));
    }
    return node.set("result", result == null ? null : result(result));
  }

  private static ObjectNode result(JsonNode result) {
    var node = Answers.object();
    for (var choice : List.of("for", "against", "abstain")) {
      node.set(choice, weight(result, choice));
    }
    if (result.has("attributedOwners")) { // results before these were written have none
      node.set("attributed", weight(result, "attributed"));
    }
    for (var field : List.of("invalidOwners", "quorumMet", "passed", "binding", "reason")) {
      node.set(field, result.get(field));
    }
    return node;
  }

  private static ObjectNode weight(JsonNode result, String of) {
    return Answers.object()
        .put("areaHundredths", result.get(of + "Area").longValue())
        .put("owners", result.get(of + "Owners").longValue());
  }

  private static ObjectNode weight(Weight weight) {
    return Answers.object().put("areaHundredths", weight.area()).put("owners", weight.owners());
  }

  private static String time(Instant at) {
    return at == null
        ? null
        : DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(at.atZone(ChinaTime.ZONE));
  }

  /** For the notice board. */
  void page(RoutingContext context, Caller caller) {
    var estate = estates.named(context, caller);
    var html = transactions.runQuietly(tx -> page(tx, estate, vote(context, tx, estate)));
    context
        .response()
        .putHeader("Content-Type", "text/html; charset=utf-8")
        .putHeader("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("Cache-Control", "no-store")
        .end(html);
  }

  private String page(Transaction tx, Estate estate, Vote vote) {
    var by = new VotePage.Publisher(estate.name(), estate.committee());
    var own = texts.of(estate.id());
    return vote.state() == Vote.State.COUNTED
        ? VotePage.result(own, by, vote, Votes.poll(tx, vote), Objections.opinions(tx, vote))
        : VotePage.notice(own, by, vote);
  }

  /** Every ballot under its pseudonym: to nobody who speaks for one party. */
  void export(RoutingContext context, Caller caller) {
    if (caller.partyId() != null) {
      throw new ApiRefused(403, "Authorization", "expected a token of no single party");
    }
    var estate = estates.named(context, caller);
    var file =
        transactions.runQuietly(
            tx -> Votes.export(tx, estate.id(), vote(context, tx, estate).id()));
    context
        .response()
        .putHeader("Content-Type", "text/plain; charset=utf-8")
        .putHeader("Cache-Control", "no-store")
        .end(
            Buffer.buffer(
                file.orElseThrow(
                    () -> ApiRefused.notFound("no", "the number of a vote that was counted"))));
  }
}
