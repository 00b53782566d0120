package linli.bot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.ext.unit.TestCompletion;
import io.vertx.ext.unit.TestSuite;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import linli.bot.store.CannotStart;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./linli doctor}: looks at a running service from outside, as after a deployment. */
@Command(
    name = "doctor",
    description = "check a running service: database, models, and what each channel can",
    mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int FAILED = 1;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "settings; see config/linli.example.yml")
  private Path file;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "where the service is; absent = on this machine, at the configured port")
  private URI url;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "holds a token with cases:read; absent = the one in the data directory")
  private Path tokenFile;

  private final HttpClient client = HttpClient.newHttpClient();
  private final ObjectMapper mapper = new ObjectMapper();
  private final List<String> lines = new ArrayList<>();

  /** What was looked at, what is wrong with it (empty: nothing), and what else is to be said. */
  private record Finding(String what, Optional<String> wrong, List<String> more) {
    Finding(String what, Optional<String> wrong) {
      this(what, wrong, List.of());
    }
  }

  @Override
  public Integer call() {
    var config = new ConfigReader(System::getenv).read(file);
    var base =
        url == null
            ? URI.create("http://%s:%d".formatted(config.http().host(), config.http().port()))
            : url;
    var suite = TestSuite.create("doctor");
    for (var finding : findings(base, config)) {
      suite.test(
          finding.what(),
          context -> {
            lines.add(line(finding));
            finding.more().forEach(each -> lines.add("    " + each));
            finding.wrong().ifPresent(context::fail);
          });
    }
    var completion = suite.run();
    var healthy = succeeded(completion);
    lines.forEach(System.out::println);
    return healthy ? 0 : FAILED;
  }

  private static boolean succeeded(TestCompletion completion) {
    try {
      completion.awaitSuccess(PATIENCE.toMillis());
      return true;
    } catch (RuntimeException | AssertionError aTestFailed) {
      return false;
    }
  }

  private static String line(Finding finding) {
    return finding.wrong().isEmpty()
        ? "ok    " + finding.what()
        : "WRONG " + finding.what() + ": " + finding.wrong().get();
  }

  private List<Finding> findings(URI base, LinliConfig config) {
    var findings = new ArrayList<Finding>();
    var alive = get(base, "/healthz", null);
    if (alive.isEmpty()) {
      return List.of(new Finding("alive", Optional.of("nobody answers at " + base)));
    }
    findings.add(new Finding("alive", Optional.empty()));
    get(base, "/readyz", null)
        .ifPresent(
            ready ->
                ready
                    .path("checks")
                    .properties()
                    .forEach(
                        check ->
                            findings.add(
                                new Finding(
                                    check.getKey(),
                                    check.getValue().asBoolean()
                                        ? Optional.empty()
                                        : Optional.of("not ready")))));
    var channels = get(base, "/api/v1/channels", token(config));
    if (channels.isEmpty() || !channels.get().has("channels")) {
      findings.add(new Finding("channels", Optional.of("the token does not open the API")));
      return findings;
    }
    channels.get().path("channels").forEach(channel -> findings.add(finding(channel)));
    return findings;
  }

  private static Finding finding(JsonNode channel) {
    var words = new ArrayList<String>();
    channel.path("words").forEach(word -> words.add(word.asText()));
    return new Finding(
        "channel " + channel.path("name").asText(), wrong(channel), List.copyOf(words));
  }

  private static Optional<String> wrong(JsonNode channel) {
    var proof = channel.path("credentials").path("proof").asText();
    if (proof.equals("REFUSED")) {
      var code = channel.path("credentials").path("code").asText();
      return Optional.of("its platform does not take the key (" + code + ")");
    }
    if (channel.hasNonNull("failing")) {
      return Optional.of("nothing goes out since " + channel.at("/failing/since").asText());
    }
    return proof.equals("AWAY")
        ? Optional.of("its platform could not be reached")
        : Optional.empty();
  }

  private String token(LinliConfig config) {
    var from = tokenFile == null ? config.data().resolve("api.token") : tokenFile;
    try {
      return Files.readString(from).strip();
    } catch (IOException unreadable) {
      throw new CannotStart(
          "--token-file: expected a file with a token, got %s, which cannot be read"
              .formatted(from));
    }
  }

  /** The document there, whatever its status; empty when nobody answers. */
  private Optional<JsonNode> get(URI base, String path, String token) {
    var root = base.toString().replaceFirst("/+$", "");
    var request = HttpRequest.newBuilder(URI.create(root + path)).timeout(PATIENCE);
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    try {
      var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      return Optional.of(mapper.readTree(answer.body()));
    } catch (IOException nobody) {
      return Optional.empty();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
