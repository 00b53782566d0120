package linli.bot.http.api;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import linli.adapters.Secret;
import linli.bot.access.ApiTokens;
import linli.bot.access.KeptAnswers;
import linli.bot.access.Scope;
import linli.bot.cases.CaseDisclosure;
import linli.bot.cases.CaseFacts;
import linli.bot.cases.CaseRecords;
import linli.bot.cases.Cases;
import linli.bot.estates.Estates;
import linli.bot.estates.roster.RosterImport;
import linli.bot.filings.Filings;
import linli.bot.filings.Matters;
import linli.bot.hotline.OrderImport;
import linli.bot.hotline.OrderStates;
import linli.bot.http.BearerToken;
import linli.bot.jobs.Jobs;
import linli.bot.media.Blobs;
import linli.bot.meetings.Meetings;
import linli.bot.reach.ChannelReport;
import linli.bot.receptions.ReceptionFeed;
import linli.bot.speech.Texts;
import linli.bot.store.Transactions;
import linli.bot.votes.VoteService;
import linli.bot.whistles.LadderNumbers;
import linli.nlp.Catalogue;
import linli.nlp.Understander;

/** The routes of {@code /api/v1}; {@code openapi.yaml} describes each of them. */
public final class Api {

  /** The longest message that is understood, as JSON with every character escaped, fits. */
  private static final int LARGEST_BODY = 128 << 10;

  private static final String ROOT = "/api/v1";

  private final ApiDoor door;
  private final EstatesApi estates;
  private final CasesApi cases;
  private final EntriesApi entries;
  private final MediaApi media;
  private final UnderstandApi understand;
  private final RosterApi roster;
  private final HouseholdsApi households;
  private final ReceptionsApi receptions;
  private final ChannelsApi channels;
  private final VotesApi votes;
  private final VoteDraftsApi voteDrafts;
  private final VoteServicesApi voteServices;
  private final DiscussionsApi discussions;
  private final JobsApi jobs;
  private final LadderApi ladder;
  private final CardsApi cards;
  private final MeetingsApi meetings;
  private final OrdersApi orders;
  private final OpenApiDocument document = OpenApiDocument.load();

  private Api(
      ApiDoor door,
      EstatesApi estates,
      CasesApi cases,
      EntriesApi entries,
      MediaApi media,
      UnderstandApi understand,
      RosterApi roster,
      HouseholdsApi households,
      ReceptionsApi receptions,
      ChannelsApi channels,
      VotesApi votes,
      VoteDraftsApi voteDrafts,
      VoteServicesApi voteServices,
      DiscussionsApi discussions,
      JobsApi jobs,
      LadderApi ladder,
      CardsApi cards,
      MeetingsApi meetings,
      OrdersApi orders) {
    this.door = door;
    this.estates = estates;
    this.cases = cases;
    this.entries = entries;
    this.media = media;
    this.understand = understand;
    this.roster = roster;
    this.households = households;
    this.receptions = receptions;
    this.channels = channels;
    this.votes = votes;
    this.voteDrafts = voteDrafts;
    this.voteServices = voteServices;
    this.discussions = discussions;
    this.jobs = jobs;
    this.ladder = ladder;
    this.cards = cards;
    this.meetings = meetings;
    this.orders = orders;
  }

  /** What the features bring along. */
  public record Parts(
      Estates estates,
      Cases cases,
      Meetings meetings,
      VoteService votes,
      Texts texts,
      Catalogue catalogue,
      Understander understander,
      KeptAnswers answers) {}

  /** Puts the routes' parts together; one for all event loops. */
  public static Api over(
      Pool pool,
      Transactions transactions,
      Secret operator,
      Parts parts,
      Jobs jobs,
      Blobs blobs,
      ChannelReport channels,
      Clock clock) {
    var visible = new VisibleEstates(parts.estates());
    var records = new CaseRecords(pool);
    var json =
        new CaseJson(new CaseFacts(parts.catalogue()), new CaseDisclosure(parts.cases().words()));
    var cases =
        new CasesApi(
            visible,
            transactions,
            records,
            parts.cases().service(),
            parts.cases().media(),
            parts.catalogue(),
            json,
            clock);
    var matters = new Matters(parts.catalogue(), parts.understander());
    var filings = new Filings(parts.cases().service(), records);
    var drafts = new EntryDrafts(parts.catalogue(), matters);
    return new Api(
        new ApiDoor(new BearerToken(operator), new ApiTokens(pool)),
        new EstatesApi(visible),
        cases,
        new EntriesApi(visible, transactions, filings, drafts, parts.answers(), clock),
        new MediaApi(visible, cases, records, parts.cases().media(), transactions, blobs, clock),
        new UnderstandApi(parts.understander()),
        new RosterApi(visible, parts.estates(), pool, transactions, parts.answers(), clock),
        new HouseholdsApi(visible, transactions, clock),
        new ReceptionsApi(visible, new ReceptionFeed(pool), clock),
        new ChannelsApi(channels),
        new VotesApi(visible, transactions, parts.votes(), parts.texts()),
        new VoteDraftsApi(visible, transactions, parts.votes(), parts.answers(), clock),
        new VoteServicesApi(visible, transactions, parts.votes(), clock),
        new DiscussionsApi(visible, transactions, parts.votes().discussions()),
        new JobsApi(jobs),
        new LadderApi(visible, new LadderNumbers(pool), clock),
        new CardsApi(visible, transactions, parts.cases().cards(), clock),
        new MeetingsApi(visible, transactions, parts.meetings(), parts.cases().service(), clock),
        new OrdersApi(
            visible,
            transactions,
            new OrderImport(parts.catalogue(), matters, filings, parts.cases().service()),
            new OrderStates(parts.cases().service(), parts.cases().words()),
            parts.answers(),
            clock));
  }

  public void mount(Router router) {
    get(router, "/openapi.yaml").handler(document::yaml);
    get(router, "/openapi.json").handler(document::json);
    get(router, "/channels").handler(door.with(Scope.CASES_READ, channels::all));
    get(router, "/estates").handler(door.with(Scope.CASES_READ, estates::all));
    get(router, "/estates/:estate/buildings")
        .handler(door.with(Scope.CASES_READ, estates::buildings));
    get(router, "/estates/:estate/households")
        .handler(door.with(Scope.REGISTER_READ, households::page));
    get(router, "/estates/:estate/receptions.ics")
        .handler(door.with(Scope.CASES_READ, receptions::calendar));
    get(router, "/estates/:estate/votes").handler(door.with(Scope.VOTES_READ, votes::all));
    post(router, "/estates/:estate/votes").handler(door.with(Scope.VOTES_DRAFT, voteDrafts::draft));
    get(router, "/estates/:estate/votes/:no").handler(door.with(Scope.VOTES_READ, votes::one));
    get(router, "/estates/:estate/votes/:no/page")
        .handler(door.with(Scope.VOTES_READ, votes::page));
    get(router, "/estates/:estate/votes/:no/export")
        .handler(door.with(Scope.VOTES_EXPORT, votes::export));
    get(router, "/estates/:estate/votes/:no/services")
        .handler(door.with(Scope.VOTES_READ, voteServices::state));
    post(router, "/estates/:estate/votes/:no/services")
        .handler(door.with(Scope.VOTES_SERVE, voteServices::record));
    get(router, "/estates/:estate/discussions")
        .handler(door.with(Scope.VOTES_READ, discussions::all));
    get(router, "/estates/:estate/discussions/:no")
        .handler(door.with(Scope.VOTES_READ, discussions::one));
    get(router, "/estates/:estate/cases").handler(door.with(Scope.CASES_READ, cases::page));
    get(router, "/estates/:estate/cases/:no").handler(door.with(Scope.CASES_READ, cases::one));
    get(router, "/estates/:estate/cases/:no/media/:media")
        .handler(door.with(Scope.CASES_READ, media::one));
    post(router, "/estates/:estate/cases").handler(door.with(Scope.CASES_WRITE, entries::enter));
    route(router, HttpMethod.POST, "/estates/:estate/roster")
        .handler(BodyHandler.create(false).setBodyLimit(RosterImport.MOST_BYTES))
        .handler(door.with(Scope.REGISTER_WRITE, roster::take));
    route(router, HttpMethod.POST, "/estates/:estate/orders")
        .handler(BodyHandler.create(false).setBodyLimit(OrderImport.MOST_BYTES))
        .handler(door.with(Scope.CASES_WRITE, orders::take));
    get(router, "/estates/:estate/orders.csv").handler(door.with(Scope.CASES_READ, orders::states));
    get(router, "/estates/:estate/ladder").handler(door.with(Scope.CASES_READ, ladder::numbers));
    get(router, "/estates/:estate/cards").handler(door.with(Scope.CASES_READ, cards::lately));
    get(router, "/estates/:estate/meetings").handler(door.with(Scope.CASES_READ, meetings::all));
    post(router, "/estates/:estate/meetings").handler(door.with(Scope.CASES_WRITE, meetings::call));
    post(router, "/estates/:estate/meetings/:meeting/minutes")
        .handler(door.with(Scope.CASES_WRITE, meetings::minutes));
    post(router, "/estates/:estate/meetings/:meeting/decisions")
        .handler(door.with(Scope.CASES_WRITE, meetings::decide));
    get(router, "/jobs").handler(door.operator(jobs::all));
    get(router, "/jobs/:job/runs").handler(door.operator(jobs::runs));
    post(router, "/jobs/:job/runs").handler(door.operator(jobs::ask));
    post(router, "/understand").handler(door.with(Scope.UNDERSTAND, understand::answer));
  }

  private static Route get(Router router, String path) {
    return route(router, HttpMethod.GET, path);
  }

  private static Route post(Router router, String path) {
    return route(router, HttpMethod.POST, path)
        .handler(BodyHandler.create(false).setBodyLimit(LARGEST_BODY));
  }

  private static Route route(Router router, HttpMethod method, String path) {
    return router.route(method, ROOT + path).setName(template(ROOT + path));
  }

  /** {@code /estates/{estate}}: as the document, the log and the metrics write it. */
  private static String template(String path) {
    return path.replaceAll(":(\\w+)", "{$1}");
  }
}
