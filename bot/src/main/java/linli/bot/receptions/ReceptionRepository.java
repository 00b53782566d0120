package linli.bot.receptions;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import linli.bot.store.Transaction;

/** SQL of the reception days. */
final class ReceptionRepository {

  private static final String INSERT =
      """
      insert into reception (estate_id, nominal_on, held_on, starts_at, ends_at, place, whereabouts,
                             slot_minutes, merged_into)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
      returning *
      """;

  /**
   * @param mergedInto a day that is there already on the same date, or null
   */
  Reception insert(Transaction tx, Reception planned, Long mergedInto) {
    return read(
        tx.preparedQuery(INSERT)
            .execute(
                Tuple.tuple()
                    .addValue(planned.estateId())
                    .addValue(planned.nominalOn())
                    .addValue(planned.heldOn())
                    .addValue(utc(planned.startsAt()))
                    .addValue(utc(planned.endsAt()))
                    .addValue(planned.place())
                    .addValue(planned.whereabouts())
                    .addValue((int) planned.slot().toMinutes())
                    .addValue(mergedInto))
            .await()
            .iterator()
            .next());
  }

  private static final String CHANGE =
      """
      update reception
      set held_on = $3, starts_at = $4, ends_at = $5, place = $6, whereabouts = $7, slot_minutes = $8
      where estate_id = $1 and reception_id = $2
      """;

  /** Another day, time or place, while nobody was told. */
  void change(Transaction tx, Reception to) {
    tx.preparedQuery(CHANGE)
        .execute(
            Tuple.tuple()
                .addValue(to.estateId())
                .addValue(to.id())
                .addValue(to.heldOn())
                .addValue(utc(to.startsAt()))
                .addValue(utc(to.endsAt()))
                .addValue(to.place())
                .addValue(to.whereabouts())
                .addValue((int) to.slot().toMinutes()))
        .await();
  }

  private static final String ONE =
      """
      select * from reception where estate_id = $1 and reception_id = $2 and merged_into is null and dropped_at is null
      """;

  Optional<Reception> find(Transaction tx, String estateId, long id) {
    return list(tx, ONE, Tuple.of(estateId, id)).stream().findFirst();
  }

  private static final String ALSO_MERGED =
      """
      select * from reception where estate_id = $1 and reception_id = $2
      """;

  /** Also one that became part of another. */
  Optional<Reception> findAlsoMerged(Transaction tx, String estateId, long id) {
    return list(tx, ALSO_MERGED, Tuple.of(estateId, id)).stream().findFirst();
  }

  private static final String OF_NOMINAL =
      """
      select * from reception where estate_id = $1 and nominal_on = $2
      """;

  /** The day that was planned for this fixed day, also one that became part of another. */
  Optional<Reception> ofNominal(Transaction tx, String estateId, LocalDate nominal) {
    return list(tx, OF_NOMINAL, Tuple.of(estateId, nominal)).stream().findFirst();
  }

  private static final String HELD_ON =
      """
      select * from reception where estate_id = $1 and held_on = $2 and merged_into is null and dropped_at is null
      """;

  Optional<Reception> heldOn(Transaction tx, String estateId, LocalDate day) {
    return list(tx, HELD_ON, Tuple.of(estateId, day)).stream().findFirst();
  }

  private static final String COMING =
      """
      select * from reception
      where estate_id = $1 and ends_at > $2 and merged_into is null and dropped_at is null
      order by starts_at limit 10
      """;

  /** The days whose session is not over, the nearest first. */
  List<Reception> coming(Transaction tx, String estateId, Instant now) {
    return list(tx, COMING, Tuple.of(estateId, utc(now)));
  }

  private static final String PAST =
      """
      select * from reception
      where estate_id = $1 and starts_at <= $2 and merged_into is null and dropped_at is null
      order by starts_at desc limit 10
      """;

  /** The days that have begun, the last first. */
  List<Reception> begun(Transaction tx, String estateId, Instant now) {
    return list(tx, PAST, Tuple.of(estateId, utc(now)));
  }

  private static final String ANNOUNCED =
      """
      update reception set announced_at = coalesce(announced_at, $3)
      where estate_id = $1 and reception_id = $2
      """;

  void announced(Transaction tx, Reception about, Instant now) {
    tx.write(ANNOUNCED, Tuple.of(about.estateId(), about.id(), utc(now)));
  }

  private static final String PUBLISH =
      """
      update reception set published_at = $3
      where estate_id = $1 and reception_id = $2 and published_at is null
      """;

  void published(Transaction tx, Reception about, Instant now) {
    tx.write(PUBLISH, Tuple.of(about.estateId(), about.id(), utc(now)));
  }

  private static final String MERGED_INTO =
      """
      select nominal_on from reception where estate_id = $1 and merged_into = $2 order by nominal_on
      """;

  /** The fixed days that became part of this one. */
  List<LocalDate> mergedInto(Transaction tx, Reception about) {
    var rows =
        tx.preparedQuery(MERGED_INTO).execute(Tuple.of(about.estateId(), about.id())).await();
    return StreamSupport.stream(rows.spliterator(), false).map(row -> row.getLocalDate(0)).toList();
  }

  private static final String STREET_TOLD =
      """
      update reception set street_told_at = $3
      where estate_id = $1 and reception_id = $2 and street_told_at is null
      """;

  /** True the first time. */
  boolean streetTold(Transaction tx, Reception about, Instant now) {
    return tx.preparedQuery(STREET_TOLD)
            .execute(Tuple.of(about.estateId(), about.id(), utc(now)))
            .await()
            .rowCount()
        == 1;
  }

  private static final String ASK_MERGE =
      """
      update reception set merge_asked_at = $3 where estate_id = $1 and reception_id = $2
      """;

  /**
   * @param at null when it is decided
   */
  void mergeAsked(Transaction tx, Reception about, Instant at) {
    tx.preparedQuery(ASK_MERGE)
        .execute(Tuple.of(about.estateId(), about.id(), at == null ? null : utc(at)))
        .await();
  }

  private static final String DROP =
      """
      update reception set dropped_at = $3, merge_asked_at = null
      where estate_id = $1 and reception_id = $2
      """;

  /** Its rule is gone. */
  void drop(Transaction tx, Reception about, Instant now) {
    tx.write(DROP, Tuple.of(about.estateId(), about.id(), utc(now)));
  }

  private static final String FREE =
      """
      delete from reception r
      where estate_id = $1 and starts_at > $2 and dropped_at is not null
        and not exists (
          select from reception_entry e
          where e.estate_id = r.estate_id and e.reception_id = r.reception_id)
        and not exists (
          select from reception o
          where o.estate_id = r.estate_id and o.merged_into = r.reception_id)
      """;

  private static final String FREE_HOSTS =
      """
      delete from reception_host h
      where estate_id = $1 and exists (
        select from reception r
        where r.estate_id = h.estate_id and r.reception_id = h.reception_id
          and r.starts_at > $2 and r.dropped_at is not null)
      """;

  /** Dropped days for which nobody had signed up can be planned anew. */
  void free(Transaction tx, String estateId, Instant now) {
    tx.write(FREE_HOSTS, Tuple.of(estateId, utc(now)));
    tx.write(FREE, Tuple.of(estateId, utc(now)));
  }

  private static final String UNDECIDED =
      """
      select * from reception
      where estate_id = $1 and merge_asked_at is not null and merged_into is null and dropped_at is null and starts_at > $2
      order by starts_at limit 1
      """;

  /** The shifted day of which the secretary was asked whether it joins the next. */
  Optional<Reception> undecided(Transaction tx, String estateId, Instant now) {
    return list(tx, UNDECIDED, Tuple.of(estateId, utc(now))).stream().findFirst();
  }

  private static final String MERGE =
      """
      update reception set merged_into = $3, merge_asked_at = null
      where estate_id = $1 and reception_id = $2
      """;

  void merge(Transaction tx, Reception from, Reception into) {
    tx.preparedQuery(MERGE).execute(Tuple.of(from.estateId(), from.id(), into.id())).await();
  }

  private static List<Reception> list(Transaction tx, String sql, Tuple values) {
    var rows = tx.preparedQuery(sql).execute(values).await();
    return StreamSupport.stream(rows.spliterator(), false).map(ReceptionRepository::read).toList();
  }

  static Reception read(Row row) {
    return new Reception(
        row.getString("estate_id"),
        row.getLong("reception_id"),
        row.getLocalDate("nominal_on"),
        row.getLocalDate("held_on"),
        row.getOffsetDateTime("starts_at").toInstant(),
        row.getOffsetDateTime("ends_at").toInstant(),
        row.getString("place"),
        row.getString("whereabouts"),
        Duration.ofMinutes(row.getInteger("slot_minutes")),
        instant(row.getOffsetDateTime("announced_at")),
        instant(row.getOffsetDateTime("published_at")));
  }

  static Instant instant(OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }

  static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
