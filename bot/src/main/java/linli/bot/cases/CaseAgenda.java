package linli.bot.cases;

import static linli.bot.cases.CaseRepository.utc;

import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.StreamSupport;
import linli.bot.store.Transaction;

/** SQL of what of the cases a meeting has to talk about. */
public final class CaseAgenda {

  private static final int MOST = 30;

  private final List<BiConsumer<Transaction, Case>> listeners = new ArrayList<>();

  /**
   * Somebody wants to know of each case that is opened, in its transaction; before anything runs.
   */
  public void whenOpened(BiConsumer<Transaction, Case> listener) {
    listeners.add(listener);
  }

  void opened(Transaction tx, Case opened) {
    listeners.forEach(listener -> listener.accept(tx, opened));
  }

  private static final String OVERDUE =
      """
      select * from cases
      where estate_id = $1 and closed_at is null and resolve_by < $2
        and state in ('ASSIGNED', 'ACCEPTED')
      order by resolve_by, case_id limit $3
      """;

  /** Open beyond their deadline, the longest first. */
  public List<Case> overdue(Transaction tx, String estateId, Instant now) {
    return CaseRepository.all(
        tx.preparedQuery(OVERDUE).execute(Tuple.of(estateId, utc(now), MOST)).await());
  }

  private static final String OWNERLESS =
      """
      select * from cases c
      where estate_id = $1 and closed_at is null and state in ('ASSIGNED', 'ACCEPTED')
        and (refused >= 2 or exists (
          select from case_transfer t
          where t.estate_id = c.estate_id and t.case_id = c.case_id and t.answer = 'silent'
            and t.from_party = c.party_id))
      order by case_id limit $2
      """;

  /** Nobody says that they are theirs: refused twice, or offered to somebody who kept silent. */
  public List<Case> ownerless(Transaction tx, String estateId) {
    return CaseRepository.all(
        tx.preparedQuery(OWNERLESS).execute(Tuple.of(estateId, MOST)).await());
  }

  /**
   * How often the same happened in a building.
   *
   * @param partyId who has the youngest of them, or null when there is none
   */
  public record Repeated(int times, String partyId) {}

  private static final String REPEATED =
      """
      select count(*)::int as times, (array_agg(party_id order by opened_at desc))[1] as party_id
      from cases
      where estate_id = $1 and issue_type = $2 and building = $3 and opened_at >= $4
        and outcome is distinct from 'WITHDRAWN' and outcome is distinct from 'FALSE_ALARM'
        and outcome is distinct from 'MERGED'
      """;

  public Repeated repeated(
      Transaction tx, String estateId, String issueType, String building, Instant since) {
    var row =
        tx.preparedQuery(REPEATED)
            .execute(Tuple.of(estateId, issueType, building, utc(since)))
            .await()
            .iterator()
            .next();
    return new Repeated(row.getInteger("times"), row.getString("party_id"));
  }

  /** How many cases of a type there were. */
  public record Reported(String issueType, int cases) {}

  private static final String MOST_REPORTED =
      """
      select issue_type, count(*)::int as cases from cases
      where estate_id = $1 and opened_on >= $2 and hazard is null
        and issue_type not in ('other', 'welfare', 'neighbor_dispute')
        and outcome is distinct from 'WITHDRAWN' and outcome is distinct from 'MERGED'
      group by issue_type having count(*) > 1
      order by cases desc, issue_type limit $3
      """;

  /**
   * What was reported more than once since that day, the most frequent first; no one's own grief.
   */
  public List<Reported> mostReported(Transaction tx, String estateId, LocalDate since, int most) {
    var rows = tx.preparedQuery(MOST_REPORTED).execute(Tuple.of(estateId, since, most)).await();
    return StreamSupport.stream(rows.spliterator(), false)
        .map(row -> new Reported(row.getString("issue_type"), row.getInteger("cases")))
        .toList();
  }
}
