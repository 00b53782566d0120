package linli.bot.channels;

import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import linli.adapters.Mouth.Token;
import linli.adapters.Secret;
import linli.bot.store.Transaction;
import linli.bot.store.Transactions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The platforms' tokens, one for all nodes: who asks for one ends those that others still use, and
 * who asks too often is locked out.
 */
public final class Tokens {

  /** So long before its end a token is replaced. */
  private static final Duration EARLY = Duration.ofMinutes(5);

  private static final Logger log = LoggerFactory.getLogger(Tokens.class);

  private record Kept(Secret value, Instant until) {}

  private final Transactions transactions;
  private final InstantSource clock;
  private final Map<String, Kept> near = new ConcurrentHashMap<>();

  public Tokens(Pool pool, InstantSource clock) {
    this.transactions = new Transactions(pool);
    this.clock = clock;
  }

  /**
   * A token that should be good. While the database is away each node asks for itself: a danger's
   * advice must go out all the same.
   *
   * @param refused one that the platform did not take any more, or null
   * @param ask gets a new one from the platform; empty when it gave none
   */
  public Optional<Secret> get(String channel, Secret refused, Supplier<Optional<Token>> ask) {
    var kept = near.get(channel);
    if (kept != null && isGood(kept, refused)) {
      return Optional.of(kept.value());
    }
    var found = shared(channel, refused, ask);
    found.ifPresent(token -> near.put(channel, token));
    return found.map(Kept::value);
  }

  private boolean isGood(Kept token, Secret refused) {
    return !token.value().equals(refused) && clock.instant().isBefore(token.until());
  }

  private Optional<Kept> shared(String channel, Secret refused, Supplier<Optional<Token>> ask) {
    try {
      return transactions.runQuietly(tx -> shared(tx, channel, refused, ask));
    } catch (RuntimeException away) {
      log.atWarn().setCause(away).addKeyValue("channel", channel).log("token not shared");
      return ask.get().map(this::kept);
    }
  }

  private static final String HOLD =
      """
      insert into channel_tokens (channel) values ($1) on conflict do nothing
      """;

  private static final String READ =
      """
      select token, good_until from channel_tokens where channel = $1 for update
      """;

  private static final String WRITE =
      """
      update channel_tokens set token = $2, good_until = $3 where channel = $1
      """;

  /** The row's lock lets one node at a time ask; the others then find what it got. */
  private Optional<Kept> shared(
      Transaction tx, String channel, Secret refused, Supplier<Optional<Token>> ask) {
    tx.preparedQuery(HOLD).execute(Tuple.of(channel)).await();
    for (var row : tx.preparedQuery(READ).execute(Tuple.of(channel)).await()) {
      if (row.getString("token") != null) {
        var stored =
            new Kept(
                new Secret(row.getString("token")),
                row.getOffsetDateTime("good_until").toInstant());
        if (isGood(stored, refused)) {
          return Optional.of(stored);
        }
      }
    }
    var got = ask.get().map(this::kept);
    got.ifPresent(
        token ->
            tx.preparedQuery(WRITE)
                .execute(
                    Tuple.of(
                        channel, token.value().value(), token.until().atOffset(ZoneOffset.UTC)))
                .await());
    return got;
  }

  private Kept kept(Token token) {
    var lasts = token.lasts().compareTo(EARLY) > 0 ? token.lasts().minus(EARLY) : token.lasts();
    return new Kept(token.value(), clock.instant().plus(lasts));
  }
}
