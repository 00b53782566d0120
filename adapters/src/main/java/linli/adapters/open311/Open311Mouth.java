package linli.adapters.open311;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import linli.adapters.Capabilities;
import linli.adapters.Capabilities.Can;
import linli.adapters.Mouth;
import linli.adapters.OutboundMessage;
import linli.adapters.Refusal;
import linli.adapters.Secret;
import linli.adapters.StrictXml;
import linli.adapters.VendorJson;

/**
 * Files what is said as a service request of a city's platform, and asks what became of it. In XML,
 * which every server of GeoReport v2 has. Source: wiki.open311.org/GeoReport_v2.
 */
public final class Open311Mouth implements Mouth {

  /** Characters of a description (POST Service Request). */
  private static final int LONGEST = 4_000;

  private static final Duration BUSY = Duration.ofMinutes(1);

  /** In front of what is not yet a number but a promise of one. */
  private static final String TOKEN = "token:";

  private final URI base;
  private final Secret apiKey;
  private final String jurisdiction;
  private final String serviceCode;
  private final String address;

  /**
   * @param base the endpoint, without the name of a resource
   * @param jurisdiction which the platform calls us, or null
   * @param serviceCode under which everything is filed
   * @param address where we are, as the city knows it
   */
  public Open311Mouth(
      URI base, Secret apiKey, String jurisdiction, String serviceCode, String address) {
    this.base = base;
    this.apiKey = apiKey;
    this.jurisdiction = jurisdiction;
    this.serviceCode = serviceCode;
    this.address = address;
  }

  /**
   * What the platform says of a request.
   *
   * @param notes its own words, or null
   */
  public record Progress(String id, boolean closed, String notes) {
    @Override
    public String toString() {
      return "Progress[" + (closed ? "closed" : "open") + "]";
    }
  }

  @Override
  public URI vendor() {
    return base;
  }

  /** Buttons are left out: whoever reads there presses nothing of ours. */
  @Override
  public Capabilities capabilities() {
    return new Capabilities(
        Set.of(Can.SAY_IN_GROUPS, Can.SAY_ALONE), Duration.ZERO, null, 0, LONGEST, 100, null);
  }

  /** Whether the endpoint knows the jurisdiction; a key cannot be tried without filing. */
  @Override
  public Optional<Call> prove() {
    return Optional.of(get("/services.xml", Map.of()));
  }

  @Override
  public boolean proved(int status, byte[] answer) {
    return status == 200;
  }

  @Override
  public List<Call> say(OutboundMessage message, Secret token) {
    var form = parameters();
    form.put("api_key", apiKey.value());
    form.put("service_code", serviceCode);
    form.put("address_string", address);
    form.put("description", message.text());
    var headers =
        Map.of(
            "Content-Type",
            "application/x-www-form-urlencoded; charset=utf-8",
            "Idempotency-Key",
            message.id().toString());
    var body = encoded(form).getBytes(StandardCharsets.UTF_8);
    return List.of(new Call("POST", "/requests.xml", headers, body));
  }

  /** The number that the platform gave, or the token that it will give one for. */
  @Override
  public Verdict verdict(int status, String retryAfter, byte[] body) {
    if (status >= 200 && status < 300) {
      return new Verdict.Said(number(body));
    }
    var code = "http " + status;
    if (status >= 500 || status == 408 || status == 429) {
      return new Verdict.Later(code, VendorJson.pause(retryAfter, BUSY));
    }
    return status == 401 || status == 403 ? new Verdict.Locked(code) : new Verdict.Never(code);
  }

  private static String number(byte[] body) {
    for (var request : requests(body)) {
      var id = text(request, "service_request_id");
      var token = text(request, "token");
      if (id != null || token != null) {
        return id != null ? id : TOKEN + token;
      }
    }
    return null;
  }

  /** Whether this is a token, whose number has to be {@linkplain #redeem asked for}. */
  public static boolean isToken(String number) {
    return number.startsWith(TOKEN);
  }

  /** Asks for the number that a token became. */
  public Call redeem(String token) {
    return get("/tokens/" + encoded(token.substring(TOKEN.length())) + ".xml", Map.of());
  }

  /** The number in the answer to {@link #redeem}; empty while there is none. */
  public static Optional<String> redeemed(byte[] answer) {
    return requests(answer).stream()
        .map(request -> text(request, "service_request_id"))
        .filter(id -> id != null)
        .findFirst();
  }

  /** Asks where these requests stand. */
  public Call look(List<String> ids) {
    return get("/requests.xml", Map.of("service_request_id", String.join(",", ids)));
  }

  /** What stands in the answer to {@link #look}; nothing where it is no such document. */
  public static List<Progress> progress(byte[] answer) {
    return requests(answer).stream()
        .filter(request -> text(request, "service_request_id") != null)
        .map(
            request ->
                new Progress(
                    text(request, "service_request_id"),
                    "closed".equals(text(request, "status")),
                    text(request, "status_notes")))
        .toList();
  }

  private static List<JsonNode> requests(byte[] document) {
    var found = new ArrayList<JsonNode>();
    try {
      var request = StrictXml.content(document, "service_requests").path("request");
      if (request.isArray()) {
        request.forEach(found::add);
      } else if (request.isObject()) {
        found.add(request);
      }
    } catch (Refusal notThat) {
      return List.of();
    }
    return found;
  }

  private static String text(JsonNode request, String name) {
    var text = request.path(name).asText().strip();
    return text.isEmpty() || text.length() > LONGEST ? null : text;
  }

  private Call get(String resource, Map<String, String> more) {
    var parameters = parameters();
    parameters.putAll(more);
    var query = parameters.isEmpty() ? "" : "?" + encoded(parameters);
    var headers = Map.of("Authorization", "Bearer " + apiKey.value());
    return new Call("GET", resource + query, headers, new byte[0]);
  }

  private Map<String, String> parameters() {
    var parameters = new LinkedHashMap<String, String>();
    if (jurisdiction != null) {
      parameters.put("jurisdiction_id", jurisdiction);
    }
    return parameters;
  }

  private static String encoded(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> field.getKey() + "=" + encoded(field.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
