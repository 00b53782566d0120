package linli.bot.cases;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import linli.bot.cases.CaseJournal.Contact;
import linli.bot.store.Transaction;

/** SQL of reading cases for other systems, in the order of their numbers; changes nothing. */
public final class CaseRecords {

  /** Cases that one page looks at, however few of them it finds. */
  static final int MOST_LOOKED_AT = 5000;

  private static final int LONGEST_HISTORY = 500;

  private final SqlClient client;

  public CaseRecords(SqlClient client) {
    this.client = client;
  }

  /** The whole number of a case: a place in the list, and its name in an address. */
  public record Place(LocalDate openedOn, int seq) {}

  /**
   * Which cases.
   *
   * @param after the ones behind this place
   * @param building finds an anonymous case only where {@code seesAnonymous}
   */
  public record Filter(
      String state,
      String issueType,
      String building,
      String partyId,
      LocalDate from,
      LocalDate to,
      Place after,
      boolean seesAnonymous) {}

  /**
   * A case, and how many people and households reported it.
   *
   * @param origin which way a system filed it, or null: it was said in a chat
   */
  public record Counted(Case about, int people, int households, String origin) {
    public Place place() {
      return new Place(about.openedOn(), about.seq());
    }
  }

  /**
   * Some of the cases.
   *
   * @param next the place behind everything that was looked at
   * @param more whether there may be others behind it
   */
  public record Page(List<Counted> cases, Place next, boolean more) {}

  private static final String PAGE =
      """
      with looked as (
        select * from cases
        where estate_id = $1 and (opened_on, seq) > ($2, $3) and opened_on between $4 and $5
        order by opened_on, seq
        limit $6),
      hit as (
        select * from looked
        where ($7::text is null or state = $7)
          and ($8::text is null or issue_type = $8)
          and ($9::text is null or party_id = $9)
          and ($10::text is null or building = $10 and ($11 or not anonymous))
        order by opened_on, seq
        limit $12)
      select hit.*, r.people, r.households,
             (select e.origin from api_entry e
              where e.estate_id = hit.estate_id and e.case_id = hit.case_id) as origin
      from hit
      cross join lateral (
        select count(distinct (channel, account_id)) as people,
               count(distinct (building, unit, room)) filter (where building is not null) as households
        from case_report
        where estate_id = hit.estate_id and case_id = hit.case_id) as r
      order by hit.opened_on, hit.seq
      """;

  public Page page(String estateId, Filter filter, int limit) {
    var values =
        window(estateId, filter)
            .addValue(MOST_LOOKED_AT)
            .addValue(filter.state())
            .addValue(filter.issueType())
            .addValue(filter.partyId())
            .addValue(filter.building())
            .addValue(filter.seesAnonymous())
            .addValue(limit + 1);
    var found = counted(client.preparedQuery(PAGE).execute(values).await());
    if (found.size() > limit) {
      var kept = List.copyOf(found.subList(0, limit));
      return new Page(kept, kept.getLast().place(), true);
    }
    return lookedAt(estateId, filter)
        .map(end -> new Page(found, end, true))
        .orElseGet(() -> new Page(found, end(found, filter), false));
  }

  private static Place end(List<Counted> found, Filter filter) {
    return found.isEmpty() ? filter.after() : found.getLast().place();
  }

  private static final String WINDOW_END =
      """
      select opened_on, seq from cases
      where estate_id = $1 and (opened_on, seq) > ($2, $3) and opened_on between $4 and $5
      order by opened_on, seq
      offset $6 limit 1
      """;

  /** The last case of a full look, or empty when there was nothing more to look at. */
  private Optional<Place> lookedAt(String estateId, Filter filter) {
    var values = window(estateId, filter).addValue(MOST_LOOKED_AT - 1);
    for (var row : client.preparedQuery(WINDOW_END).execute(values).await()) {
      return Optional.of(new Place(row.getLocalDate("opened_on"), row.getInteger("seq")));
    }
    return Optional.empty();
  }

  private static Tuple window(String estateId, Filter filter) {
    return Tuple.of(
        estateId, filter.after().openedOn(), filter.after().seq(), filter.from(), filter.to());
  }

  private static final String ONE =
      """
      select c.*, r.people, r.households,
             (select e.origin from api_entry e
              where e.estate_id = c.estate_id and e.case_id = c.case_id) as origin
      from cases c
      cross join lateral (
        select count(distinct (channel, account_id)) as people,
               count(distinct (building, unit, room)) filter (where building is not null) as households
        from case_report
        where estate_id = c.estate_id and case_id = c.case_id) as r
      where c.estate_id = $1 and c.opened_on = $2 and c.seq = $3
      """;

  public Optional<Counted> find(Transaction tx, String estateId, Place place) {
    var values = Tuple.of(estateId, place.openedOn(), place.seq());
    return counted(tx.preparedQuery(ONE).execute(values).await()).stream().findFirst();
  }

  private static final String HISTORY =
      """
      select at, verb, from_state, to_state, actor_role, reason from case_history
      where estate_id = $1 and case_id = $2
      order by n
      limit $3
      """;

  /** One line of a case's history; the reason may hold somebody's words. */
  public record Step(
      Instant at, String verb, String from, String to, String actorRole, String reason) {
    @Override
    public String toString() {
      return "Step[" + verb + "]";
    }
  }

  /** What happened to the case, the oldest first. */
  public List<Step> history(Transaction tx, Case about) {
    var values = Tuple.of(about.estateId(), about.id(), LONGEST_HISTORY);
    var rows = tx.preparedQuery(HISTORY).execute(values).await();
    return StreamSupport.stream(rows.spliterator(), false)
        .map(
            row ->
                new Step(
                    row.getOffsetDateTime("at").toInstant(),
                    row.getString("verb"),
                    row.getString("from_state"),
                    row.getString("to_state"),
                    row.getString("actor_role"),
                    row.getString("reason")))
        .toList();
  }

  /** Homes and words of those who reported; the look is audited under the reader's name. */
  public List<Contact> contacts(
      Transaction tx, Case about, String reader, boolean ofHidden, Instant now) {
    CaseJournal.audit(tx, about, new Actor(null, "api:" + reader), "home,text", "api", now);
    return CaseJournal.contacts(tx, about, ofHidden);
  }

  /** Notes that {@code reader} looked at a picture or heard a recording. */
  public void looked(Transaction tx, Case about, long mediaId, String reader, Instant now) {
    CaseJournal.audit(tx, about, new Actor(null, "api:" + reader), "media:" + mediaId, "api", now);
  }

  private static final String FILED =
      """
      insert into api_entry (estate_id, case_id, token, origin, consent, at)
      values ($1, $2, $3, $4, $5, $6)
      """;

  /** Notes that a system filed the case for somebody. */
  public void filed(
      Transaction tx, Case opened, String token, String origin, boolean consent, Instant now) {
    tx.write(
        FILED,
        Tuple.of(opened.estateId(), opened.id(), token, origin, consent, CaseRepository.utc(now)));
  }

  private static List<Counted> counted(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false)
        .map(
            row ->
                new Counted(
                    CaseRepository.read(row),
                    row.getInteger("people"),
                    row.getInteger("households"),
                    row.getString("origin")))
        .toList();
  }
}
