package linli.bot;

import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A city's platform on this machine: takes service requests and tells their state, in XML. */
final class CityStandIn implements AutoCloseable {

  /** What was filed. */
  record Filed(MultiMap form, String key) {}

  private final HttpServer server;
  private final List<Filed> filed = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, String> states = new HashMap<>();
  private int status = 200;
  private boolean tokens;
  private int looks;

  CityStandIn(Vertx vertx) {
    server =
        vertx
            .createHttpServer()
            .requestHandler(
                request -> {
                  request.setExpectMultipart(request.method().name().equals("POST"));
                  request.end().onSuccess(end -> answer(request));
                })
            .listen(0, "127.0.0.1")
            .await();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.actualPort() + "/open311/v2");
  }

  /** Everything is answered so from now on. */
  synchronized void answers(int with) {
    status = with;
  }

  /** It gives tokens, not numbers. */
  synchronized void givesTokens() {
    tokens = true;
  }

  /** The first request stands so. */
  synchronized void says(String state, String notes) {
    states.put("C-1", "<status>" + state + "</status><status_notes>" + notes + "</status_notes>");
  }

  List<Filed> filed() {
    return List.copyOf(filed);
  }

  synchronized int looks() {
    return looks;
  }

  private synchronized void answer(HttpServerRequest request) {
    if (status != 200) {
      request.response().setStatusCode(status).end();
      return;
    }
    if (request.path().endsWith("/services.xml")) {
      request.response().end("<services/>");
    } else if (request.method().name().equals("POST")) {
      filed.add(new Filed(request.formAttributes(), request.getHeader("Idempotency-Key")));
      var id = "C-" + filed.size();
      states.putIfAbsent(id, "<status>open</status><status_notes/>");
      tell(request, tokens ? "<token>T-1</token>" : number(id));
    } else if (request.path().contains("/tokens/")) {
      tell(request, number("C-1") + "<token>T-1</token>");
    } else {
      looks++;
      var id = request.getParam("service_request_id");
      tell(request, number(id) + states.get(id));
    }
  }

  private static String number(String id) {
    return "<service_request_id>" + id + "</service_request_id>";
  }

  private static void tell(HttpServerRequest request, String content) {
    request
        .response()
        .putHeader("Content-Type", "text/xml; charset=utf-8")
        .end(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><service_requests><request>"
                + content
                + "</request></service_requests>");
  }

  @Override
  public void close() {
    server.close().await();
  }
}
