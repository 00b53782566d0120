package linli.bot.access;

import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import linli.adapters.Secret;

/** The tokens of {@code /api/v1}: only their hash is stored, so a token can be shown once. */
public final class ApiTokens {

  private static final String PREFIX = "linli_";
  private static final int RANDOM_BYTES = 32;

  private final SqlClient client;
  private final SecureRandom random = new SecureRandom();

  public ApiTokens(SqlClient client) {
    this.client = client;
  }

  /** A token as it is listed. */
  public record Listed(Caller caller, Instant createdAt, Instant revokedAt) {}

  private static final String CREATE =
      """
      insert into api_token (name, sha256, scopes, estate_id, party_id, created_at)
      values ($1, $2, $3, $4, $5, $6)
      on conflict (name) do nothing
      """;

  /** A new token, or empty when one of this name exists or existed. */
  public Optional<Secret> create(Caller wanted, Instant now) {
    var bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    var token = new Secret(PREFIX + HexFormat.of().formatHex(bytes));
    var row =
        Tuple.of(
            wanted.name(),
            hash(token.value()),
            wanted.scopes().stream().sorted().map(Scope::written).toArray(String[]::new),
            wanted.estateId(),
            wanted.partyId(),
            now.atOffset(ZoneOffset.UTC));
    var created = client.preparedQuery(CREATE).execute(row).await().rowCount() == 1;
    return created ? Optional.of(token) : Optional.empty();
  }

  private static final String FIND =
      """
      select name, scopes, estate_id, party_id from api_token
      where sha256 = $1 and revoked_at is null
      """;

  /** Whose token this is; empty for one that is unknown or revoked. */
  public Optional<Caller> find(String token) {
    var rows = client.preparedQuery(FIND).execute(Tuple.of(hash(token))).await();
    return StreamSupport.stream(rows.spliterator(), false).map(ApiTokens::caller).findFirst();
  }

  private static final String LIST =
      """
      select name, scopes, estate_id, party_id, created_at, revoked_at from api_token
      order by name limit 1000
      """;

  public List<Listed> list() {
    var rows = client.preparedQuery(LIST).execute().await();
    return StreamSupport.stream(rows.spliterator(), false)
        .map(row -> new Listed(caller(row), at(row, "created_at"), at(row, "revoked_at")))
        .toList();
  }

  private static final String REVOKE =
      """
      update api_token set revoked_at = $2 where name = $1 and revoked_at is null
      """;

  /** From now on the token opens nothing; false when there is none that did. */
  public boolean revoke(String name, Instant now) {
    return client
            .preparedQuery(REVOKE)
            .execute(Tuple.of(name, now.atOffset(ZoneOffset.UTC)))
            .await()
            .rowCount()
        == 1;
  }

  private static final String ESTATES_OF_PARTY =
      """
      select estate_id from party where party_id = $1 order by estate_id limit 100
      """;

  /** The estates that have a party of this id. */
  public List<String> estatesOfParty(String partyId) {
    var rows = client.preparedQuery(ESTATES_OF_PARTY).execute(Tuple.of(partyId)).await();
    return StreamSupport.stream(rows.spliterator(), false)
        .map(row -> row.getString("estate_id"))
        .toList();
  }

  private static Caller caller(Row row) {
    return new Caller(
        row.getString("name"),
        scopes(Arrays.asList(row.getArrayOfStrings("scopes"))),
        row.getString("estate_id"),
        row.getString("party_id"));
  }

  private static Set<Scope> scopes(Collection<String> written) {
    var scopes = EnumSet.noneOf(Scope.class);
    written.forEach(scope -> scopes.add(Scope.of(scope).orElseThrow()));
    return scopes;
  }

  private static Instant at(Row row, String column) {
    OffsetDateTime at = row.getOffsetDateTime(column);
    return at == null ? null : at.toInstant();
  }

  private static Buffer hash(String token) {
    return Buffer.buffer(Sha256.of(token));
  }
}
