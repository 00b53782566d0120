package linli.bot;

import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import linli.adapters.Secret;
import linli.adapters.webhook.Signature;
import linli.bot.LinliConfig.ChannelSettings;
import linli.bot.LinliConfig.SubscriptionSettings;
import linli.bot.inbox.EventHandler;
import linli.bot.inbox.HazardWatch;

/** Settings and requests as tests of the running service need them. */
final class TestService {

  static final Secret SECRET = new Secret("a secret of the test");
  static final HazardWatch NO_HAZARDS = (channel, event, now) -> Optional.empty();

  private static final HttpClient client = HttpClient.newHttpClient();

  private TestService() {}

  static LinliConfig config(Path data, String databaseUrl, URI callback) {
    return new LinliConfig(
        new LinliConfig.Http("127.0.0.1", 0, 100_000),
        data,
        new LinliConfig.Database(databaseUrl == null ? null : new Secret(databaseUrl), 16),
        true,
        Map.of("webhook", new ChannelSettings("webhook", SECRET, callback, null, null, 1000)),
        new LinliConfig.Inbox(4, 4096),
        LinliConfig.Media.DEFAULT,
        null,
        null);
  }

  /** On the database of the tests, with other systems that are told of cases. */
  static LinliConfig config(Path data, Map<String, SubscriptionSettings> subscriptions) {
    var plain = config(data, linli.bot.store.TestDatabase.url(), null);
    return new LinliConfig(
        plain.http(),
        data,
        plain.database(),
        plain.demo(),
        plain.channels(),
        subscriptions,
        plain.inbox(),
        plain.media(),
        null,
        null,
        null,
        plain.open311Public(),
        null);
  }

  static Domain domain(EventHandler handler, HazardWatch hazards) {
    return new Domain(
        handler,
        (tx, events) -> events.stream().map(event -> Optional.of("e1")).toList(),
        hazards,
        (channel, event) -> true,
        router -> {},
        Map.of("models", () -> true));
  }

  static String event(String id, String text) {
    return """
    {"id":"%s","conversation":{"id":"g","type":"group"},"sender":{"id":"老陈"},"text":"%s",\
    "time":"2026-11-23T08:02:00+08:00"}"""
        .formatted(id, text);
  }

  static HttpResponse<String> post(Service service, Clock clock, String body) {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    return send(
        request(service, "/hooks/webhook")
            .header(Signature.HEADER, new Signature(SECRET, clock).sign(bytes))
            .POST(HttpRequest.BodyPublishers.ofByteArray(bytes)));
  }

  static HttpResponse<String> messages(Service service, Clock clock, String query) {
    var signature = new Signature(SECRET, clock).sign(query.getBytes(StandardCharsets.UTF_8));
    return send(
        request(service, "/hooks/webhook/messages?" + query).header(Signature.HEADER, signature));
  }

  static HttpRequest.Builder request(Service service, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + path));
  }

  static HttpResponse<String> send(HttpRequest.Builder request) {
    return send(request, StandardCharsets.UTF_8);
  }

  static HttpResponse<String> send(HttpRequest.Builder request, Charset body) {
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString(body));
    } catch (java.io.IOException | InterruptedException failed) {
      throw new IllegalStateException(failed);
    }
  }

  static Vertx vertx() {
    return linli.bot.store.TestDatabase.vertx();
  }
}
