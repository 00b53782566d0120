package linli.bot.jobs;

import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;
import linli.schedules.quartz.Scheduling;
import linli.schedules.quartz.Work;

/** What all nodes together do again and again: seen, asked for, and who did it with what result. */
public final class Jobs {

  /** A sweep that finds nothing need not be written down each second. */
  private static final Duration NOTED_EVERY = Duration.ofSeconds(10);

  private static final Duration RUNS_KEPT = Duration.ofDays(90);

  private final JobRuns runs;
  private final InstantSource wall;
  private final Map<String, Instant> notedAt = new ConcurrentHashMap<>();
  private volatile List<Work> works = List.of();
  private volatile Scheduling scheduling;

  /**
   * @param wall the machine's clock, also where the business clock is moved
   */
  public Jobs(Pool pool, InstantSource wall) {
    this.runs = new JobRuns(pool);
    this.wall = wall;
  }

  /**
   * A job as it stands.
   *
   * @param rhythm PT1S, or a cron expression in Beijing time
   * @param nextRun null on a node that has no scheduler
   * @param lastEnd null while no run was noted, as the three after it
   */
  public record Job(
      String name,
      String rhythm,
      Work.Missed missed,
      Instant nextRun,
      Instant lastStart,
      Instant lastEnd,
      String lastNode,
      String lastResult,
      Integer lastItems) {}

  /** The same work with its runs written down; {@code run} tells how many things it did. */
  public Work noted(String name, Work.Rhythm rhythm, Work.Missed missed, IntSupplier run) {
    return new Work(name, rhythm, missed, one -> run(name, one, run));
  }

  /** Forgets old runs, every night. */
  public Work forgetting() {
    return noted(
        "job-runs",
        new Work.Cron("0 20 3 * * ?"),
        Work.Missed.MAKE_UP_ONCE,
        () -> runs.forgetBefore(wall.instant().minus(RUNS_KEPT)));
  }

  /** From now on this node can be asked for them. */
  public void runBy(Scheduling scheduler, List<Work> scheduled) {
    works = scheduled;
    scheduling = scheduler;
  }

  private void run(String name, Work.Run run, IntSupplier work) {
    var start = wall.instant();
    var asked = run.askedFor() == null ? null : Long.valueOf(run.askedFor());
    if (asked != null) {
      runs.begin(name, asked, run.node(), start);
    }
    try {
      var items = work.getAsInt();
      if (asked != null) {
        runs.end(asked, "DONE", items, wall.instant());
      }
      note(name, new JobRuns.Last(start, wall.instant(), run.node(), "DONE", items));
    } catch (RuntimeException failed) {
      if (asked == null) {
        runs.failed(name, run.node(), start, wall.instant());
      } else {
        runs.end(asked, "FAILED", 0, wall.instant());
      }
      note(name, new JobRuns.Last(start, wall.instant(), run.node(), "FAILED", 0));
      throw failed;
    }
  }

  private void note(String name, JobRuns.Last run) {
    var before = notedAt.get(name);
    var soon = before != null && before.plus(NOTED_EVERY).isAfter(run.endedAt());
    if (run.items() > 0 || run.result().equals("FAILED") || !soon) {
      runs.note(name, run);
      notedAt.put(name, run.endedAt());
    }
  }

  public List<Job> all() {
    var last = runs.last();
    return works.stream().map(work -> job(work, last.get(work.name()))).toList();
  }

  private Job job(Work work, JobRuns.Last last) {
    var rhythm =
        switch (work.rhythm()) {
          case Work.Every every -> every.interval().toString();
          case Work.Cron cron -> cron.expression();
        };
    var next = scheduling.nextRun(work.name()).orElse(null);
    return last == null
        ? new Job(work.name(), rhythm, work.missed(), next, null, null, null, null, null)
        : new Job(
            work.name(),
            rhythm,
            work.missed(),
            next,
            last.startedAt(),
            last.endedAt(),
            last.node(),
            last.result(),
            last.items());
  }

  /**
   * One more run, on whichever node is free; the rhythm goes on.
   *
   * @return empty when there is no such job
   */
  public Optional<JobRun> ask(String name, String by) {
    if (works.stream().noneMatch(work -> work.name().equals(name))) {
      return Optional.empty();
    }
    var asked = runs.ask(name, by, wall.instant());
    scheduling.runNow(name, Long.toString(asked.id()));
    return Optional.of(asked);
  }

  /** Runs that were asked for and runs that failed, the youngest first; empty: no such job. */
  public Optional<List<JobRun>> runs(String name) {
    return works.stream().anyMatch(work -> work.name().equals(name))
        ? Optional.of(runs.of(name))
        : Optional.empty();
  }
}
