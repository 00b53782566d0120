package linli.schedules.quartz;

import static org.quartz.JobKey.jobKey;
import static org.quartz.TriggerKey.triggerKey;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TimeZone;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import linli.schedules.WorkCalendar;
import org.quartz.CronScheduleBuilder;
import org.quartz.CronTrigger;
import org.quartz.JobBuilder;
import org.quartz.JobDataMap;
import org.quartz.JobDetail;
import org.quartz.ScheduleBuilder;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.SimpleTrigger;
import org.quartz.Trigger;
import org.quartz.Trigger.TriggerState;
import org.quartz.TriggerBuilder;
import org.quartz.impl.SchedulerRepository;
import org.quartz.impl.StdSchedulerFactory;
import org.quartz.utils.DBConnectionManager;

/**
 * Runs the node's recurring work through a scheduler that all nodes on one database share.
 *
 * <p>Each firing happens on one node, never twice at the same time; when a node dies another takes
 * over within {@link #TAKEOVER_SECONDS} seconds. The tables come from {@code
 * db/migration/V009__quartz.sql}.
 */
public final class Scheduling implements AutoCloseable {

  /** Check-in, Quartz's own grace of 7.5 seconds and the pause between two looks, with room. */
  public static final int TAKEOVER_SECONDS = 20;

  private static final String CLUSTER = "linli";

  private final Scheduler scheduler;

  private Scheduling(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  /**
   * Starts to run the work together with the other nodes on this database.
   *
   * @param database pool of at least {@code jobsAtOnce + 2} connections; stays the caller's
   * @param jobsAtOnce how many different pieces of work may run at the same time on this node
   */
  public static Scheduling start(DataSource database, int jobsAtOnce, List<Work> work) {
    return start(database, "AUTO", jobsAtOnce, work);
  }

  /**
   * The same for the only node that this database will ever have at a time: what a crash of its own
   * left behind is cleared at once, without waiting to see whether somebody is still alive.
   */
  public static Scheduling startAlone(DataSource database, int jobsAtOnce, List<Work> work) {
    return start(database, "alone", jobsAtOnce, work);
  }

  private static Scheduling start(
      DataSource database, String node, int jobsAtOnce, List<Work> work) {
    try {
      var scheduler = newScheduler(database, node, jobsAtOnce);
      scheduler.setJobFactory(
          new WorkFactory(
              work.stream().collect(Collectors.toMap(Work::name, Function.identity()))));
      for (var each : work) {
        store(scheduler, each);
      }
      scheduler.start();
      return new Scheduling(scheduler);
    } catch (SchedulerException failed) {
      throw new IllegalStateException("the scheduler did not start", failed);
    }
  }

  private static Scheduler newScheduler(DataSource database, String node, int jobsAtOnce)
      throws SchedulerException {
    var connections = "linli-" + UUID.randomUUID();
    DBConnectionManager.getInstance()
        .addConnectionProvider(connections, new BorrowedConnections(database));
    var factory = new StdSchedulerFactory(properties(connections, node, jobsAtOnce));
    var scheduler = factory.getScheduler();
    // Quartz remembers one scheduler per name and process; two nodes in one process are fine for
    // us.
    SchedulerRepository.getInstance().remove(CLUSTER);
    return scheduler;
  }

  private static Properties properties(String connections, String node, int jobsAtOnce) {
    var properties = new Properties();
    Map.ofEntries(
            Map.entry("scheduler.instanceName", CLUSTER),
            Map.entry("scheduler.instanceId", node),
            Map.entry("scheduler.makeSchedulerThreadDaemon", "true"),
            Map.entry("scheduler.idleWaitTime", "2000"),
            Map.entry("scheduler.dbFailureRetryInterval", "2000"),
            Map.entry("threadPool.class", VirtualThreads.class.getName()),
            Map.entry("threadPool.threadCount", Integer.toString(jobsAtOnce)),
            Map.entry("jobStore.class", HandingOverStore.class.getName()),
            Map.entry(
                "jobStore.driverDelegateClass", "org.quartz.impl.jdbcjobstore.PostgreSQLDelegate"),
            Map.entry("jobStore.dataSource", connections),
            Map.entry("jobStore.tablePrefix", "qrtz_"),
            Map.entry("jobStore.useProperties", "true"),
            Map.entry("jobStore.isClustered", "true"),
            Map.entry("jobStore.clusterCheckinInterval", "2000"),
            Map.entry("jobStore.misfireThreshold", "2000"),
            Map.entry("jobStore.dbRetryInterval", "2000"),
            Map.entry("jobStore.makeThreadsDaemons", "true"))
        .forEach((key, value) -> properties.setProperty("org.quartz." + key, value));
    return properties;
  }

  /**
   * A trigger that is there already keeps its next time: a restart must not skip what was missed.
   */
  private static void store(Scheduler scheduler, Work work) throws SchedulerException {
    var job =
        JobBuilder.newJob(WorkJob.class)
            .withIdentity(work.name())
            .storeDurably()
            .requestRecovery(work.missed() == Work.Missed.MAKE_UP_ONCE)
            .build();
    scheduler.addJob(job, true);
    var trigger = trigger(job, work);
    var stored = scheduler.getTrigger(trigger.getKey());
    if (stored == null || !rhythm(stored).equals(rhythm(trigger))) {
      // Removed first: Quartz would otherwise look for an interval's row in the cron table.
      scheduler.unscheduleJob(trigger.getKey());
      scheduler.scheduleJobs(Map.of(job, Set.of(trigger)), true);
    } else if (scheduler.getTriggerState(trigger.getKey()) == TriggerState.ERROR) {
      scheduler.resetTriggerFromErrorState(trigger.getKey());
    }
  }

  private static Trigger trigger(JobDetail job, Work work) {
    return TriggerBuilder.newTrigger()
        .withIdentity(triggerKey(work.name()))
        .forJob(job)
        .withSchedule(schedule(work))
        .build();
  }

  /** The zone of the business, never the machine's; and what happens to missed times, explicit. */
  private static ScheduleBuilder<? extends Trigger> schedule(Work work) {
    return switch (work.rhythm()) {
      case Work.Every every -> {
        var schedule =
            SimpleScheduleBuilder.simpleSchedule()
                .withIntervalInMilliseconds(every.interval().toMillis())
                .repeatForever();
        yield switch (work.missed()) {
          case LEAVE_OUT -> schedule.withMisfireHandlingInstructionNextWithRemainingCount();
          case MAKE_UP_ONCE -> schedule.withMisfireHandlingInstructionNowWithRemainingCount();
        };
      }
      case Work.Cron cron -> {
        var schedule =
            CronScheduleBuilder.cronSchedule(cron.expression())
                .inTimeZone(TimeZone.getTimeZone(WorkCalendar.ZONE));
        yield switch (work.missed()) {
          case LEAVE_OUT -> schedule.withMisfireHandlingInstructionDoNothing();
          case MAKE_UP_ONCE -> schedule.withMisfireHandlingInstructionFireAndProceed();
        };
      }
    };
  }

  /** What two triggers must have in common to be the same. */
  private static List<Object> rhythm(Trigger trigger) {
    return switch (trigger) {
      case SimpleTrigger simple ->
          List.of(
              simple.getRepeatInterval(), simple.getRepeatCount(), simple.getMisfireInstruction());
      case CronTrigger cron ->
          List.of(
              cron.getCronExpression(), cron.getTimeZone().getID(), cron.getMisfireInstruction());
      default -> List.of(trigger.getClass());
    };
  }

  /** When the work is due next, on whichever node; empty when no such work is stored. */
  public Optional<Instant> nextRun(String work) {
    try {
      return Optional.ofNullable(scheduler.getTrigger(triggerKey(work)))
          .map(Trigger::getNextFireTime)
          .map(Date::toInstant);
    } catch (SchedulerException failed) {
      throw new IllegalStateException("the scheduler's store cannot be read", failed);
    }
  }

  /**
   * Runs the work once more as soon as a node is free, on whichever; its own rhythm goes on.
   *
   * @param askedFor comes back in {@link Work.Run}
   * @return false when no such work is stored
   */
  public boolean runNow(String work, String askedFor) {
    try {
      if (!scheduler.checkExists(jobKey(work))) {
        return false;
      }
      var data = new JobDataMap();
      data.put(WorkJob.ASKED_FOR, askedFor);
      scheduler.triggerJob(jobKey(work), data);
      return true;
    } catch (SchedulerException failed) {
      throw new IllegalStateException("the scheduler's store cannot be written", failed);
    }
  }

  /**
   * Starts nothing more and returns when the running work is done. Calling it again does nothing.
   */
  @Override
  public void close() {
    try {
      scheduler.shutdown(true);
    } catch (SchedulerException failed) {
      throw new IllegalStateException("the scheduler did not stop", failed);
    }
  }
}
