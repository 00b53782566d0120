package linli.bot.http.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.ext.web.RoutingContext;
import linli.bot.access.Caller;
import linli.bot.estates.Estate;
import linli.bot.http.Answers;
import linli.bot.store.Transaction;
import linli.bot.store.Transactions;
import linli.bot.votes.discussion.Discussion;
import linli.bot.votes.discussion.Discussions;
import linli.bot.votes.discussion.Statement;

/** What residents think before there is a vote: statements and numbers, nobody's name. */
final class DiscussionsApi {

  private final VisibleEstates estates;
  private final Transactions transactions;
  private final Discussions discussions;

  DiscussionsApi(VisibleEstates estates, Transactions transactions, Discussions discussions) {
    this.estates = estates;
    this.transactions = transactions;
    this.discussions = discussions;
  }

  void all(RoutingContext context, Caller caller) {
    var estate = ofCommunity(context, caller);
    var answer = Answers.object();
    var list = answer.putArray("discussions");
    transactions
        .runQuietly(tx -> discussions.ofEstate(tx, estate.id()))
        .forEach(about -> list.add(json(about)));
    Answers.json(context, 200, answer);
  }

  void one(RoutingContext context, Caller caller) {
    var estate = ofCommunity(context, caller);
    var no = context.pathParam("no");
    if (!no.matches("\\d{1,6}")) {
      throw ApiRefused.expected("no", "the number of a discussion", no);
    }
    Answers.json(
        context, 200, transactions.runQuietly(tx -> result(tx, estate, Integer.parseInt(no))));
  }

  /** It is the community's: the company may be what is spoken of. */
  private Estate ofCommunity(RoutingContext context, Caller caller) {
    if (caller.partyId() != null) {
      throw new ApiRefused(403, "Authorization", "expected a token of no single party");
    }
    return estates.named(context, caller);
  }

  private ObjectNode result(Transaction tx, Estate estate, int no) {
    var about =
        discussions
            .find(tx, estate.id(), no)
            .orElseThrow(() -> ApiRefused.notFound("no", "the number of a discussion"));
    var node = Answers.object();
    node.set("discussion", json(about));
    var statements = node.putArray("statements");
    discussions.statements(tx, about).forEach(statement -> statements.add(json(statement)));
    return node;
  }

  private static ObjectNode json(Discussion about) {
    return Answers.object()
        .put("no", about.no())
        .put("building", about.scope().building())
        .put("unit", about.scope().unit())
        .put("question", about.question())
        .put("openedAt", CaseJson.time(about.openedAt()))
        .put("endsAt", CaseJson.time(about.endsAt()))
        .put("ended", about.ended())
        .put("people", about.people())
        .put("statements", about.statements());
  }

  private static ObjectNode json(Statement statement) {
    var node =
        Answers.object()
            .put("no", statement.no())
            .put("words", statement.words())
            .put("hidden", statement.hidden());
    var agreement = node.putArray("agreement");
    for (var part : statement.agreement()) {
      agreement
          .addObject()
          .put("building", part.building())
          .put("agree", part.agree())
          .put("disagree", part.disagree())
          .put("skip", part.skip());
    }
    return node.put("fewer", statement.fewer());
  }
}
