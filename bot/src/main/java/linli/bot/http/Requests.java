package linli.bot.http;

import io.vertx.core.VertxException;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import linli.bot.inbox.Inbox;
import linli.bot.metrics.Metrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** What happens around every request: one log line, one timer, and the answer to a failure. */
final class Requests {

  private static final Logger log = LoggerFactory.getLogger(Requests.class);

  /** SQLSTATE classes: connection, resources, operator intervention. */
  private static final Set<String> OUTAGES = Set.of("08", "53", "57");

  private final Metrics metrics;

  Requests(Metrics metrics) {
    this.metrics = metrics;
  }

  /** Before all other routes. */
  void mount(Router router) {
    router.route().handler(this::time).failureHandler(this::failed);
    router.errorHandler(404, context -> Answers.error(context, 404, "no such page", null, null));
    router.errorHandler(405, context -> Answers.error(context, 405, "wrong method", null, null));
    router.errorHandler(400, context -> Answers.error(context, 400, "bad request", null, null));
  }

  private void time(RoutingContext context) {
    var start = System.nanoTime();
    context.addEndHandler(end -> ended(context, Duration.ofNanos(System.nanoTime() - start)));
    context.next();
  }

  private void ended(RoutingContext context, Duration took) {
    var route = route(context);
    var status = context.response().getStatusCode();
    metrics.request(route, status, took);
    log.atLevel(level(route, status))
        .addKeyValue("method", context.request().method().name())
        .addKeyValue("route", route)
        .addKeyValue("status", status)
        .addKeyValue("ms", took.toMillis())
        .log("request");
  }

  /** What comes in thousands a second is not worth a line each while it succeeds. */
  private static Level level(String route, int status) {
    var frequent =
        route.startsWith("/hooks/")
            || route.equals("/healthz")
            || route.equals("/readyz")
            || route.equals("/metrics");
    return frequent && status < 400 ? Level.DEBUG : Level.INFO;
  }

  /** The route as it is written in the program: a path may hold names. */
  private static String route(RoutingContext context) {
    return Optional.ofNullable(context.currentRoute())
        .map(route -> route.getName())
        .filter(name -> name.startsWith("/"))
        .orElse("other");
  }

  private void failed(RoutingContext context) {
    var status = status(context);
    if (status == 413) {
      Answers.error(context, 413, "body too large", null, null);
      return;
    }
    if (status < 500) {
      Answers.error(context, status, "bad request", null, null);
      return;
    }
    var request = UUID.randomUUID().toString();
    log.atError()
        .setCause(context.failure())
        .addKeyValue("request", request)
        .addKeyValue("status", status)
        .log("request failed");
    if (status == 503) {
      context.response().putHeader("Retry-After", "1");
    }
    context.response().putHeader("X-Request-Id", request);
    var words = status == 503 ? "not available now" : "internal error";
    var answer =
        Answers.isApi(context)
            ? Answers.refusal(status, words, null)
            : Answers.object().put("error", words);
    Answers.json(context, status, answer.put("request", request));
  }

  private static int status(RoutingContext context) {
    if (context.statusCode() >= 400 && context.statusCode() != 500) {
      return context.statusCode();
    }
    return isOutage(context.failure()) ? 503 : 500;
  }

  /** The database is away or overloaded: the same request may succeed a moment later. */
  private static boolean isOutage(Throwable failure) {
    if (failure instanceof PgException refused) {
      return OUTAGES.contains(refused.getSqlState().substring(0, 2));
    }
    return failure instanceof Inbox.Full
        || failure instanceof IOException
        || failure instanceof VertxException;
  }
}
