package linli.bot.sandbox;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import linli.adapters.Request;
import linli.adapters.Secret;

/**
 * A city's platform (Open311 GeoReport v2): takes service requests and tells their state, in XML.
 * Safe for all threads.
 */
public final class City {

  private static final int LONGEST_DESCRIPTION = 4_000;

  /**
   * What was filed.
   *
   * @param key with which a repetition is known
   */
  public record Filed(String id, Map<String, String> form, String key) {}

  private record State(boolean closed, String notes) {}

  private final Secret apiKey;
  private final List<Filed> filed = new ArrayList<>();
  private final Map<String, State> states = new LinkedHashMap<>();
  private int status = 200;
  private boolean tokens;
  private int looks;

  City(Secret apiKey) {
    this.apiKey = apiKey;
  }

  /** Everything is answered with this status from now on. */
  public synchronized void answers(int with) {
    status = with;
  }

  /** It gives tokens, and a number only to who asks with one. */
  public synchronized void givesTokens() {
    tokens = true;
  }

  /** A request stands so from now on. */
  public synchronized void says(String id, boolean closed, String notes) {
    if (states.replace(id, new State(closed, notes)) == null) {
      throw new IllegalArgumentException("no such request: " + id);
    }
  }

  /** Everything that was filed, the oldest first. */
  public synchronized List<Filed> filed() {
    return List.copyOf(filed);
  }

  /** So often somebody asked where requests stand. */
  public synchronized int looks() {
    return looks;
  }

  synchronized void handle(HttpServerRequest request, Buffer body) {
    if (status != 200) {
      request.response().setStatusCode(status).end();
    } else if (request.path().endsWith("/services.xml")) {
      tell(request, "<services/>");
    } else if (request.method().name().equals("POST")) {
      file(request, body.toString());
    } else if (request.path().contains("/tokens/")) {
      var id = request.path().replaceFirst("^.*/tokens/T-(.*)\\.xml$", "$1");
      tell(request, requests(number(id) + "<token>T-" + id + "</token>"));
    } else {
      looks++;
      var ids = request.getParam("service_request_id", "").split(",");
      tell(
          request,
          requests(
              Arrays.stream(ids)
                  .filter(states::containsKey)
                  .map(id -> number(id) + state(states.get(id)))
                  .collect(Collectors.joining("</request><request>"))));
    }
  }

  private void file(HttpServerRequest request, String body) {
    var form = new TreeMap<String, String>();
    for (var name :
        List.of(
            "api_key",
            "jurisdiction_id",
            "service_code",
            "address_string",
            "description",
            "first_name",
            "last_name",
            "phone",
            "email")) {
      var value = Request.parameter(body, name);
      if (value != null) {
        form.put(name, value);
      }
    }
    if (!apiKey.value().equals(form.get("api_key"))) {
      refuse(request, 403, "api_key");
      return;
    }
    if (!form.containsKey("service_code")
        || !form.containsKey("address_string")
        || form.getOrDefault("description", "").length() > LONGEST_DESCRIPTION) {
      refuse(request, 400, "service_code, address_string, description");
      return;
    }
    var key = request.getHeader("Idempotency-Key");
    var id =
        filed.stream()
            .filter(each -> each.key() != null && each.key().equals(key))
            .map(Filed::id)
            .findFirst()
            .orElse("C-" + (filed.size() + 1));
    if (states.putIfAbsent(id, new State(false, "")) == null) {
      filed.add(new Filed(id, form, key));
    }
    tell(request, requests(tokens ? "<token>T-" + id + "</token>" : number(id)));
  }

  private static String number(String id) {
    return "<service_request_id>" + id + "</service_request_id>";
  }

  private static String state(State state) {
    return "<status>%s</status><status_notes>%s</status_notes>"
        .formatted(state.closed() ? "closed" : "open", escaped(state.notes()));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String requests(String content) {
    return "<service_requests><request>" + content + "</request></service_requests>";
  }

  private static void refuse(HttpServerRequest request, int status, String what) {
    request.response().setStatusCode(status);
    tell(
        request,
        "<errors><error><code>%d</code><description>%s</description></error></errors>"
            .formatted(status, what));
  }

  private static void tell(HttpServerRequest request, String content) {
    request
        .response()
        .putHeader("Content-Type", "text/xml; charset=utf-8")
        .end("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + content);
  }
}
