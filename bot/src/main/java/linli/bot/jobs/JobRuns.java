package linli.bot.jobs;

import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** SQL of runs. Each statement is a transaction of its own: a run that fails is noted, too. */
final class JobRuns {

  private static final int MOST_SHOWN = 50;

  private final Pool pool;

  JobRuns(Pool pool) {
    this.pool = pool;
  }

  /** The last run of a job that was noted. */
  record Last(Instant startedAt, Instant endedAt, String node, String result, int items) {}

  private static final String ASK =
      """
      insert into job_run (job, asked_by, asked_at, result) values ($1, $2, $3, 'ASKED')
      returning *
      """;

  JobRun ask(String job, String by, Instant at) {
    return one(ASK, Tuple.of(job, by, utc(at))).orElseThrow();
  }

  private static final String BEGIN =
      """
      update job_run set result = 'RUNNING', node = $2, started_at = $3 where run_id = $1
      """;

  private static final String LOST =
      """
      update job_run set result = 'LOST' where job = $1 and result = 'RUNNING'
      """;

  /** One at a time runs in the whole cluster: what was running before went with its node. */
  void begin(String job, long run, String node, Instant at) {
    pool.preparedQuery(LOST).execute(Tuple.of(job)).await();
    pool.preparedQuery(BEGIN).execute(Tuple.of(run, node, utc(at))).await();
  }

  private static final String END =
      """
      update job_run set result = $2, ended_at = $3, items = $4 where run_id = $1
      """;

  void end(long run, String result, int items, Instant at) {
    pool.preparedQuery(END).execute(Tuple.of(run, result, utc(at), items)).await();
  }

  private static final String FAILED =
      """
      insert into job_run (job, node, started_at, ended_at, result, items)
      values ($1, $2, $3, $4, 'FAILED', 0)
      """;

  void failed(String job, String node, Instant startedAt, Instant endedAt) {
    pool.preparedQuery(FAILED).execute(Tuple.of(job, node, utc(startedAt), utc(endedAt))).await();
  }

  private static final String NOTE =
      """
      insert into job (name, started_at, ended_at, node, result, items)
      values ($1, $2, $3, $4, $5, $6)
      on conflict (name) do update
      set started_at = excluded.started_at, ended_at = excluded.ended_at, node = excluded.node,
          result = excluded.result, items = excluded.items
      """;

  void note(String job, Last run) {
    pool.preparedQuery(NOTE)
        .execute(
            Tuple.of(
                job,
                utc(run.startedAt()),
                utc(run.endedAt()),
                run.node(),
                run.result(),
                run.items()))
        .await();
  }

  private static final String LAST =
      """
      select * from job
      """;

  Map<String, Last> last() {
    return StreamSupport.stream(pool.query(LAST).execute().await().spliterator(), false)
        .collect(
            Collectors.toMap(
                row -> row.getString("name"),
                row ->
                    new Last(
                        instant(row, "started_at"),
                        instant(row, "ended_at"),
                        row.getString("node"),
                        row.getString("result"),
                        row.getInteger("items"))));
  }

  private static final String OF =
      """
      select * from job_run where job = $1 order by run_id desc limit $2
      """;

  /** The youngest first. */
  List<JobRun> of(String job) {
    return all(pool.preparedQuery(OF).execute(Tuple.of(job, MOST_SHOWN)).await());
  }

  private static final String FORGET =
      """
      delete from job_run where coalesce(ended_at, asked_at, started_at) < $1
      """;

  int forgetBefore(Instant at) {
    return pool.preparedQuery(FORGET).execute(Tuple.of(utc(at))).await().rowCount();
  }

  private Optional<JobRun> one(String sql, Tuple values) {
    return all(pool.preparedQuery(sql).execute(values).await()).stream().findFirst();
  }

  private static List<JobRun> all(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false)
        .map(
            row ->
                new JobRun(
                    row.getLong("run_id"),
                    row.getString("job"),
                    row.getString("asked_by"),
                    instant(row, "asked_at"),
                    row.getString("node"),
                    instant(row, "started_at"),
                    instant(row, "ended_at"),
                    row.getString("result"),
                    row.getInteger("items")))
        .toList();
  }

  private static Instant instant(Row row, String column) {
    var at = row.getOffsetDateTime(column);
    return at == null ? null : at.toInstant();
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
