package linli.bot.questions;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import linli.bot.store.Transaction;

/**
 * SQL of uproars (群情): many people angry in one group within a short time. Only numbers are kept,
 * no words and no names.
 */
public final class Uproars {

  /** So many angry lines of so many people, no more than {@link #PAUSE} apart, are an uproar. */
  public static final int LINES = 10;

  public static final int PEOPLE = 5;

  /** Anger that is further apart is not one uproar. */
  static final Duration PAUSE = Duration.ofMinutes(15);

  /** After so long without anger a next one is told again. */
  static final Duration OVER = Duration.ofHours(12);

  /**
   * An uproar.
   *
   * @param conversation the group
   * @param topics what the anger is about
   */
  public record Uproar(
      String estateId,
      long id,
      String channel,
      String conversation,
      Instant since,
      Instant lastAt,
      int lines,
      List<String> topics) {
    @Override
    public String toString() {
      return "Uproar[" + id + "]";
    }
  }

  private static final String HEARD =
      """
      insert into uproar as known
        (estate_id, channel, conversation, since, last_at, lines, salt, people, topics)
      values ($1, $2, $3, $4, $4, 1, $5, array[md5($5 || $6)], array[$7])
      on conflict (estate_id, channel, conversation) do update set
        last_at = $4,
        since = case when known.last_at < $8 then $4 else known.since end,
        lines = case when known.last_at < $8 then 1 else known.lines + 1 end,
        salt = case when known.last_at < $8 then $5 else known.salt end,
        people = case
          when known.last_at < $8 then array[md5($5 || $6)]
          when md5(known.salt || $6) = any (known.people) then known.people
          else array_append(known.people, md5(known.salt || $6)) end,
        topics = case
          when known.last_at < $8 then array[$7]
          when $7 = any (known.topics) then known.topics
          else array_append(known.topics, $7) end
      where known.told_at is null
      returning *, cardinality(people) as angry
      """;

  private static final String FORGET_OLD =
      """
      delete from uproar
      where estate_id = $1 and channel = $2 and conversation = $3
        and told_at is not null and last_at < $4
      """;

  private static final String GOES_ON =
      """
      update uproar set last_at = $4, lines = lines + 1
      where estate_id = $1 and channel = $2 and conversation = $3 and told_at is not null
      """;

  private static final String TOLD =
      """
      update uproar set told_at = $3, people = '{}' where estate_id = $1 and uproar_id = $2
      """;

  /**
   * Counts an angry line.
   *
   * @return the uproar that it becomes with this line, told once; else empty
   */
  public Optional<Uproar> heard(
      Transaction tx,
      String estateId,
      String channel,
      String conversation,
      String accountId,
      String topic,
      Instant now) {
    var group = Tuple.of(estateId, channel, conversation);
    tx.preparedQuery(FORGET_OLD).execute(with(group, now.minus(OVER))).await();
    var values =
        Tuple.of(estateId, channel, conversation)
            .addValue(utc(now))
            .addValue(UUID.randomUUID().toString())
            .addValue(accountId)
            .addValue(topic)
            .addValue(utc(now.minus(PAUSE)));
    var rows = tx.preparedQuery(HEARD).execute(values).await();
    if (rows.size() == 0) {
      tx.preparedQuery(GOES_ON).execute(with(group, now)).await();
      return Optional.empty();
    }
    var row = rows.iterator().next();
    if (row.getInteger("lines") < LINES || row.getInteger("angry") < PEOPLE) {
      return Optional.empty();
    }
    tx.preparedQuery(TOLD).execute(Tuple.of(estateId, row.getLong("uproar_id"), utc(now))).await();
    return Optional.of(uproar(row));
  }

  private static Tuple with(Tuple group, Instant at) {
    return Tuple.of(group.getValue(0), group.getValue(1), group.getValue(2), utc(at));
  }

  private static final String FIND =
      """
      select * from uproar where estate_id = $1 and uproar_id = $2
      """;

  public Optional<Uproar> find(Transaction tx, String estateId, long id) {
    var rows = tx.preparedQuery(FIND).execute(Tuple.of(estateId, id)).await();
    return StreamSupport.stream(rows.spliterator(), false).map(Uproars::uproar).findFirst();
  }

  private static Uproar uproar(Row row) {
    return new Uproar(
        row.getString("estate_id"),
        row.getLong("uproar_id"),
        row.getString("channel"),
        row.getString("conversation"),
        row.getOffsetDateTime("since").toInstant(),
        row.getOffsetDateTime("last_at").toInstant(),
        row.getInteger("lines"),
        List.of(row.getArrayOfStrings("topics")));
  }

  private static java.time.OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
