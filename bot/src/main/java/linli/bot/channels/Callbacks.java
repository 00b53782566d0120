package linli.bot.channels;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.ext.web.codec.BodyCodec;
import io.vertx.sqlclient.Pool;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.function.Supplier;
import linli.adapters.Mouth.Call;
import linli.adapters.OutboundMessage;
import linli.adapters.Secret;
import linli.adapters.webhook.MessageEncoder;
import linli.adapters.webhook.Signature;
import linli.adapters.wecom.KfPages;
import linli.bot.channels.Callbacks.Outcome.Trouble;

/** Brings one message to its channel: signed to the callback address, or the platform's own way. */
public final class Callbacks implements AutoCloseable {

  /** Answers that take longer count as failed and are tried again. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** An attempt on a platform, token and all: well below the lease of a line. */
  private static final Duration LONGEST = Duration.ofSeconds(15);

  private static final int CONNECTIONS = 64;

  /** What became of one attempt. */
  public sealed interface Outcome {

    /** A receiver's wish to be left alone is honoured up to here. */
    Duration LONGEST_PAUSE = Duration.ofHours(1);

    /**
     * @param messageId what the platform calls it when somebody quotes it, or null
     * @param parts so many messages of the platform it became
     */
    record Delivered(String messageId, int parts) implements Outcome {
      public Delivered(String messageId) {
        this(messageId, 1);
      }

      public Delivered() {
        this(null);
      }
    }

    /**
     * To be tried again.
     *
     * @param code why, in one word or two
     * @param pause not before it is over; longer ones than {@link #LONGEST_PAUSE} become that
     * @param partsSaid so many parts of the message, from its beginning, were taken
     */
    record Failed(String code, Duration pause, int partsSaid, Trouble trouble) implements Outcome {
      public Failed {
        pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
      }

      public Failed(String code, Duration pause, int partsSaid) {
        this(code, pause, partsSaid, Trouble.MESSAGE);
      }

      public Failed(String code, Duration pause) {
        this(code, pause, 0);
      }

      /** The same, because of something that no message would change. */
      public Failed of(Trouble trouble) {
        return new Failed(code, pause, partsSaid, trouble);
      }
    }

    /** What a failure is about. */
    enum Trouble {
      /** This message, or how fast it came. */
      MESSAGE,
      /** The platform is away. */
      PLATFORM,
      /** It does not take our key. */
      KEY
    }

    /** The receiver will never take it. */
    record Rejected(String code) implements Outcome {}
  }

  private final WebClient client;
  private final InstantSource clock;
  private final Mouths mouths;
  private final Connections connections = new Connections();

  /** For our own channels and, with the tokens that they need, for platforms of others. */
  public Callbacks(Vertx vertx, InstantSource clock, Tokens tokens, Replies replies) {
    var options =
        new WebClientOptions()
            .setFollowRedirects(false)
            .setUserAgent("Linli")
            .setConnectTimeout((int) PATIENCE.toMillis());
    var pool = new io.vertx.core.http.PoolOptions().setHttp1MaxSize(CONNECTIONS);
    this.client = WebClient.create(vertx, options, pool);
    this.clock = clock;
    this.mouths = new Mouths(client, tokens, replies, connections, LONGEST);
  }

  /** Never fails: a broken connection is an outcome. Safe on every thread, also an event loop. */
  public Future<Outcome> post(Channel channel, OutboundMessage message) {
    return post(channel, message, 0);
  }

  /**
   * As {@link #post(Channel, OutboundMessage)}, after an attempt that ended in the middle.
   *
   * @param partsSaid so many parts were taken in earlier attempts and are not said again
   */
  public Future<Outcome> post(Channel channel, OutboundMessage message, int partsSaid) {
    return channel.mouth() == null
        ? postSigned(channel, message)
        : say(channel, message, partsSaid);
  }

  /**
   * A message of ours as it stands on its platform.
   *
   * @param message with the buttons that stay under it; null text when nothing is known of it
   * @param name what the platform calls it, or null where it never came there
   */
  public record Standing(OutboundMessage message, String name) {}

  /** Leaves a message with fewer buttons, and a note of what came of it. Never fails. */
  public Future<Outcome> change(Channel channel, Standing standing, String note) {
    return straightDown(() -> mouths.change(channel, standing, note));
  }

  /**
   * Fetches a page of what the platform announced: straight down, on virtual threads only.
   *
   * @param ticket the latest one of the account, or null when it is too old
   * @param cursor where the page begins, or null at the very beginning
   */
  public Fetched fetch(Channel channel, String account, String ticket, String cursor) {
    return mouths.fetch(channel, account, ticket, cursor);
  }

  /** What a platform answers to a question; empty where it does not. On virtual threads only. */
  public Optional<byte[]> ask(Channel channel, Call question) {
    return mouths.ask(channel, question);
  }

  /**
   * A token of this channel; empty when there is none, or none is needed. On virtual threads only.
   *
   * @param refused one that the platform did not take any more, or null
   */
  public Optional<Secret> token(Channel channel, Secret refused) {
    return mouths.token(channel, refused);
  }

  /** Who asks these channels' platforms whether they take our credentials. */
  public Proofs proofs(Pool pool, Channels channels) {
    return new Proofs(client, pool, channels, clock);
  }

  /**
   * Where a connection to the channel's platform can be opened; empty when it gives none. Straight
   * down, on virtual threads only.
   */
  public Optional<URI> openStream(Channel channel) {
    return mouths.openStream(channel);
  }

  /** The connections that this node can speak over. */
  public Connections connections() {
    return connections;
  }

  /** Whether this node can say something there now. */
  public boolean canSpeak(Channel channel) {
    return channel.mouth() == null
        || !channel.mouth().speaksOverStream()
        || connections.has(channel.name());
  }

  /** What became of an attempt to fetch. */
  public sealed interface Fetched {
    record Got(KfPages.Page page) implements Fetched {}

    /** To be tried again, not before {@code pause} is over. */
    record Not(String code, Duration pause) implements Fetched {}
  }

  private Future<Outcome> say(Channel channel, OutboundMessage message, int partsSaid) {
    return straightDown(() -> mouths.say(channel, message, partsSaid));
  }

  private static Future<Outcome> straightDown(Supplier<Outcome> attempt) {
    Promise<Outcome> outcome = Promise.promise();
    Thread.ofVirtual()
        .name("say")
        .start(
            () -> {
              try {
                outcome.complete(attempt.get());
              } catch (Throwable fault) {
                outcome.fail(fault);
              }
            });
    return outcome.future();
  }

  private Future<Outcome> postSigned(Channel channel, OutboundMessage message) {
    var subscription = channel.subscription();
    var body =
        subscription == null
            ? MessageEncoder.encode(message)
            : message.text().getBytes(StandardCharsets.UTF_8);
    var signature =
        subscription == null
            ? channel.own().orElseThrow().sign(body)
            : subscription.signature().sign(body);
    return client
        .postAbs(channel.callback().orElseThrow().toString())
        .as(BodyCodec.none()) // the status says it all
        .timeout(PATIENCE.toMillis())
        .putHeader("Content-Type", "application/json")
        .putHeader(Signature.HEADER, signature)
        .sendBuffer(Buffer.buffer(body))
        .map(this::outcome)
        .otherwise(broken -> new Outcome.Failed("connection", Duration.ZERO).of(Trouble.PLATFORM));
  }

  @Override
  public void close() {
    client.close();
  }

  private Outcome outcome(HttpResponse<Void> response) {
    var status = response.statusCode();
    var code = "http " + status;
    if (status >= 200 && status < 300) {
      return new Outcome.Delivered();
    }
    if (status >= 400 && status < 500 && status != 408 && status != 429) {
      return new Outcome.Rejected(code);
    }
    var failed = new Outcome.Failed(code, pause(response.getHeader("Retry-After")));
    return status >= 500 ? failed.of(Trouble.PLATFORM) : failed;
  }

  /** Retry-After as seconds or as a date (RFC 9110, 10.2.3); nonsense counts as absent. */
  private Duration pause(String retryAfter) {
    return Optional.ofNullable(retryAfter)
        .flatMap(value -> seconds(value).or(() -> untilDate(value)))
        .filter(Duration::isPositive)
        .orElse(Duration.ZERO);
  }

  private static Optional<Duration> seconds(String value) {
    return value.matches("\\d{1,9}")
        ? Optional.of(Duration.ofSeconds(Long.parseLong(value)))
        : Optional.empty();
  }

  private Optional<Duration> untilDate(String value) {
    try {
      Instant date = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Optional.of(Duration.between(clock.instant(), date));
    } catch (DateTimeParseException neither) {
      return Optional.empty();
    }
  }
}
