package linli.bot.receptions;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import linli.bot.receptions.Entry.FollowUp;
import linli.bot.receptions.Entry.Outcome;
import linli.bot.receptions.Entry.Wish;
import linli.bot.store.Transaction;

/** SQL of the numbers of a reception. */
final class EntryRepository {

  private static final String INSERT =
      """
      insert into reception_entry (estate_id, reception_id, number, origin, channel, account_id, name,
                                   matter, issue_type, anonymous, wish, entered_at)
      select $1, $2, coalesce(max(number), 0) + 1, $3, $4, $5, $6, $7, $8, $9, $10, $11
      from reception_entry where estate_id = $1 and reception_id = $2
      returning *
      """;

  /** Gives the next number. */
  Entry insert(Transaction tx, Reception to, NewEntry wanted, Instant now) {
    return one(
        tx,
        INSERT,
        Tuple.tuple()
            .addValue(to.estateId())
            .addValue(to.id())
            .addValue(wanted.walkIn() ? "walk_in" : "sign_up")
            .addValue(wanted.channel())
            .addValue(wanted.accountId())
            .addValue(wanted.name())
            .addValue(wanted.matter())
            .addValue(wanted.issueType())
            .addValue(wanted.anonymous())
            .addValue(stored(wanted.wish()))
            .addValue(ReceptionRepository.utc(now)));
  }

  private static final String OF =
      """
      select * from reception_entry where estate_id = $1 and reception_id = $2 order by number
      """;

  List<Entry> of(Transaction tx, Reception about) {
    return list(tx, OF, Tuple.of(about.estateId(), about.id()));
  }

  private static final String ONE =
      """
      select * from reception_entry where estate_id = $1 and reception_id = $2 and number = $3
      """;

  Optional<Entry> find(Transaction tx, String estateId, long receptionId, int number) {
    return list(tx, ONE, Tuple.of(estateId, receptionId, number)).stream().findFirst();
  }

  private static final String OF_ACCOUNT =
      """
      select e.* from reception_entry e
      join reception r using (estate_id, reception_id)
      where e.estate_id = $1 and e.channel = $2 and e.account_id = $3 and e.cancelled_at is null
        and r.ends_at > $4 and r.merged_into is null and r.dropped_at is null
      order by r.starts_at, e.number desc
      """;

  /** What this account is signed up for in sessions that are not over, the nearest first. */
  List<Entry> coming(
      Transaction tx, String estateId, String channel, String accountId, Instant now) {
    return list(
        tx, OF_ACCOUNT, Tuple.of(estateId, channel, accountId, ReceptionRepository.utc(now)));
  }

  private static final String SAY_MORE =
      """
      update reception_entry set matter = concat_ws(';', matter, $4::text),
        issue_type = coalesce(issue_type, $5)
      where estate_id = $1 and reception_id = $2 and number = $3
      returning *
      """;

  Entry sayMore(Transaction tx, Entry entry, String matter, String issueType) {
    return one(tx, SAY_MORE, key(entry).addValue(matter).addValue(issueType));
  }

  private static final String SAID_IN =
      """
      select e.* from reception_matter m
      join reception_entry e using (estate_id, reception_id, number)
      where m.estate_id = $1 and m.event_key = $2 and e.channel = $3 and e.account_id = $4
      """;

  /** The number that this message of this account asked for, or said more about. */
  Optional<Entry> saidIn(
      Transaction tx, String estateId, UUID eventKey, String channel, String accountId) {
    return list(tx, SAID_IN, Tuple.of(estateId, eventKey, channel, accountId)).stream().findFirst();
  }

  private static final String RETELL =
      """
      update reception_entry e
      set matter = said.matter, issue_type = said.issue_type
      from (select string_agg(matter, ';' order by said_at) as matter,
                   (array_agg(issue_type order by said_at) filter (where issue_type is not null))[1]
                     as issue_type
            from reception_matter
            where estate_id = $1 and reception_id = $2 and number = $3) said
      where e.estate_id = $1 and e.reception_id = $2 and e.number = $3
      returning e.*
      """;

  /** What it is about is what its messages say now. */
  Entry retell(Transaction tx, Entry entry) {
    return one(tx, RETELL, key(entry));
  }

  private static final String CANCEL =
      """
      update reception_entry set cancelled_at = $4
      where estate_id = $1 and reception_id = $2 and number = $3
      returning *
      """;

  Entry cancel(Transaction tx, Entry entry, Instant now) {
    return one(tx, CANCEL, key(entry).addValue(ReceptionRepository.utc(now)));
  }

  private static final String HIDE =
      """
      update reception_entry set anonymous = true
      where estate_id = $1 and reception_id = $2 and number = $3
      returning *
      """;

  Entry hide(Transaction tx, Entry entry) {
    return one(tx, HIDE, key(entry));
  }

  private static final String WISH =
      """
      update reception_entry set wish = $4
      where estate_id = $1 and reception_id = $2 and number = $3
      returning *
      """;

  Entry wish(Transaction tx, Entry entry, Wish wish) {
    return one(tx, WISH, key(entry).addValue(stored(wish)));
  }

  private static final String VISIT =
      """
      update reception_entry set visit_on = $4
      where estate_id = $1 and reception_id = $2 and number = $3
      returning *
      """;

  Entry visitOn(Transaction tx, Entry entry, LocalDate day) {
    return one(tx, VISIT, key(entry).addValue(day));
  }

  private static final String CALL =
      """
      update reception_entry set called_at = coalesce(called_at, $4)
      where estate_id = $1 and reception_id = $2 and number = $3
      returning *
      """;

  Entry call(Transaction tx, Entry entry, Instant now) {
    return one(tx, CALL, key(entry).addValue(ReceptionRepository.utc(now)));
  }

  private static final String RECORD =
      """
      update reception_entry
      set outcome = $4, outcome_text = $5, matter = coalesce($6, matter), case_id = $7,
          promised_on = $8, recorded_by = $9, recorded_at = $10, settled_at = null
      where estate_id = $1 and reception_id = $2 and number = $3
      returning *
      """;

  Entry record(Transaction tx, Entry entry, Result result, long by, Instant now) {
    return one(
        tx,
        RECORD,
        key(entry)
            .addValue(result.outcome().name())
            .addValue(result.text())
            .addValue(result.matter())
            .addValue(result.caseId())
            .addValue(result.promisedOn())
            .addValue(by)
            .addValue(ReceptionRepository.utc(now)));
  }

  private static final String SETTLE =
      """
      update reception_entry set settled_at = $4
      where estate_id = $1 and reception_id = $2 and number = $3
      returning *
      """;

  Entry settle(Transaction tx, Entry entry, Instant now) {
    return one(tx, SETTLE, key(entry).addValue(ReceptionRepository.utc(now)));
  }

  private static final String FOLLOW_UP =
      """
      update reception_entry set follow_up = $4
      where estate_id = $1 and reception_id = $2 and number = $3
      returning *
      """;

  Entry followUp(Transaction tx, Entry entry, FollowUp said) {
    return one(tx, FOLLOW_UP, key(entry).addValue(stored(said)));
  }

  private static final String FORGET =
      """
      with gone as (
        delete from reception_matter where estate_id = $1 and reception_id = $2
      )
      update reception_entry
      set channel = null, account_id = null, name = null, matter = null, outcome_text = null,
          forgotten_at = $3
      where estate_id = $1 and reception_id = $2
      """;

  void forget(Transaction tx, Reception about, Instant now) {
    tx.write(FORGET, Tuple.of(about.estateId(), about.id(), ReceptionRepository.utc(now)));
  }

  private static final String NAME =
      """
      select name from account a join person p using (estate_id, person_id)
      where a.estate_id = $1 and a.channel = $2 and a.account_id = $3
      """;

  /** The name of whoever is bound to the account. */
  Optional<String> nameOf(Transaction tx, Entry entry) {
    for (var row :
        tx.preparedQuery(NAME)
            .execute(Tuple.of(entry.estateId(), entry.channel(), entry.accountId()))
            .await()) {
      return Optional.of(row.getString("name"));
    }
    return Optional.empty();
  }

  private static Tuple key(Entry entry) {
    return Tuple.tuple()
        .addValue(entry.estateId())
        .addValue(entry.receptionId())
        .addValue(entry.number());
  }

  private static Entry one(Transaction tx, String sql, Tuple values) {
    return list(tx, sql, values).getFirst();
  }

  private static List<Entry> list(Transaction tx, String sql, Tuple values) {
    var rows = tx.preparedQuery(sql).execute(values).await();
    return StreamSupport.stream(rows.spliterator(), false).map(EntryRepository::read).toList();
  }

  private static Entry read(Row row) {
    return new Entry(
        row.getString("estate_id"),
        row.getLong("reception_id"),
        row.getInteger("number"),
        row.getString("origin").equals("walk_in"),
        row.getString("channel"),
        row.getString("account_id"),
        row.getString("name"),
        row.getString("matter"),
        row.getString("issue_type"),
        row.getBoolean("anonymous"),
        read(Wish.class, row.getString("wish")),
        row.getLocalDate("visit_on"),
        ReceptionRepository.instant(row.getOffsetDateTime("cancelled_at")),
        ReceptionRepository.instant(row.getOffsetDateTime("called_at")),
        read(Outcome.class, row.getString("outcome")),
        row.getString("outcome_text"),
        row.getLong("case_id"),
        row.getLocalDate("promised_on"),
        ReceptionRepository.instant(row.getOffsetDateTime("settled_at")),
        read(FollowUp.class, row.getString("follow_up")));
  }

  private static <E extends Enum<E>> E read(Class<E> type, String stored) {
    return stored == null ? null : Enum.valueOf(type, stored.toUpperCase(Locale.ROOT));
  }

  private static String stored(Enum<?> value) {
    return value == null ? null : value.name().toLowerCase(Locale.ROOT);
  }
}
