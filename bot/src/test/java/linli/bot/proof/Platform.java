package linli.bot.proof;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import linli.adapters.Secret;
import linli.adapters.webhook.Signature;

/** A chat platform: delivers every message again until it is told that it was taken. */
final class Platform {

  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(40);
  private static final Duration LONGEST = Duration.ofSeconds(180);

  private final HttpClient client = HttpClient.newHttpClient();
  private final Signature signature;
  private final String address;
  private volatile boolean abandoned;

  Platform(Secret secret, int port) {
    this(secret, port, Clock.systemUTC());
  }

  Platform(Secret secret, int port, InstantSource clock) {
    this.signature = new Signature(secret, clock);
    this.address = "http://127.0.0.1:" + port + "/hooks/";
  }

  /**
   * Delivers until it is acknowledged.
   *
   * @return how many of the messages were new
   */
  int deliver(List<Message> messages) {
    var body = body(messages);
    var end = System.nanoTime() + LONGEST.toNanos();
    while (System.nanoTime() < end && !abandoned) {
      var answer = post(messages.getFirst().channel(), body);
      if (answer.isPresent() && answer.get().statusCode() == 200) {
        return new JsonObject(answer.get().body()).getInteger("accepted");
      }
      answer
          .filter(a -> a.statusCode() != 500 && a.statusCode() != 503)
          .ifPresent(
              a -> {
                throw new AssertionError("refused with " + a.statusCode() + " " + a.body());
              });
      Await.pause(BETWEEN_TRIES);
    }
    throw new AssertionError("not acknowledged within " + LONGEST.toSeconds() + " s");
  }

  /** Tries nothing again from now on: the test has failed. */
  void abandon() {
    abandoned = true;
  }

  private static byte[] body(List<Message> messages) {
    var json =
        messages.size() == 1
            ? messages.getFirst().json().encode()
            : new JsonArray(messages.stream().map(Message::json).toList()).encode();
    return json.getBytes(StandardCharsets.UTF_8);
  }

  private Optional<HttpResponse<String>> post(String channel, byte[] body) {
    return send(
        HttpRequest.newBuilder(URI.create(address + channel))
            .timeout(PATIENCE)
            .header(Signature.HEADER, signature.sign(body))
            .POST(BodyPublishers.ofByteArray(body)));
  }

  /** The next page of what the bot said in the channel; empty when it cannot be read now. */
  Optional<JsonObject> page(String channel, String after, int limit) {
    var query = "after=" + after + "&limit=" + limit;
    return send(HttpRequest.newBuilder(URI.create(address + channel + "/messages?" + query))
            .timeout(PATIENCE)
            .header(Signature.HEADER, signature.sign(query.getBytes(StandardCharsets.UTF_8))))
        .filter(answer -> answer.statusCode() == 200)
        .map(answer -> new JsonObject(answer.body()));
  }

  private Optional<HttpResponse<String>> send(HttpRequest.Builder request) {
    try {
      return Optional.of(client.send(request.build(), BodyHandlers.ofString()));
    } catch (IOException notThere) {
      return Optional.empty();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
