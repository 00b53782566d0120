package linli.bot.access;

import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import linli.bot.due.DueItem;
import linli.bot.due.DueWork;
import linli.bot.store.Transaction;

/** Answers to requests that carry an {@code Idempotency-Key}: the same key hears the same again. */
public final class KeptAnswers {

  /** So long a repetition is recognised. */
  public static final Duration KEPT = Duration.ofDays(7);

  private static final String FORGET = "api.forget-answer";

  private final DueWork due;

  public KeptAnswers(DueWork due) {
    this.due = due;
    due.register(FORGET, this::forget);
  }

  /** One request: whose, with which key, and what it asked. */
  public record Request(String estateId, String token, String key, String body) {
    @Override
    public String toString() {
      return "Request[" + token + "]";
    }
  }

  /**
   * What was answered.
   *
   * @param sameBody whether the first request with this key asked the same
   */
  public record Kept(int status, String answer, boolean sameBody) {}

  private static final String FIND =
      """
      select status, answer, body_sha256 = $4 as same_body from api_answer
      where estate_id = $1 and token = $2 and key_sha256 = $3 and at > $5
      """;

  /** The caller holds the estate's lock, so the first request with a key has ended. */
  public Optional<Kept> find(Transaction tx, Request request, Instant now) {
    return findSince(tx, request, now.minus(KEPT));
  }

  /** As {@link #find}, of requests after that time only. */
  public Optional<Kept> findSince(Transaction tx, Request request, Instant after) {
    var since = after.atOffset(ZoneOffset.UTC);
    var key = Tuple.of(request.estateId(), request.token(), hash(request.key()));
    var rows =
        tx.preparedQuery(FIND).execute(key.addValue(hash(request.body())).addValue(since)).await();
    return rows.size() == 0 ? Optional.empty() : Optional.of(kept(rows.iterator().next()));
  }

  private static Kept kept(Row row) {
    return new Kept(row.getInteger("status"), row.getString("answer"), row.getBoolean("same_body"));
  }

  private static final String KEEP =
      """
      insert into api_answer (estate_id, token, key_sha256, body_sha256, answer_id, status, answer, at)
      values ($1, $2, $3, $4, $5, $6, $7, $8)
      on conflict (estate_id, token, key_sha256) do update
      set body_sha256 = excluded.body_sha256, answer_id = excluded.answer_id,
          status = excluded.status, answer = excluded.answer, at = excluded.at
      """;

  /** Keeps the answer in the transaction of what it speaks of; takes the place of one too old. */
  public void keep(Transaction tx, Request request, int status, String answer, Instant now) {
    var id = UUID.randomUUID();
    tx.write(
        KEEP,
        Tuple.of(request.estateId(), request.token(), hash(request.key()))
            .addValue(hash(request.body()))
            .addValue(id)
            .addValue(status)
            .addValue(answer)
            .addValue(now.atOffset(ZoneOffset.UTC)));
    due.schedule(tx, new DueItem(request.estateId(), FORGET, id.toString(), 0, now.plus(KEPT)));
  }

  private static final String DELETE =
      """
      delete from api_answer where estate_id = $1 and answer_id = $2
      """;

  private void forget(Transaction tx, DueItem item) {
    tx.write(DELETE, Tuple.of(item.estateId(), UUID.fromString(item.subject())));
  }

  private static Buffer hash(String text) {
    return Buffer.buffer(Sha256.of(text));
  }
}
