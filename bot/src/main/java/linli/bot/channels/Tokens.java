package linli.bot.channels;

import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import linli.adapters.Mouth.Call;
import linli.adapters.Mouth.Token;
import linli.adapters.Secret;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The platforms' tokens, one for all nodes: who asks for one ends those that others still use, and
 * who asks too often is locked out.
 *
 * <p>In a process one thread asks for a channel and the others wait for what it gets; between nodes
 * a claim in the channel's row does the same. No connection of the database is held meanwhile.
 */
public final class Tokens {

  /** So long before its end a token is replaced. */
  private static final Duration EARLY = Duration.ofMinutes(5);

  /** So long nobody here asks a platform again that gave no token. */
  private static final Duration AFTER_NONE = Duration.ofSeconds(30);

  /** Longer than a platform is asked: the claim of a node that died ends by itself. */
  private static final Duration CLAIM = Duration.ofSeconds(10);

  /** So long, by the real clock, the node that asks is waited for. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final Duration LOOK_AROUND = Duration.ofMillis(100);

  private static final Logger log = LoggerFactory.getLogger(Tokens.class);

  private record Kept(Secret value, Instant until) {}

  /** A token of this channel, got with these keys, other than the refused one. */
  private record Wanted(String channel, Buffer keys, Secret refused) {}

  private final Pool pool;
  private final InstantSource clock;
  private final Map<String, Kept> near = new ConcurrentHashMap<>();
  private final Map<String, Instant> noneBefore = new ConcurrentHashMap<>();
  private final Map<String, CompletableFuture<Optional<Kept>>> asking = new ConcurrentHashMap<>();

  public Tokens(Pool pool, InstantSource clock) {
    this.pool = pool;
    this.clock = clock;
  }

  /**
   * A token that should be good; empty when there is none within {@code longest} of real time.
   * While the database is away each node asks for itself: a danger's advice must go out all the
   * same.
   *
   * @param how the request for a token; what was got with another request is none
   * @param refused one that the platform did not take any more, or null
   * @param ask gets a new one from the platform; empty when it gave none
   */
  Optional<Secret> get(
      String channel, Call how, Secret refused, Duration longest, Supplier<Optional<Token>> ask) {
    var kept = near.get(channel);
    if (kept != null && isGood(kept, refused)) {
      return Optional.of(kept.value());
    }
    var none = noneBefore.get(channel);
    if (none != null && clock.instant().isBefore(none)) {
      return Optional.empty();
    }
    return asking
        .computeIfAbsent(channel, x -> start(new Wanted(channel, hash(how), refused), ask))
        .copy()
        .completeOnTimeout(Optional.empty(), longest.toNanos(), TimeUnit.NANOSECONDS)
        .join()
        .filter(token -> isGood(token, refused))
        .map(Kept::value);
  }

  private boolean isGood(Kept token, Secret refused) {
    return !token.value().equals(refused) && clock.instant().isBefore(token.until());
  }

  private CompletableFuture<Optional<Kept>> start(Wanted wanted, Supplier<Optional<Token>> ask) {
    var found = new CompletableFuture<Optional<Kept>>();
    Thread.ofVirtual().name("token").start(() -> found.complete(find(wanted, ask)));
    return found;
  }

  private Optional<Kept> find(Wanted wanted, Supplier<Optional<Token>> ask) {
    var channel = wanted.channel();
    Optional<Kept> found = Optional.empty();
    try {
      found = shared(wanted, ask);
    } catch (Throwable fault) { // whoever waits must hear of it
      log.atWarn().setCause(fault).addKeyValue("channel", channel).log("no token");
    }
    found.ifPresentOrElse(
        token -> near.put(channel, token),
        () -> noneBefore.put(channel, clock.instant().plus(AFTER_NONE)));
    asking.remove(channel);
    return found;
  }

  private Optional<Kept> shared(Wanted wanted, Supplier<Optional<Token>> ask) {
    try {
      var end = System.nanoTime() + PATIENCE.toNanos();
      while (!claim(wanted)) {
        var stored = read(wanted).filter(token -> isGood(token, wanted.refused()));
        if (stored.isPresent() || System.nanoTime() > end) {
          return stored;
        }
        LockSupport.parkNanos(LOOK_AROUND.toNanos());
      }
    } catch (Throwable away) {
      notShared(wanted, away);
      return ask.get().map(this::kept);
    }
    Optional<Kept> got = Optional.empty();
    try {
      got = ask.get().map(this::kept);
    } finally {
      write(wanted, got);
    }
    return got;
  }

  private static final String CLAIM_ROW =
      """
      insert into channel_tokens as kept (channel, asking_until) values ($1, $3)
      on conflict (channel) do update set asking_until = $3
      where (kept.token is null or kept.token = $4 or kept.good_until <= $2
             or kept.of is distinct from $5)
        and (kept.asking_until is null or kept.asking_until <= $2)
      """;

  /** Whether it is on us to ask: no good token is there and nobody else asks. */
  private boolean claim(Wanted wanted) {
    var now = now();
    var refused = wanted.refused() == null ? null : wanted.refused().value();
    var row = Tuple.of(wanted.channel(), now, now.plus(CLAIM), refused, wanted.keys());
    return pool.preparedQuery(CLAIM_ROW).execute(row).await().rowCount() > 0;
  }

  private static final String READ =
      """
      select token, good_until
      from channel_tokens
      where channel = $1 and of = $2 and token is not null
      """;

  private Optional<Kept> read(Wanted wanted) {
    var whose = Tuple.of(wanted.channel(), wanted.keys());
    for (var row : pool.preparedQuery(READ).execute(whose).await()) {
      var until = row.getOffsetDateTime("good_until").toInstant();
      return Optional.of(new Kept(new Secret(row.getString("token")), until));
    }
    return Optional.empty();
  }

  private static final String WRITE =
      """
      update channel_tokens
      set token = coalesce($2, token), good_until = coalesce($3, good_until),
          of = coalesce($4, of), asking_until = null
      where channel = $1
      """;

  /** Ends the claim, with a token or without. */
  private void write(Wanted wanted, Optional<Kept> got) {
    var token = got.map(each -> each.value().value()).orElse(null);
    var until = got.map(each -> each.until().atOffset(ZoneOffset.UTC)).orElse(null);
    var keys = got.map(each -> wanted.keys()).orElse(null);
    try {
      pool.preparedQuery(WRITE).execute(Tuple.of(wanted.channel(), token, until, keys)).await();
    } catch (Throwable away) {
      notShared(wanted, away);
    }
  }

  private static void notShared(Wanted wanted, Throwable away) {
    log.atWarn().setCause(away).addKeyValue("channel", wanted.channel()).log("token not shared");
  }

  /** Of all that the request says; it shows nothing of the keys in it. */
  private static Buffer hash(Call how) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      var head = String.join("\n", how.method(), how.path(), new TreeMap<>(how.headers()) + "\n");
      digest.update(head.getBytes(StandardCharsets.UTF_8));
      return Buffer.buffer(digest.digest(how.body()));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }

  private Kept kept(Token token) {
    var lasts = token.lasts().compareTo(EARLY) > 0 ? token.lasts().minus(EARLY) : token.lasts();
    return new Kept(token.value(), clock.instant().plus(lasts));
  }
}
