package linli.bot.http;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.function.BooleanSupplier;
import linli.bot.metrics.Metrics;

/** What operators and their machines ask: is it alive, is it ready, how is it doing. */
final class Operations {

  private final Map<String, BooleanSupplier> checks;
  private final Metrics metrics;
  private final BearerToken token;

  Operations(Map<String, BooleanSupplier> checks, Metrics metrics, BearerToken token) {
    this.checks = checks;
    this.metrics = metrics;
    this.token = token;
  }

  void mount(Router router) {
    router.get("/healthz").handler(this::alive);
    router.get("/readyz").handler(OffLoop.handler(this::ready));
    router.get("/metrics").handler(token).handler(OffLoop.handler(this::metrics));
  }

  private void alive(RoutingContext context) {
    Answers.json(context, 200, Answers.object().put("status", "up"));
  }

  private void ready(RoutingContext context) {
    var answer = Answers.object();
    var results = Answers.object();
    var ready = true;
    for (var check : checks.entrySet()) {
      var passed = check.getValue().getAsBoolean();
      results.put(check.getKey(), passed);
      ready &= passed;
    }
    answer.put("status", ready ? "ready" : "not ready").set("checks", results);
    Answers.json(context, ready ? 200 : 503, answer);
  }

  private void metrics(RoutingContext context) {
    context
        .response()
        .putHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
        .end(metrics.scrape());
  }
}
