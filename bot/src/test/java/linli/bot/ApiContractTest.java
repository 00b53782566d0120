package linli.bot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.ext.web.Router;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import linli.bot.store.TestDatabase;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The API's document")
class ApiContractTest {

  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

  @TempDir Path data;

  @Test
  void names_every_route_and_nothing_else() {
    assertThat(documented()).hasSize(33).isEqualTo(routed());
  }

  @Test
  void knows_every_state_of_a_case() {
    var states = new TreeSet<String>();
    ApiService.DOCUMENT
        .at("/components/schemas/State/enum")
        .forEach(state -> states.add(state.asText()));
    for (var state : linli.bot.cases.Case.State.values()) {
      assertThat(states).contains(state.name());
    }
  }

  @Test
  void is_served_without_a_token_in_both_forms() {
    try (var api = new ApiService(data)) {
      var json = api.get("/api/v1/openapi.json", null);
      assertThat(json.status()).isEqualTo(200);
      assertThat(json.json()).isEqualTo(ApiService.DOCUMENT);
      var yaml = TestService.send(TestService.request(api.service(), "/api/v1/openapi.yaml"));
      assertThat(yaml.statusCode()).isEqualTo(200);
      assertThat(yaml.body()).startsWith("openapi: 3.1.0");
    }
  }

  @Test
  void says_of_every_operation_whether_it_needs_a_token() {
    try (var api = new ApiService(data)) {
      for (var operation : documented()) {
        var method = operation.split(" ")[0];
        var template = operation.split(" ")[1];
        var open = operation(method, template).has("security");
        var path =
            template
                .replace("{estate}", "xingfuli")
                .replace("{no}", "1123-01")
                .replace("{media}", "1")
                .replace("{job}", "sweep")
                .replace("{meeting}", "1");
        var request = TestService.request(api.service(), path);
        var sent =
            method.equals("GET")
                ? request
                : request.POST(java.net.http.HttpRequest.BodyPublishers.ofString("{}"));
        assertThat(TestService.send(sent).statusCode()).as(operation).isEqualTo(open ? 200 : 401);
      }
    }
  }

  private static JsonNode operation(String method, String template) {
    return ApiService.DOCUMENT.path("paths").path(template).path(method.toLowerCase());
  }

  private static Set<String> documented() {
    var operations = new TreeSet<String>();
    for (var path : ApiService.DOCUMENT.path("paths").properties()) {
      for (var field : path.getValue().properties()) {
        if (METHODS.contains(field.getKey())) {
          operations.add(field.getKey().toUpperCase() + " " + path.getKey());
        }
      }
    }
    return operations;
  }

  private Set<String> routed() {
    var wiring =
        new Wiring(
            TestService.vertx(),
            TestService.config(data, TestDatabase.url(), null),
            TestDatabase.database(),
            java.time.Clock.systemUTC());
    var features =
        new Features(
            ApiService.KNOWLEDGE,
            wiring.outbox(),
            wiring.due(),
            java.util.Map.of(),
            false,
            wiring.clock());
    var router = Router.router(TestService.vertx());
    features.api(wiring).mount(router);
    var operations = new TreeSet<String>();
    for (var route : router.getRoutes()) {
      route.methods().forEach(method -> operations.add(method.name() + " " + route.getName()));
    }
    return operations;
  }
}
