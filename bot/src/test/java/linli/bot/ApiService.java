package linli.bot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import linli.bot.LinliConfig.SubscriptionSettings;
import linli.bot.access.ApiTokens;
import linli.bot.access.Caller;
import linli.bot.access.Scope;
import linli.bot.estates.EstateFile;
import linli.bot.store.TestDatabase;

/** A whole service with the demo estate; every answer is checked against the OpenAPI document. */
final class ApiService implements AutoCloseable {

  static final Features.Knowledge KNOWLEDGE = Features.Knowledge.load();
  static final JsonNode DOCUMENT = document();
  static final String CASES = "/api/v1/estates/xingfuli/cases";
  private static final ObjectMapper JSON = new ObjectMapper();

  final MovableClock clock = new MovableClock(Instant.parse("2026-11-23T02:00:00Z"));
  private final Path data;
  private final Wiring wiring;
  private final Service service;

  ApiService(Path data) {
    this(data, Map.of());
  }

  /** With other systems that are told of cases. */
  ApiService(Path data, Map<String, SubscriptionSettings> subscriptions) {
    this.data = data;
    TestDatabase.clean();
    wiring =
        new Wiring(
            TestService.vertx(),
            TestService.config(data, subscriptions),
            TestDatabase.database(),
            clock);
    var features = features(wiring);
    features.importEstate(wiring.transactions(), EstateFile.shippedDemo(), "webhook");
    features.loadEstates(wiring.database().pool());
    var open311 = features.open311(wiring);
    java.util.function.Consumer<io.vertx.ext.web.Router> api = features.api(wiring)::mount;
    service = Service.start(wiring, features.domain(api.andThen(open311::mount)));
  }

  private Features features(Wiring of) {
    return new Features(KNOWLEDGE, of.outbox(), of.due(), Map.of(), false, clock);
  }

  /** A second node over the same database and clock; close it. */
  Service anotherNode() {
    var other =
        new Wiring(
            TestService.vertx(),
            TestService.config(data, TestDatabase.url(), null),
            TestDatabase.database(),
            clock);
    var features = features(other);
    features.loadEstates(other.database().pool());
    return Service.start(other, features.domain(features.api(other)::mount));
  }

  /** An answer whose form is the document's. */
  record Answer(int status, String text, JsonNode json, HttpResponse<String> response) {
    JsonNode at(String pointer) {
      return json.at(pointer);
    }

    String code() {
      return json.at("/error/code").asText();
    }

    String path() {
      return json.at("/error/path").asText();
    }
  }

  Service service() {
    return service;
  }

  /** Moves the clock and does what has become due. */
  void forward(Duration time) {
    clock.forward(time);
    wiring.due().runDue(clock.instant());
  }

  String operator() {
    try {
      return Files.readString(data.resolve("api.token")).strip();
    } catch (IOException missing) {
      throw new IllegalStateException(missing);
    }
  }

  static String token(String name, String party, Scope... scopes) {
    var allowed = EnumSet.noneOf(Scope.class);
    allowed.addAll(Arrays.asList(scopes));
    var caller = new Caller(name, allowed, party == null ? null : "xingfuli", party);
    return new ApiTokens(TestDatabase.pool()).create(caller, Instant.EPOCH).orElseThrow().value();
  }

  Answer get(String path, String token) {
    var request = TestService.request(service, path);
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    return checked("get", path, TestService.send(request));
  }

  Answer post(String path, String token, String key, String body) {
    var request = TestService.request(service, path).POST(BodyPublishers.ofString(body));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    if (key != null) {
      request.header("Idempotency-Key", key);
    }
    return checked("post", path, TestService.send(request));
  }

  /** Says something in the neighbours' group of building 3 and lets it be processed. */
  void say(String id, String who, String text) {
    var event =
        """
        {"id":"%s","conversation":{"id":"3号楼邻里群","type":"group"},"sender":{"id":"%s"},\
        "text":"%s","time":"2026-11-23T10:00:00+08:00"}"""
            .formatted(id, who, text);
    event(event);
  }

  /** Says something to the bot alone and lets it be processed. */
  void sayAlone(String id, String who, String text) {
    event(
        """
        {"id":"%s","conversation":{"id":"private:%s","type":"private"},"sender":{"id":"%s"},\
        "text":"%s","time":"2026-11-23T10:00:00+08:00"}"""
            .formatted(id, who, who, text));
  }

  /** Hands an event in and lets it be processed. */
  void event(String event) {
    assertThat(TestService.post(service, clock, event).statusCode()).isEqualTo(200);
    service.processing().drain();
    Eventually.until(
        () ->
            count(
                    "select count(*) as n from inbox where processed_at is null and parked_at is null")
                == 0);
  }

  static int count(String sql) {
    return TestDatabase.pool().query(sql).execute().await().iterator().next().getInteger("n");
  }

  private static Answer checked(String method, String path, HttpResponse<String> response) {
    var json = read(response.body());
    var content = response(method, path, response.statusCode()).path("content");
    var schema = content.path("application/json").path("schema");
    assertThat(schema.isObject()).as("%s %s is documented", method, path).isTrue();
    assertThat(schema(schema).validate(json)).as("%s %s", method, path).isEmpty();
    return new Answer(response.statusCode(), response.body(), json, response);
  }

  private static JsonNode response(String method, String path, int status) {
    var bare = path.replaceAll("\\?.*", "");
    for (var entry : DOCUMENT.path("paths").properties()) {
      if (bare.matches(entry.getKey().replaceAll("\\{\\w+}", "[^/]+"))) {
        var found = entry.getValue().path(method).path("responses").path(Integer.toString(status));
        var reference = found.path("$ref").asText();
        return reference.isEmpty() ? found : DOCUMENT.at(reference.substring(1));
      }
    }
    throw new AssertionError("not in the document: " + path);
  }

  static JsonSchema schema(JsonNode schema) {
    ObjectNode root = schema.deepCopy();
    root.set("components", DOCUMENT.path("components"));
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
        .getSchema(root, SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build());
  }

  static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException notJson) {
      throw new AssertionError("not JSON: " + json, notJson);
    }
  }

  private static JsonNode document() {
    try (var in = ApiService.class.getResourceAsStream("/linli/api/openapi.yaml")) {
      return new YAMLMapper().readTree(in);
    } catch (IOException broken) {
      throw new IllegalStateException(broken);
    }
  }

  @Override
  public void close() {
    service.close();
  }
}
