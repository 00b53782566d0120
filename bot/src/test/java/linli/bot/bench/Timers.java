package linli.bot.bench;

import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import linli.bot.due.DueWork;
import linli.bot.proof.DueNode;
import linli.bot.store.Database;

/** Many open timers: what a look costs that finds nothing, and how fast many are worked off. */
final class Timers implements AutoCloseable {

  static final int DUE_AT_ONCE = 5000;
  private static final int ESTATES_DUE = 100;
  private static final int LOOKS = 300;
  private static final int NODES = 2;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Path scratch;
  private final Database database;
  private final List<String> javaOptions;
  private final List<Process> nodes = new ArrayList<>();

  Timers(Vertx vertx, Path scratch, List<String> javaOptions) {
    this.scratch = scratch;
    this.database = Database.embedded(vertx, scratch, 8);
    this.javaOptions = javaOptions;
    database.migrate();
  }

  /** A look that finds nothing, in milliseconds. */
  record Looks(double median, double ninetyNinth, double slowest) {}

  /**
   * Many due at once.
   *
   * @param perSecond from the first that was done to the last
   * @param untilDone seconds from the commit that made them due to the last
   * @param lastDanger at which place the last danger was done, of so many dangers
   */
  record WorkedOff(double perSecond, double untilDone, long lastDanger, long dangers) {}

  private static final String FILL =
      """
      insert into due_work (estate_id, kind, subject, occurrence, due_at, urgency)
      select 'estate' || n % 1000, 'case.resolve-missed', n::text, 0,
             now() + interval '1 day' + n * interval '1 second', n % 3
      from generate_series(1, $1) as n
      """;

  Looks looks(int open) {
    database.pool().preparedQuery(FILL).execute(Tuple.of(open)).await();
    database.pool().query("vacuum analyze due_work").execute().await();
    var due = new DueWork(database.pool(), database.transactions(), Clock.systemUTC());
    var took = new double[LOOKS];
    for (var look = -20; look < LOOKS; look++) {
      var begin = System.nanoTime();
      if (due.sweep(Clock.systemUTC().instant(), () -> true) != 0) {
        throw new IllegalStateException("something was due");
      }
      if (look >= 0) {
        took[look] = (System.nanoTime() - begin) / 1e6;
      }
    }
    java.util.Arrays.sort(took);
    return new Looks(took[LOOKS / 2], took[LOOKS * 99 / 100], took[LOOKS - 1]);
  }

  private static final String TABLE =
      """
      create table due_effect (
        n bigint generated always as identity primary key, estate_id text, subject text,
        urgency int, pid bigint, at timestamptz default clock_timestamp())
      """;

  void startNodes() {
    database.pool().query(TABLE).execute().await();
    for (var node = 0; node < NODES; node++) {
      start();
    }
  }

  private void start() {
    try {
      var command =
          Stream.of(
                  Stream.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()),
                  javaOptions.stream(),
                  Stream.of(
                      "-cp",
                      System.getProperty("java.class.path"),
                      DueNode.class.getName(),
                      scratch.toString()))
              .flatMap(parts -> parts)
              .toList();
      var node = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      nodes.add(node);
      var lines = node.inputReader();
      for (var line = ""; !line.equals("started"); ) {
        line = lines.readLine(); // what it logs comes before
        if (line == null) {
          throw new IllegalStateException("a node did not start");
        }
      }
      Thread.startVirtualThread(() -> lines.lines().forEach(line -> {}));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static final String DUE =
      """
      insert into due_work (estate_id, kind, subject, occurrence, due_at, urgency)
      select 'estate' || n % $2, $3, $4 || n, 0, now(), n % 3 from generate_series(1, $1) as n
      """;

  private static final String RESULT =
      """
      select count(*) as n, count(distinct subject) as subjects,
             extract(epoch from max(at) - min(at))::float8 as seconds, max(at) as last,
             max(rank) filter (where urgency = 0) as last_danger,
             count(*) filter (where urgency = 0) as dangers
      from (select *, row_number() over (order by at, n) as rank from due_effect) as ranked
      """;

  WorkedOff workOff(String round) {
    var pool = database.pool();
    pool.query("truncate due_effect").execute().await();
    pool.preparedQuery(DUE)
        .execute(Tuple.of(DUE_AT_ONCE, ESTATES_DUE, DueNode.KIND, round + "-"))
        .await();
    var from = OffsetDateTime.now(ZoneOffset.UTC);
    awaitDone(pool);
    var row = pool.query(RESULT).execute().await().iterator().next();
    if (row.getLong("n") != DUE_AT_ONCE || row.getLong("subjects") != DUE_AT_ONCE) {
      throw new IllegalStateException(row.getLong("n") + " effects");
    }
    return new WorkedOff(
        DUE_AT_ONCE / row.getDouble("seconds"),
        Duration.between(from, row.getOffsetDateTime("last")).toMillis() / 1000.0,
        row.getLong("last_danger"),
        row.getLong("dangers"));
  }

  private static void awaitDone(Pool pool) {
    var end = System.nanoTime() + PATIENCE.toNanos();
    var open = "select count(*) as n from due_work where kind = $1 and done_at is null";
    while (pool.preparedQuery(open)
            .execute(Tuple.of(DueNode.KIND))
            .await()
            .iterator()
            .next()
            .getLong("n")
        > 0) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("not worked off in time");
      }
      java.util.concurrent.locks.LockSupport.parkNanos(100_000_000);
    }
  }

  @Override
  public void close() {
    nodes.forEach(Process::destroyForcibly);
    database.close();
  }
}
