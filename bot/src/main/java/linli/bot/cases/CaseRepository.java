package linli.bot.cases;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import linli.bot.cases.Case.State;
import linli.bot.routing.Routing.Responsible;
import linli.bot.store.Memory;
import linli.bot.store.Transaction;

/** SQL of the cases themselves. */
final class CaseRepository {

  private static final String INSERT =
      """
      with next as (
        insert into case_number (estate_id, opened_on, last_seq) values ($1, $2, 1)
        on conflict (estate_id, opened_on) do update set last_seq = case_number.last_seq + 1
        returning last_seq)
      insert into cases (estate_id, opened_on, seq, issue_type, nature, urgency, hazard, site,
                         building, unit, floor, room, summary, state, grade, party_id, role,
                         anonymous, announced_on, announced_in, related_case,
                         opened_at, respond_by, resolve_by, zone, opened_grade)
      select $1, $2, last_seq, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'ASSIGNED', $13, $14, $15,
             $16, $17, $18, $19, $20, $21, $22, $23, $13
      from next
      returning *, (
        select count(*) from cases as before
        where before.estate_id = $1 and before.issue_type = $3
          and (before.building = $8 or before.building is null and $8 is null)
          and before.unit is not distinct from $9 and before.opened_at >= $24
          and before.outcome is distinct from 'WITHDRAWN') as before
      """;

  /** How far back the same trouble at the same place counts as a repetition. */
  private static final Duration REPEAT_WINDOW = Duration.ofDays(90);

  private record Times(String estateId, long caseId, Instant now) {}

  private static final Memory<Times, Integer> TIMES = new Memory<>("cases");

  /** Times of a new case. */
  record Clocks(Instant openedAt, Instant respondBy, Instant resolveBy) {}

  Case insert(
      Transaction tx,
      String estateId,
      LocalDate day,
      NewCase wanted,
      String summary,
      String grade,
      Responsible responsible,
      boolean anonymous,
      Clocks clocks) {
    var values =
        Tuple.tuple()
            .addValue(estateId)
            .addValue(day)
            .addValue(wanted.issueType())
            .addValue(wanted.nature())
            .addValue(wanted.urgency())
            .addValue(wanted.hazard())
            .addValue(wanted.site())
            .addValue(wanted.place().building())
            .addValue(wanted.place().unit())
            .addValue(wanted.place().floor())
            .addValue(wanted.place().room())
            .addValue(summary)
            .addValue(grade)
            .addValue(responsible.party().id())
            .addValue(responsible.role())
            .addValue(anonymous)
            .addValue(wanted.announcedOn())
            .addValue(wanted.announcedIn())
            .addValue(wanted.relatedCase())
            .addValue(utc(clocks.openedAt()))
            .addValue(utc(clocks.respondBy()))
            .addValue(utc(clocks.resolveBy()))
            .addValue(wanted.place().zone())
            .addValue(utc(clocks.openedAt().minus(REPEAT_WINDOW)));
    var rows = tx.preparedQuery(INSERT, CaseJournal.REPORTERS_OF).execute(values).await();
    var opened = one(rows).orElseThrow();
    var before = rows.iterator().next().getInteger("before");
    tx.remember(TIMES, new Times(estateId, opened.id(), clocks.openedAt()), before + 1);
    return opened;
  }

  private static final String BY_ID =
      """
      select * from cases where estate_id = $1 and case_id = $2
      """;

  Optional<Case> find(Transaction tx, String estateId, long caseId) {
    return one(tx.preparedQuery(BY_ID).execute(Tuple.of(estateId, caseId)).await());
  }

  /** The youngest case with this number: {@code MMDD-seq} comes again every year. */
  Optional<Case> findByNumber(Transaction tx, String estateId, CaseNo no, LocalDate today) {
    for (int year = today.getYear(); year >= today.getYear() - 1; year--) {
      var found = findOn(tx, estateId, no, year);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static final String ON_DAY =
      """
      select * from cases where estate_id = $1 and opened_on = $2 and seq = $3
      """;

  private Optional<Case> findOn(Transaction tx, String estateId, CaseNo no, int year) {
    if (!java.time.YearMonth.of(year, no.month()).isValidDay(no.day())) {
      return Optional.empty();
    }
    var day = LocalDate.of(year, no.month(), no.day());
    return one(tx.preparedQuery(ON_DAY).execute(Tuple.of(estateId, day, no.seq())).await());
  }

  private static final String OPEN_OF_TYPE =
      """
      select * from cases
      where estate_id = $1 and issue_type = $2 and closed_at is null
        and ($3::text is null or building is null or building = $3)
      order by opened_at desc, case_id desc
      limit 50
      """;

  /** Open cases of the type that may be at this building; the youngest first. */
  List<Case> openOfType(Transaction tx, String estateId, String issueType, String building) {
    return all(
        tx.preparedQuery(OPEN_OF_TYPE).execute(Tuple.of(estateId, issueType, building)).await());
  }

  private static final String OPEN_HAZARD =
      """
      select * from cases
      where estate_id = $1 and hazard = $2 and closed_at is null
        and (building is not distinct from $3)
      order by opened_at desc, case_id desc limit 1
      """;

  Optional<Case> openHazard(Transaction tx, String estateId, String hazard, String building) {
    return one(tx.preparedQuery(OPEN_HAZARD).execute(Tuple.of(estateId, hazard, building)).await());
  }

  private static final String ANNOUNCED =
      """
      select * from cases
      where announced_on = $2 and announced_in = $3 and estate_id = $1
        and closed_at is null and opened_at >= $4
      order by opened_at desc, case_id desc limit 10
      """;

  /** What is open and was announced in this group since then; the youngest first. */
  List<Case> announced(
      Transaction tx, String estateId, String channel, String conversation, Instant since) {
    return all(
        tx.preparedQuery(ANNOUNCED)
            .execute(Tuple.of(estateId, channel, conversation, utc(since)))
            .await());
  }

  private static final String FIRST_ANNOUNCED =
      """
      select *, (count(*) over ())::int as together from cases
      where announced_on = $2 and announced_in = $3 and estate_id = $1
        and closed_at is null and opened_at >= $4 and hazard is null
      order by opened_at, case_id limit $5
      """;

  /** The first of what is open, no danger and was announced in this group since then. */
  CaseService.Counted firstAnnounced(
      Transaction tx,
      String estateId,
      String channel,
      String conversation,
      Instant since,
      int most) {
    var rows =
        tx.preparedQuery(FIRST_ANNOUNCED)
            .execute(Tuple.of(estateId, channel, conversation, utc(since), most))
            .await();
    var first = rows.iterator();
    return new CaseService.Counted(
        all(rows), first.hasNext() ? first.next().getInteger("together") : 0);
  }

  private static final String OF_ACCOUNT =
      """
      with accounts as (
        select $2 as channel, $3 as account_id
        union
        select other.channel, other.account_id
        from account as asking
        join account as other using (estate_id, person_id)
        where asking.channel = $2 and asking.account_id = $3 and estate_id = $1)
      select c.*
      from (
        select distinct case_id
        from accounts
        cross join lateral (
          select case_id from case_reporter
          where channel = accounts.channel and account_id = accounts.account_id
            and estate_id = $1 and kind <> 'plus_one' and at >= $5
          order by at desc limit 100) as latest) as mine
      cross join lateral (
        select * from cases
        where estate_id = $1 and case_id = mine.case_id
          and (closed_at is null or closed_at >= $4)
        limit 1) as c
      order by c.opened_at desc, c.case_id desc limit 20
      """;

  /**
   * What the person of this account reported or joined, on any account: open, or closed since then;
   * the youngest first.
   */
  List<Case> ofAccount(
      Transaction tx, String estateId, String channel, String accountId, Instant closedSince) {
    return ofAccount(tx, estateId, channel, accountId, closedSince, Instant.EPOCH);
  }

  /** The same, of what they said something about since then. */
  List<Case> ofAccount(
      Transaction tx,
      String estateId,
      String channel,
      String accountId,
      Instant closedSince,
      Instant saidSince) {
    return all(
        tx.preparedQuery(OF_ACCOUNT)
            .execute(Tuple.of(estateId, channel, accountId, utc(closedSince), utc(saidSince)))
            .await());
  }

  private static final String REPORTED_SINCE =
      """
      select * from cases
      where estate_id = $1 and case_id in (
        select case_id from case_report
        where channel = $2 and account_id = $3 and at >= $4 and estate_id = $1 and kind <> 'left')
      order by opened_at, case_id limit 50
      """;

  /** What this account said something about since then, the oldest first. */
  List<Case> reportedSince(
      Transaction tx, String estateId, String channel, String accountId, Instant since) {
    return all(
        tx.preparedQuery(REPORTED_SINCE)
            .execute(Tuple.of(estateId, channel, accountId, utc(since)))
            .await());
  }

  private static final String OPEN_OF_PARTY =
      """
      select * from cases
      where estate_id = $1 and party_id = $2 and closed_at is null
      order by opened_at, case_id limit 20
      """;

  /** What the party has in hand, the oldest first. */
  List<Case> openOfParty(Transaction tx, String estateId, String partyId) {
    return all(tx.preparedQuery(OPEN_OF_PARTY).execute(Tuple.of(estateId, partyId)).await());
  }

  private static final String LATEST_OF_PARTY =
      """
      select * from cases
      where estate_id = $1 and party_id = $2 and closed_at is null
      order by opened_at desc, case_id desc limit 500
      """;

  /** The same, the youngest first and practically all of it. */
  List<Case> latestOfParty(Transaction tx, String estateId, String partyId) {
    return all(tx.preparedQuery(LATEST_OF_PARTY).execute(Tuple.of(estateId, partyId)).await());
  }

  private static final String OPEN_HAZARDS =
      """
      select * from cases
      where estate_id = $1 and hazard is not null and closed_at is null
      order by opened_at desc, case_id desc limit 50
      """;

  List<Case> openHazards(Transaction tx, String estateId) {
    return all(tx.preparedQuery(OPEN_HAZARDS).execute(Tuple.of(estateId)).await());
  }

  private static final String OF_PARTY =
      """
      select * from cases
      where estate_id = $1 and party_id = $2 and state = $3 and closed_at is null
      order by urgency, opened_at, case_id limit 20
      """;

  List<Case> ofParty(Transaction tx, String estateId, String partyId, State state) {
    return all(
        tx.preparedQuery(OF_PARTY).execute(Tuple.of(estateId, partyId, state.name())).await());
  }

  private static final String COUNT_SINCE =
      """
      select count(*) as n from cases
      where estate_id = $1 and issue_type = $2
        and (building = $3 or building is null and $3::text is null)
        and unit is not distinct from $4 and opened_at >= $5
        and outcome is distinct from 'WITHDRAWN'
      """;

  /** How often the same thing was reported at the same place lately, this time included. */
  int times(Transaction tx, Case reported, Instant now) {
    return tx.recall(TIMES, new Times(reported.estateId(), reported.id(), now))
        .orElseGet(() -> countSince(tx, reported, now.minus(REPEAT_WINDOW)));
  }

  private static int countSince(Transaction tx, Case reported, Instant since) {
    return tx.preparedQuery(COUNT_SINCE)
        .execute(
            Tuple.of(
                reported.estateId(),
                reported.issueType(),
                reported.place().building(),
                reported.place().unit(),
                utc(since)))
        .await()
        .iterator()
        .next()
        .getInteger("n");
  }

  static OffsetDateTime utc(Instant at) {
    return at == null ? null : at.atOffset(ZoneOffset.UTC);
  }

  private static Instant instant(Row row, String column) {
    var at = row.getOffsetDateTime(column);
    return at == null ? null : at.toInstant();
  }

  static Optional<Case> one(RowSet<Row> rows) {
    return all(rows).stream().findFirst();
  }

  static List<Case> all(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false).map(CaseRepository::read).toList();
  }

  static Case read(Row row) {
    return new Case(
        row.getString("estate_id"),
        row.getLong("case_id"),
        row.getLocalDate("opened_on"),
        row.getInteger("seq"),
        row.getString("issue_type"),
        row.getString("nature"),
        row.getString("urgency"),
        row.getString("hazard"),
        row.getString("site"),
        new CasePlace(
            row.getString("building"),
            row.getString("unit"),
            row.getString("floor"),
            row.getString("room"),
            row.getString("zone")),
        row.getString("summary"),
        State.valueOf(row.getString("state")),
        row.getString("outcome"),
        row.getString("grade"),
        row.getString("party_id"),
        row.getString("role"),
        row.getLong("handler"),
        row.getBoolean("anonymous"),
        row.getString("announced_on"),
        row.getString("announced_in"),
        row.getLong("related_case"),
        instant(row, "opened_at"),
        instant(row, "respond_by"),
        instant(row, "resolve_by"),
        instant(row, "responded_at"),
        instant(row, "arrived_at"),
        instant(row, "done_at"),
        row.getString("done_text"),
        instant(row, "closed_at"),
        row.getInteger("reopened"),
        row.getInteger("pauses"),
        instant(row, "paused_at"),
        instant(row, "resume_at"),
        row.getString("pause_reason"),
        row.getLong("merged_into"),
        row.getInteger("refused"),
        row.getInteger("handed_over"));
  }
}
