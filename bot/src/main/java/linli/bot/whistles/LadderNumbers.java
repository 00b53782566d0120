package linli.bot.whistles;

import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/** SQL of how the ladder works: what is settled at its own level, and who comes when called. */
public final class LadderNumbers {

  private final Pool pool;

  public LadderNumbers(Pool pool) {
    this.pool = pool;
  }

  /** 按级化解率 of a grade: closed, and closed without leaving it. */
  public record Grade(String grade, int closed, int atItsLevel) {}

  /** 到场率 of a party: red whistles were in time, black ones late. */
  public record Called(String partyId, int called, int arrived, int inTime, int late) {}

  /**
   * 及时率 of a party: of the cases that are over, how many were taken in time and done in time; and
   * the cards that were shown.
   */
  public record Punctual(
      String partyId, int over, int takenInTime, int doneInTime, int yellow, int red) {}

  private static final String GRADES =
      """
      select opened_grade as grade, count(*)::int as closed,
             (count(*) filter (where grade = opened_grade))::int as at_its_level
      from cases
      where estate_id = $1 and closed_at >= $2 and opened_grade is not null
        and outcome in ('SOLVED', 'NO_ANSWER')
      group by opened_grade
      order by array_position('{小区级,社区级,街道级,区级}'::text[], opened_grade)
      """;

  /** Of the cases that were closed since then; withdrawn, merged and false ones do not count. */
  public List<Grade> grades(String estateId, Instant since) {
    return list(
        GRADES,
        estateId,
        since,
        row ->
            new Grade(
                row.getString("grade"), row.getInteger("closed"), row.getInteger("at_its_level")));
  }

  private static final String CALLED =
      """
      select to_party, count(*)::int as called,
             (count(*) filter (where state = 'ARRIVED'))::int as arrived,
             (count(*) filter (where colour = 'RED'))::int as in_time,
             (count(*) filter (where colour = 'BLACK'))::int as late
      from whistle
      where estate_id = $1 and blown_at >= $2 and state not in ('REFUSED', 'DISPUTED', 'DECIDED')
      group by to_party order by to_party
      """;

  /** Of the whistles that were blown since then and not sent on. */
  public List<Called> called(String estateId, Instant since) {
    return list(
        CALLED,
        estateId,
        since,
        row ->
            new Called(
                row.getString("to_party"),
                row.getInteger("called"),
                row.getInteger("arrived"),
                row.getInteger("in_time"),
                row.getInteger("late")));
  }

  private static final String PUNCTUAL =
      """
      select party_id, sum(over)::int as over, sum(taken)::int as taken, sum(done)::int as done,
             sum(yellow)::int as yellow, sum(red)::int as red
      from (
        select party_id, 1 as over,
               (coalesce(responded_at, closed_at) < respond_by)::int as taken,
               (coalesce(done_at, closed_at) < resolve_by)::int as done, 0 as yellow, 0 as red
        from cases
        where estate_id = $1 and closed_at >= $2 and outcome in ('SOLVED', 'NO_ANSWER')
        union all
        select party_id, 0, 0, 0, (colour = 'YELLOW')::int, (colour = 'RED')::int
        from case_card
        where estate_id = $1 and shown_at >= $2) as counted
      group by party_id order by party_id
      """;

  /** Of the cases that were closed since then, and the cards since then. */
  public List<Punctual> punctual(String estateId, Instant since) {
    return list(
        PUNCTUAL,
        estateId,
        since,
        row ->
            new Punctual(
                row.getString("party_id"),
                row.getInteger("over"),
                row.getInteger("taken"),
                row.getInteger("done"),
                row.getInteger("yellow"),
                row.getInteger("red")));
  }

  private <T> List<T> list(String sql, String estateId, Instant since, Function<Row, T> read) {
    var rows =
        pool.preparedQuery(sql).execute(Tuple.of(estateId, since.atOffset(ZoneOffset.UTC))).await();
    return StreamSupport.stream(rows.spliterator(), false).map(read).toList();
  }
}
