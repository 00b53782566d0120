package linli.schedules.quartz;

import java.util.function.Consumer;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;
import org.quartz.SchedulerException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of a piece of work. Its class name stands in the store. */
@DisallowConcurrentExecution
final class WorkJob implements Job {

  private static final Logger log = LoggerFactory.getLogger(WorkJob.class);

  /** Key of what {@link Scheduling#runNow} was given. */
  static final String ASKED_FOR = "askedFor";

  private final String name;
  private final Consumer<Work.Run> run;

  WorkJob(String name, Consumer<Work.Run> run) {
    this.name = name;
    this.run = run;
  }

  @Override
  public void execute(JobExecutionContext context) {
    try {
      run.accept(
          new Work.Run(
              context.getScheduler().getSchedulerInstanceId(),
              context.getMergedJobDataMap().getString(ASKED_FOR)));
    } catch (RuntimeException | SchedulerException failed) {
      log.atError().addKeyValue("work", name).setCause(failed).log("scheduled work failed");
    }
  }
}
