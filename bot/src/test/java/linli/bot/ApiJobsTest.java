package linli.bot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import linli.bot.access.Scope;
import linli.bot.store.TestDatabase;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The jobs in the API")
@Timeout(60)
class ApiJobsTest {

  @TempDir Path data;

  @Test
  void are_seen_and_asked_for_by_the_operator_alone() {
    try (var api = new ApiService(data)) {
      var other = ApiService.token("hotline", null, Scope.CASES_READ);
      assertThat(api.get("/api/v1/jobs", other).status()).isEqualTo(403);
      assertThat(api.post("/api/v1/jobs/sweep/runs", other, null, "").status()).isEqualTo(403);
      assertThat(api.get("/api/v1/jobs/nothing/runs", api.operator()).status()).isEqualTo(404);
    }
  }

  @Test
  void say_who_asked_when_and_what_came_of_it() throws Exception {
    TestDatabase.clean();
    var config = TestService.config(data, TestDatabase.url(), null);
    try (var service = Service.open(config, Clock.systemUTC(), ApiJobsTest::domain)) {
      var jobs = ApiService.read(TestService.send(get(service, "/api/v1/jobs")).body());
      assertThat(jobs.at("/jobs").findValuesAsText("job"))
          .containsExactly("sweep", "media", "job-runs", "replies", "pace", "proofs");
      assertThat(jobs.at("/jobs/0/missed").asText()).isEqualTo("LEAVE_OUT");
      assertThat(jobs.at("/jobs/2/missed").asText()).isEqualTo("MAKE_UP_ONCE");
      assertThat(jobs.at("/jobs/2/rhythm").asText()).isEqualTo("0 20 3 * * ?");

      var runs = "/api/v1/jobs/job-runs/runs";
      var asked =
          TestService.send(
              get(service, runs).POST(java.net.http.HttpRequest.BodyPublishers.noBody()));
      assertThat(asked.statusCode()).isEqualTo(202);
      assertThat(ApiService.read(asked.body()).at("/askedBy").asText()).isEqualTo("operator");
      Eventually.until(
          () ->
              ApiService.read(TestService.send(get(service, runs)).body())
                  .at("/runs/0/result")
                  .asText()
                  .equals("DONE"));
      var run = ApiService.read(TestService.send(get(service, runs)).body()).at("/runs/0");
      assertThat(run.at("/node").asText()).isNotEmpty();
      assertThat(run.at("/items").asInt()).isZero();
    }
  }

  private static Domain domain(Wiring wiring) {
    var features =
        new Features(
            ApiService.KNOWLEDGE,
            wiring.outbox(),
            wiring.due(),
            java.util.Map.of(),
            false,
            wiring.clock());
    return features.domain(features.api(wiring)::mount);
  }

  private java.net.http.HttpRequest.Builder get(Service service, String path) {
    try {
      var token = java.nio.file.Files.readString(data.resolve("api.token")).strip();
      return TestService.request(service, path).header("Authorization", "Bearer " + token);
    } catch (java.io.IOException missing) {
      throw new IllegalStateException(missing);
    }
  }
}
