package linli.bot.http.open311;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.util.function.Function;
import linli.adapters.Secret;
import linli.bot.access.ApiTokens;
import linli.bot.access.KeptAnswers;
import linli.bot.cases.CaseRecords;
import linli.bot.cases.Cases;
import linli.bot.cases.PublicCases;
import linli.bot.estates.Estate;
import linli.bot.estates.Estates;
import linli.bot.filings.Filings;
import linli.bot.filings.Matters;
import linli.bot.http.BearerToken;
import linli.bot.media.Intake;
import linli.bot.speech.Texts;
import linli.bot.store.Transactions;
import linli.nlp.Catalogue;
import linli.nlp.Understander;

/**
 * The routes of {@code /open311/v2}: <a href="https://wiki.open311.org/GeoReport_v2">GeoReport
 * v2</a>, and the discovery that leads there.
 */
public final class Open311 {

  /** The longest description, with every character encoded, fits. */
  private static final int LARGEST_FORM = 128 << 10;

  private static final String ROOT = "/open311/v2";
  private static final String SPECIFICATION = "http://wiki.open311.org/GeoReport_v2";

  /** When what this endpoint answers last changed (Service Discovery, changeset). */
  private static final String CHANGESET = "2026-11-28T00:00:00+08:00";

  private final Door door;
  private final Services services;
  private final Requests requests;
  private final Submissions submissions;
  private final Estates estates;
  private final Texts texts;

  private Open311(
      Door door,
      Services services,
      Requests requests,
      Submissions submissions,
      Estates estates,
      Texts texts) {
    this.door = door;
    this.services = services;
    this.requests = requests;
    this.submissions = submissions;
    this.estates = estates;
    this.texts = texts;
  }

  /** What the features bring along. */
  public record Parts(
      Estates estates,
      Cases cases,
      Texts texts,
      Catalogue catalogue,
      Understander understander,
      KeptAnswers answers) {}

  /**
   * Puts the routes' parts together; one for all event loops.
   *
   * @param open whether what everybody may read is told without a key
   */
  public static Open311 over(
      Pool pool,
      Transactions transactions,
      Secret operator,
      Parts parts,
      Intake intake,
      boolean open,
      Clock clock) {
    var door = new Door(new BearerToken(operator), new ApiTokens(pool), parts.estates(), open);
    var services = new Services(door, parts.catalogue(), parts.texts());
    var words = parts.cases().words();
    var requests =
        new Requests(
            door, new PublicCases(pool, words, parts.catalogue()), parts.catalogue(), words, clock);
    var submissions =
        new Submissions(
            door,
            new Forms(services, new Matters(parts.catalogue(), parts.understander())),
            new Filings(parts.cases().service(), new CaseRecords(pool)),
            parts.answers(),
            transactions,
            intake,
            parts.texts(),
            clock);
    return new Open311(door, services, requests, submissions, parts.estates(), parts.texts());
  }

  public void mount(Router router) {
    get(router, "/open311", "/discovery", this::discovery);
    get(router, ROOT, "/discovery", this::discovery);
    get(router, ROOT, "/services", services::all);
    get(router, ROOT, "/services/{id}", services::one);
    get(router, ROOT, "/requests", requests::list);
    get(router, ROOT, "/requests/{id}", requests::one);
    get(router, ROOT, "/tokens/{id}", requests::token);
    route(router, HttpMethod.POST, ROOT + "/requests")
        .handler(BodyHandler.create(false).setBodyLimit(LARGEST_FORM))
        .handler(door.answering(submissions::file));
    router
        .route("/open311/*")
        .setName("/open311")
        .handler(
            door.answering(
                context -> {
                  throw new Refused(404, "there is no such resource");
                }));
  }

  private void get(
      Router router, String root, String path, Function<RoutingContext, Document> operation) {
    route(router, HttpMethod.GET, root + path).handler(door.answering(operation));
  }

  /** The format stands behind the last full stop; {@code {id}} is what stands before it. */
  private static Route route(Router router, HttpMethod method, String path) {
    var pattern = path.replace(".", "\\.").replace("{id}", "(?<id>[^/]+)") + "\\.(?:xml|json)";
    return router.routeWithRegex(method, pattern).setName(path);
  }

  private Document discovery(RoutingContext context) {
    var answer =
        JsonNodeFactory.instance
            .objectNode()
            .put("changeset", CHANGESET)
            .put("contact", texts.say("open311.contact"))
            .put("key_service", texts.say("open311.keys"));
    var endpoint = answer.putArray("endpoints").addObject();
    endpoint
        .put("specification", SPECIFICATION)
        .put("url", address(context) + ROOT)
        .put("changeset", CHANGESET)
        .put("type", estates.all().stream().allMatch(Estate::demo) ? "test" : "production");
    endpoint.putArray("formats").add("text/xml").add("application/json");
    return new Document("discovery", answer);
  }

  /** As the caller knows us: TLS often ends in front of us. */
  private static String address(RoutingContext context) {
    var request = context.request();
    var secure = "https".equals(request.getHeader("X-Forwarded-Proto")) || request.isSSL();
    return (secure ? "https://" : "http://") + request.authority();
  }
}
