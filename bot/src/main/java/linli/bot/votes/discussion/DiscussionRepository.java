package linli.bot.votes.discussion;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.StreamSupport;
import linli.bot.store.Transaction;
import linli.bot.votes.tally.Scope;

/** SQL of discussions. */
final class DiscussionRepository {

  private DiscussionRepository() {}

  private static final String INSERT =
      """
      insert into discussion (estate_id, discussion_no, scope_building, scope_unit, question,
                              opened_by, opened_at, ends_at)
      values ($1, (select coalesce(max(discussion_no), 0) + 1 from discussion where estate_id = $1),
              $2, $3, $4, $5, $6, $7)
      returning discussion_no
      """;

  /** Gives its number, the next of the estate. */
  static int insert(
      Transaction tx,
      String estateId,
      Scope scope,
      String question,
      long by,
      Instant now,
      Instant endsAt) {
    return tx.preparedQuery(INSERT)
        .execute(
            Tuple.tuple()
                .addValue(estateId)
                .addValue(scope.building())
                .addValue(scope.unit())
                .addValue(question)
                .addValue(by)
                .addValue(utc(now))
                .addValue(utc(endsAt)))
        .await()
        .iterator()
        .next()
        .getInteger(0);
  }

  private static final String LATEST =
      """
      select d.*,
             coalesce(d.people, (
               select count(distinct a.person_id) from discussion_answer a
               where a.estate_id = d.estate_id and a.discussion_no = d.discussion_no)) as took_part,
             (select count(*) from discussion_statement s
              where s.estate_id = d.estate_id and s.discussion_no = d.discussion_no
                and s.hidden_at is null) as statements
      from discussion d
      where d.estate_id = $1 and ($2::int is null or d.discussion_no = $2)
      order by d.discussion_no desc
      limit 100
      """;

  /**
   * The youngest first.
   *
   * @param no null: all of them
   */
  static List<Discussion> latest(Transaction tx, String estateId, Integer no) {
    var rows = tx.preparedQuery(LATEST).execute(Tuple.of(estateId, no)).await();
    return StreamSupport.stream(rows.spliterator(), false).map(DiscussionRepository::read).toList();
  }

  private static Discussion read(Row row) {
    return new Discussion(
        row.getString("estate_id"),
        row.getInteger("discussion_no"),
        new Scope(row.getString("scope_building"), row.getString("scope_unit")),
        row.getString("question"),
        row.getLong("opened_by"),
        row.getOffsetDateTime("opened_at").toInstant(),
        row.getOffsetDateTime("ends_at").toInstant(),
        row.getOffsetDateTime("ended_at") != null,
        row.getInteger("took_part"),
        row.getInteger("statements"));
  }

  // --- statements -------------------------------------------------------------------------------

  private static final String SAID =
      """
      select statement_no from discussion_statement
      where estate_id = $1 and discussion_no = $2 and words = $3
      """;

  /** The number of the statement with these very words, also of one that was taken down. */
  static Optional<Integer> said(Transaction tx, Discussion about, String words) {
    return number(tx, SAID, Tuple.of(about.estateId(), about.no(), words));
  }

  private static final String WRITTEN =
      """
      select count(*) filter (where person_id = $3)::int as own, count(*)::int as all_of_them
      from discussion_statement
      where estate_id = $1 and discussion_no = $2
      """;

  /** How many were written, those that were taken down too. */
  record Written(int own, int all) {}

  static Written written(Transaction tx, Discussion about, long person) {
    var row =
        tx.preparedQuery(WRITTEN)
            .execute(Tuple.of(about.estateId(), about.no(), person))
            .await()
            .iterator()
            .next();
    return new Written(row.getInteger("own"), row.getInteger("all_of_them"));
  }

  private static final String SAY =
      """
      insert into discussion_statement (estate_id, discussion_no, statement_no, person_id, words, at)
      values ($1, $2, (select coalesce(max(statement_no), 0) + 1 from discussion_statement
                       where estate_id = $1 and discussion_no = $2), $3, $4, $5)
      returning statement_no
      """;

  static int say(Transaction tx, Discussion about, long person, String words, Instant now) {
    return number(tx, SAY, Tuple.of(about.estateId(), about.no(), person, words, utc(now)))
        .orElseThrow();
  }

  private static final String HIDE =
      """
      update discussion_statement set hidden_at = $4
      where estate_id = $1 and discussion_no = $2 and statement_no = $3 and hidden_at is null
      """;

  /** False when there is none that is shown. */
  static boolean hide(Transaction tx, Discussion about, int statementNo, Instant now) {
    return tx.preparedQuery(HIDE)
            .execute(Tuple.of(about.estateId(), about.no(), statementNo, utc(now)))
            .await()
            .rowCount()
        > 0;
  }

  // --- answers ----------------------------------------------------------------------------------

  private static final String NEXT =
      """
      select s.statement_no, s.words, (count(*) over () - 1)::int as more
      from discussion_statement s
      where s.estate_id = $1 and s.discussion_no = $2 and s.hidden_at is null
        and not exists (
          select from discussion_answer a
          where a.estate_id = s.estate_id and a.discussion_no = s.discussion_no
            and a.statement_no = s.statement_no and a.person_id = $3)
      order by (select count(*) from discussion_answer a
                where a.estate_id = s.estate_id and a.discussion_no = s.discussion_no
                  and a.statement_no = s.statement_no),
               s.statement_no
      limit 1
      """;

  /** The one that the fewest have seen. */
  static Optional<Discussions.Next> next(Transaction tx, Discussion about, long person) {
    var rows =
        tx.preparedQuery(NEXT).execute(Tuple.of(about.estateId(), about.no(), person)).await();
    return StreamSupport.stream(rows.spliterator(), false)
        .map(
            row ->
                new Discussions.Next(
                    row.getInteger("statement_no"), row.getString("words"), row.getInteger("more")))
        .findFirst();
  }

  private static final String ANSWER =
      """
      insert into discussion_answer (estate_id, discussion_no, statement_no, person_id, building,
                                     answer)
      values ($1, $2, $3, $4, $5, $6)
      on conflict (estate_id, discussion_no, statement_no, person_id)
        do update set answer = excluded.answer
      """;

  static void answer(
      Transaction tx,
      Discussion about,
      int statementNo,
      long person,
      String building,
      Answer said) {
    tx.write(
        ANSWER,
        Tuple.of(
            about.estateId(),
            about.no(),
            statementNo,
            person,
            building,
            said.name().toLowerCase(Locale.ROOT)));
  }

  private static final String AGREEMENT =
      """
      with counted as (
        select statement_no, building, agree, disagree, skip
        from discussion_count where estate_id = $1 and discussion_no = $2
        union all
        select statement_no, building,
               (count(*) filter (where answer = 'agree'))::int,
               (count(*) filter (where answer = 'disagree'))::int,
               (count(*) filter (where answer = 'skip'))::int
        from discussion_answer where estate_id = $1 and discussion_no = $2
        group by statement_no, building)
      select s.statement_no, s.words, s.hidden_at is not null as hidden,
             c.building, c.agree, c.disagree, c.skip
      from discussion_statement s
      left join counted c using (statement_no)
      where s.estate_id = $1 and s.discussion_no = $2
      order by s.statement_no, c.building
      """;

  /** A line for each statement and building of which somebody answered. */
  static Iterable<Row> agreement(Transaction tx, Discussion about) {
    return tx.preparedQuery(AGREEMENT).execute(Tuple.of(about.estateId(), about.no())).await();
  }

  // --- the end ----------------------------------------------------------------------------------

  private static final String STOP =
      """
      update discussion set ends_at = $3 where estate_id = $1 and discussion_no = $2
      """;

  static void stop(Transaction tx, Discussion about, Instant now) {
    tx.write(STOP, Tuple.of(about.estateId(), about.no(), utc(now)));
  }

  private static final List<String> END =
      List.of(
          """
          update discussion
          set ended_at = $3, people = (
            select count(distinct person_id) from discussion_answer
            where estate_id = $1 and discussion_no = $2)
          where estate_id = $1 and discussion_no = $2
          """,
          """
          insert into discussion_count (estate_id, discussion_no, statement_no, building, agree,
                                        disagree, skip)
          select estate_id, discussion_no, statement_no, building,
                 count(*) filter (where answer = 'agree'),
                 count(*) filter (where answer = 'disagree'),
                 count(*) filter (where answer = 'skip')
          from discussion_answer
          where estate_id = $1 and discussion_no = $2 and $3::timestamptz is not null
          group by estate_id, discussion_no, statement_no, building
          """,
          """
          delete from discussion_answer
          where estate_id = $1 and discussion_no = $2 and $3::timestamptz is not null
          """,
          """
          update discussion_statement set person_id = null
          where estate_id = $1 and discussion_no = $2 and $3::timestamptz is not null
          """);

  /** Numbers stay; who said what is forgotten. */
  static void end(Transaction tx, Discussion about, Instant now) {
    END.forEach(sql -> tx.write(sql, Tuple.of(about.estateId(), about.no(), utc(now))));
  }

  private static Optional<Integer> number(Transaction tx, String sql, Tuple values) {
    var rows = tx.preparedQuery(sql).execute(values).await();
    return StreamSupport.stream(rows.spliterator(), false)
        .map(row -> row.getInteger(0))
        .findFirst();
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
