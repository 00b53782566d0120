package linli.bot.http.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import linli.bot.access.Caller;
import linli.bot.access.KeptAnswers;
import linli.bot.access.KeptAnswers.Kept;
import linli.bot.access.KeptAnswers.Request;
import linli.bot.estates.Estate;
import linli.bot.estates.Estate.Staff;
import linli.bot.http.Answers;
import linli.bot.store.EstateLock;
import linli.bot.store.Transaction;
import linli.bot.store.Transactions;
import linli.bot.votes.DraftCheck;
import linli.bot.votes.NewVote;
import linli.bot.votes.Vote;
import linli.bot.votes.VoteProfile;
import linli.bot.votes.VoteService;
import linli.bot.votes.tally.Kind;
import linli.bot.votes.tally.Matter;
import linli.bot.votes.tally.Scope;

/**
 * Another system brings the draft of a vote; the secretary has it published, a second person checks
 * it.
 */
final class VoteDraftsApi {

  private static final int LONGEST_WORD = 40;

  /** That wait for their secretary, in one estate. */
  private static final int MOST_WAITING = 20;

  private final VisibleEstates estates;
  private final Transactions transactions;
  private final VoteService votes;
  private final KeptAnswers answers;
  private final Clock clock;

  VoteDraftsApi(
      VisibleEstates estates,
      Transactions transactions,
      VoteService votes,
      KeptAnswers answers,
      Clock clock) {
    this.estates = estates;
    this.transactions = transactions;
    this.votes = votes;
    this.answers = answers;
    this.clock = clock;
  }

  void draft(RoutingContext context, Caller caller) {
    if (caller.partyId() != null) {
      throw new ApiRefused(403, "Authorization", "expected a token of no single party");
    }
    var estate = estates.named(context, caller);
    var key = EntriesApi.key(context);
    var body =
        JsonBody.of(
            context, "matter", "building", "unit", "question", "opensAt", "closesAt", "flats");
    var request = new Request(estate.id(), caller.name(), key, body.node().toString());
    var kept = transactions.run(tx -> once(tx, estate, request, body));
    if (!kept.sameBody()) {
      throw new ApiRefused(
          409, EntriesApi.KEY, "expected the same body as before with this key, got another");
    }
    Answers.json(context, kept.status(), JsonBody.parse(kept.answer()));
  }

  private Kept once(Transaction tx, Estate estate, Request request, JsonBody body) {
    EstateLock.take(tx, estate.id());
    var now = clock.instant();
    var before = answers.find(tx, request, now);
    if (before.isPresent()) {
      return before.get();
    }
    var answer = draft(tx, estate, body, now).toString();
    answers.keep(tx, request, 201, answer, now);
    return new Kept(201, answer, true);
  }

  private ObjectNode draft(Transaction tx, Estate estate, JsonBody body, Instant now) {
    var rules = votes.rules(tx, estate.id());
    var matter = matter(body);
    var scope = scope(estate, matter, body);
    var drafter = drafter(estate);
    var waiting =
        votes.votes().ofEstate(tx, estate.id()).stream()
            .filter(vote -> vote.state() == Vote.State.DRAFT)
            .count();
    if (waiting >= MOST_WAITING) {
      throw new ApiRefused(
          409, "estate", "expected fewer than %d drafts that wait".formatted(MOST_WAITING));
    }
    var opensAt = time(body, "opensAt");
    var closesAt = time(body, "closesAt");
    checkTimes(rules, matter, opensAt, closesAt, now);
    var wanted =
        new NewVote(
            estate.id(),
            matter,
            question(body),
            scope,
            rules,
            opensAt,
            closesAt,
            drafter.personId(),
            flats(estate, matter, scope, body));
    return answer(tx, votes.brought(tx, estate, wanted, now));
  }

  private ObjectNode answer(Transaction tx, Vote vote) {
    var roll = votes.votes().roll(tx, vote);
    return Answers.object()
        .put("no", vote.no())
        .put("state", vote.state().name())
        .put("dryRun", vote.dryRun())
        .put("households", roll.households())
        .put("owners", roll.owners())
        .put("areaHundredths", roll.areaHundredths())
        .put("withoutArea", roll.withoutArea())
        .put("withoutOwner", roll.withoutOwner());
  }

  /** In whose name it waits. */
  private static Staff drafter(Estate estate) {
    return Stream.of("secretary", "deputy_secretary")
        .flatMap(role -> estate.staff().stream().filter(staff -> staff.role().equals(role)))
        .filter(staff -> VoteService.mayCheck(estate.rolesOf(staff.personId())))
        .findFirst()
        .orElseThrow(
            () -> new ApiRefused(409, "estate", "expected an estate that has a secretary"));
  }

  // --- what is asked ----------------------------------------------------------------------------

  private static Matter matter(JsonBody body) {
    var code = body.required("matter", LONGEST_WORD);
    return Matter.of(code)
        .orElseThrow(
            () ->
                ApiRefused.expected(
                    body.at("matter"),
                    "one of " + Arrays.stream(Matter.values()).map(Matter::code).toList(),
                    code));
  }

  private static String question(JsonBody body) {
    var question = body.required("question", DraftCheck.LONGEST_QUESTION);
    if (!DraftCheck.isQuestion(question) || question.matches("(?s).*[\\n\\r].*")) {
      throw new ApiRefused(
          400, body.at("question"), "expected one line without personal data, got something else");
    }
    return question;
  }

  private static Scope scope(Estate estate, Matter matter, JsonBody body) {
    var building = body.text("building", LONGEST_WORD);
    var unit = body.text("unit", LONGEST_WORD);
    if (building != null && estate.building(building).isEmpty()) {
      throw ApiRefused.expected(
          body.at("building"), "one of " + estate.buildings().keySet(), building);
    }
    if (unit != null
        && (building == null || !estate.building(building).orElseThrow().units().contains(unit))) {
      throw ApiRefused.expected(body.at("unit"), "a unit of the building", unit);
    }
    if (matter == Matter.RESIDENTIAL_TO_COMMERCIAL && (building == null || unit != null)) {
      throw ApiRefused.expected(
          body.at(building == null ? "building" : "unit"),
          "a whole building, whose owners are all asked",
          building == null ? null : unit);
    }
    return new Scope(building, unit);
  }

  private static List<NewVote.Flat> flats(
      Estate estate, Matter matter, Scope scope, JsonBody body) {
    var flats = new ArrayList<NewVote.Flat>();
    for (var written : body.node().path("flats")) {
      flats.add(
          FlatWords.read(estate, written.asText())
              .filter(flat -> mayBeNamed(flat, matter, scope))
              .orElseThrow(
                  () ->
                      ApiRefused.expected(
                          body.at("flats"), "flats that matter here, as 3-2-101", null)));
    }
    var asks = flats.stream().anyMatch(flat -> flat.building().equals(scope.building()));
    if (matter.kind() == Kind.UNANIMOUS && !asks) {
      throw ApiRefused.expected(body.at("flats"), "the flat that shall be changed", null);
    }
    return flats;
  }

  /** Of a lift those in its scope, of a 住改商 also those of interested owners elsewhere. */
  private static boolean mayBeNamed(NewVote.Flat flat, Matter matter, Scope scope) {
    return switch (matter.kind()) {
      case UNANIMOUS -> true;
      case ELEVATOR ->
          (scope.building() == null || scope.building().equals(flat.building()))
              && (scope.unit() == null || scope.unit().equals(flat.unit()));
      case STATUTORY, CONSULTATION -> false;
    };
  }

  // --- times ------------------------------------------------------------------------------------

  private static Instant time(JsonBody body, String name) {
    var written = body.required(name, LONGEST_WORD);
    try {
      return OffsetDateTime.parse(written).toInstant();
    } catch (DateTimeException wrong) {
      throw ApiRefused.expected(body.at(name), "a time as 2026-12-01T08:00:00+08:00", written);
    }
  }

  private static void checkTimes(
      VoteProfile rules, Matter matter, Instant opensAt, Instant closesAt, Instant now) {
    DraftCheck.times(rules, matter, opensAt, closesAt, now)
        .ifPresent(
            wrong -> {
              throw switch (wrong) {
                case TOO_EARLY ->
                    new ApiRefused(
                        400,
                        "$.opensAt",
                        "expected a time on %s or later, after %d days of notice"
                            .formatted(
                                DraftCheck.earliest(rules, matter, now),
                                rules.noticeDaysFor(matter)));
                case WRONG_SPAN ->
                    new ApiRefused(
                        400,
                        "$.closesAt",
                        "expected a time %d to %d days after the opening"
                            .formatted(rules.leastDaysFor(matter), rules.mostDays()));
              };
            });
  }
}
