package linli.bot.opinion;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import linli.adapters.Secret;
import linli.bot.opinion.Opinion.Outcome;
import linli.nlp.Catalogue;

/**
 * Asks a language model behind an OpenAI-compatible endpoint what a message is about. It can only
 * pick from a list; whatever goes wrong is an {@link Opinion} without an id, never an exception.
 */
public final class SecondOpinion implements AutoCloseable {

  private static final int LARGEST_ANSWER = 64 << 10;
  private static final int CONNECTIONS = 4;

  /**
   * Where and how to ask.
   *
   * @param endpoint what {@code /chat/completions} is added to
   * @param apiKey sent as a bearer token, or null
   * @param patience for one answer, from connecting to the last byte
   * @param perEstateAndDay so many messages of an estate are passed on in a day
   */
  public record Settings(
      URI endpoint, String model, Secret apiKey, Duration patience, int perEstateAndDay) {

    /** How long an event waits at most: it is taken up within a moment. */
    public Duration longestHold() {
      return patience.plusSeconds(1);
    }

    @Override
    public String toString() {
      return "Settings[]"; // an address may carry a key
    }
  }

  private final HttpClient client;
  private final Settings settings;
  private final Choices choices;
  private final Breaker breaker;
  private final MeterRegistry metrics;

  public SecondOpinion(
      Vertx vertx,
      Settings settings,
      Catalogue catalogue,
      MeterRegistry metrics,
      LongSupplier nanos) {
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions().setConnectTimeout((int) settings.patience().toMillis()),
            new PoolOptions().setHttp1MaxSize(CONNECTIONS));
    this.settings = settings;
    this.choices = new Choices(catalogue);
    this.breaker = new Breaker(nanos);
    this.metrics = metrics;
  }

  /** False for a while after several failures in a row. */
  public boolean isAvailable() {
    return breaker.isClosed();
  }

  /**
   * Asks once; on virtual threads only, and with no transaction open.
   *
   * @param words nothing of them may be personal
   * @param left how long the caller has, where that is less than the usual patience
   */
  public Opinion ask(String words, Duration left) {
    var longest = settings.patience().compareTo(left) < 0 ? settings.patience() : left;
    if (!longest.isPositive()) {
      return Opinion.none(Outcome.SLOW);
    }
    var body = new CompletableFuture<byte[]>();
    send(choices.request(settings.model(), words).toBuffer(), body);
    var got = await(body, longest);
    if (got.outcome() == Outcome.SLOW || got.outcome() == Outcome.FAILED) {
      breaker.failed();
    } else {
      breaker.succeeded();
    }
    return got;
  }

  /** Notes what became of one message. */
  public void count(Opinion opinion) {
    metrics.counter("linli.opinions", "outcome", opinion.outcome().tag()).increment();
  }

  private Opinion await(CompletableFuture<byte[]> body, Duration longest) {
    try {
      return choices.read(body.get(longest.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException slow) {
      body.cancel(false); // ends the request
      return Opinion.none(Outcome.SLOW);
    } catch (ExecutionException failed) {
      return Opinion.none(Outcome.FAILED);
    } catch (InterruptedException interrupted) {
      body.cancel(false);
      Thread.currentThread().interrupt();
      return Opinion.none(Outcome.FAILED);
    }
  }

  private void send(Buffer request, CompletableFuture<byte[]> body) {
    try {
      client
          .request(options())
          .compose(
              open -> {
                body.whenComplete(
                    (got, failed) -> {
                      if (failed != null) {
                        open.reset();
                      }
                    });
                return open.send(request);
              })
          .onSuccess(answer -> receive(answer, body))
          .onFailure(body::completeExceptionally);
    } catch (RuntimeException notAnAddress) {
      body.completeExceptionally(notAnAddress);
    }
  }

  private RequestOptions options() {
    var base = settings.endpoint().toString().replaceAll("/+$", "");
    var options =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setAbsoluteURI(base + "/chat/completions")
            .setFollowRedirects(false)
            .putHeader("User-Agent", "Linli")
            .putHeader("Content-Type", "application/json");
    return settings.apiKey() == null
        ? options
        : options.putHeader("Authorization", "Bearer " + settings.apiKey().value());
  }

  private static void receive(HttpClientResponse answer, CompletableFuture<byte[]> body) {
    if (answer.statusCode() != 200) {
      body.completeExceptionally(new IllegalStateException("http " + answer.statusCode()));
      return;
    }
    var got = Buffer.buffer();
    answer.exceptionHandler(body::completeExceptionally);
    answer.endHandler(end -> body.complete(got.getBytes()));
    answer.handler(
        part -> {
          if (got.length() + part.length() > LARGEST_ANSWER) {
            body.completeExceptionally(new IllegalStateException("too large"));
          } else {
            got.appendBuffer(part);
          }
        });
  }

  @Override
  public void close() {
    client.close();
  }
}
