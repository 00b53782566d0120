package linli.schedules.quartz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import linli.schedules.WorkCalendar;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("The scheduler")
@Timeout(60)
class SchedulingTest {

  private static final Duration SHORT = Duration.ofMillis(100);
  private static final Runnable NOTHING = () -> {};

  /** Not due while the test runs, unless its next time is set back. */
  private static final Work.Rhythm YEARLY = new Work.Cron("0 5 0 1 1 ?");

  private static TestDatabase database;

  private final List<Scheduling> started = new ArrayList<>();

  @BeforeAll
  static void start_the_database() throws IOException {
    database = TestDatabase.start();
  }

  @AfterAll
  static void stop_the_database() throws IOException {
    database.close();
  }

  @AfterEach
  void stop_and_forget_the_work() {
    started.forEach(Scheduling::close);
    database.empty();
  }

  @Test
  void sweeps_about_once_a_second() {
    var sweeps = new CountDownLatch(4);
    var begin = Instant.now();
    var scheduling = start(Work.every("sweep", Duration.ofSeconds(1), sweeps::countDown));
    await(sweeps);
    assertThat(Duration.between(begin, Instant.now())).isGreaterThan(Duration.ofSeconds(2));
    assertThat(scheduling.nextRun("sweep")).isPresent();
  }

  @Test
  void goes_on_after_work_that_throws() {
    var runs = new CountDownLatch(3);
    Runnable failing =
        () -> {
          runs.countDown();
          throw new IllegalStateException("thrown on purpose by a test");
        };
    var scheduling = start(Work.every("failing", SHORT, failing));
    await(runs);
    assertThat(scheduling.nextRun("failing")).isPresent();
  }

  @Test
  void goes_on_after_a_restart() {
    var before = new CountDownLatch(2);
    start(Work.every("sweep", SHORT, before::countDown)).close();
    var after = new CountDownLatch(2);
    start(Work.every("sweep", SHORT, after::countDown));
    await(after);
  }

  @Test
  void gives_back_what_it_had_reserved_when_it_closes() {
    for (int round = 0; round < 5; round++) {
      var first = new CountDownLatch(1);
      var closing = start(Work.every("sweep", SHORT, first::countDown));
      await(first);
      closing.close();
      assertThat(database.count("qrtz_fired_triggers")).isZero();
      assertThat(database.count("qrtz_triggers where trigger_state <> 'WAITING'")).isZero();
    }
  }

  @Test
  void waits_for_running_work_when_it_closes() {
    var running = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    var finished = new AtomicBoolean();
    var scheduling =
        start(
            Work.every(
                "slow",
                SHORT,
                () -> {
                  running.countDown();
                  await(goOn);
                  finished.set(true);
                }));
    await(running);
    var closing = CompletableFuture.runAsync(scheduling::close);
    assertThat(closing).isNotDone();
    goOn.countDown();
    closing.join();
    assertThat(finished).isTrue();
    scheduling.close();
  }

  @Test
  void runs_the_same_work_on_one_of_its_nodes_at_a_time() {
    var atOnce = new AtomicInteger();
    var mostAtOnce = new AtomicInteger();
    var runs = new CountDownLatch(20);
    Runnable careful =
        () -> {
          mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
          runs.countDown();
          atOnce.decrementAndGet();
        };
    start(Work.every("shared", SHORT, careful));
    start(Work.every("shared", SHORT, careful));
    await(runs);
    assertThat(mostAtOnce).hasValue(1);
  }

  @Test
  void leaves_the_work_to_the_nodes_that_stay() {
    var taken = new CountDownLatch(3);
    start(Work.every("shared", SHORT, taken::countDown));
    start(Work.every("shared", SHORT, NOTHING)).close();
    await(taken);
  }

  @Test
  void passes_over_work_that_only_another_version_knows() {
    start(Work.every("of-another-version", SHORT, NOTHING)).close();
    var own = new CountDownLatch(3);
    var scheduling = start(Work.every("own", SHORT, own::countDown));
    await(own);
    assertThat(scheduling.nextRun("of-another-version")).isPresent();
  }

  @Test
  void keeps_its_daily_hour_in_Beijing_wherever_the_machine_stands() {
    var machine = TimeZone.getDefault();
    TimeZone.setDefault(TimeZone.getTimeZone("America/Los_Angeles"));
    try {
      var next = start(Work.cron("plan", "0 5 0 * * ?", NOTHING)).nextRun("plan").orElseThrow();
      assertThat(LocalTime.ofInstant(next, WorkCalendar.ZONE)).isEqualTo("00:05:00");
    } finally {
      TimeZone.setDefault(machine);
    }
  }

  @Test
  void takes_over_a_changed_rhythm_and_keeps_an_unchanged_one() {
    var first = new CountDownLatch(1);
    var hourly = Work.every("work", Duration.ofHours(1), first::countDown);
    var before = start(hourly);
    await(first);
    var planned = before.nextRun("work");
    before.close();
    assertThat(planned).isPresent();
    assertThat(start(hourly).nextRun("work")).isEqualTo(planned);

    var changed = start(Work.every("work", Duration.ofHours(3), NOTHING));
    assertThat(changed.nextRun("work")).isPresent().isNotEqualTo(planned);

    var monthly = start(Work.cron("work", "0 5 0 1 * ?", NOTHING)).nextRun("work").orElseThrow();
    assertThat(LocalTime.ofInstant(monthly, WorkCalendar.ZONE)).isEqualTo("00:05:00");
  }

  @Test
  void runs_what_is_asked_for_once_more_and_says_for_whom() {
    var asked = new CompletableFuture<String>();
    var scheduling =
        start(
            new Work(
                "yearly",
                new Work.Cron("0 5 0 1 1 ?"),
                Work.Missed.MAKE_UP_ONCE,
                run -> asked.complete(run.askedFor())));
    var planned = scheduling.nextRun("yearly");
    assertThat(scheduling.runNow("yearly", "42")).isTrue();
    assertThat(asked.orTimeout(30, TimeUnit.SECONDS).join()).isEqualTo("42");
    assertThat(scheduling.nextRun("yearly")).isEqualTo(planned);
    assertThat(scheduling.runNow("nothing", "42")).isFalse();
  }

  @Test
  void makes_up_once_for_what_was_missed_or_leaves_it_out_as_the_work_says() {
    for (var missed : Work.Missed.values()) {
      var early = new AtomicInteger();
      start(new Work("work", YEARLY, missed, run -> early.incrementAndGet())).close();
      database.run(
          "update qrtz_triggers set next_fire_time = extract(epoch from now()) * 1000 - 60000");
      var runs = new AtomicInteger();
      var other = new CountDownLatch(4);
      start(
          new Work("work", YEARLY, missed, run -> runs.incrementAndGet()),
          Work.every("other", Duration.ofSeconds(1), other::countDown));
      await(other);
      assertThat(runs).as(missed.name()).hasValue(missed == Work.Missed.MAKE_UP_ONCE ? 1 : 0);
      stop_and_forget_the_work();
      started.clear();
    }
  }

  @Test
  void refuses_a_rhythm_that_is_none() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Work.every("work", Duration.ZERO, NOTHING))
        .withMessageContaining("work");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Work.cron("work", "every morning", NOTHING))
        .withMessageContaining("every morning");
  }

  private Scheduling start(Work... work) {
    var scheduling = Scheduling.start(database.pool(), 2, List.of(work));
    started.add(scheduling);
    return scheduling;
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }
}
