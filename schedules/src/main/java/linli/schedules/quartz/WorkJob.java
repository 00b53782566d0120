package linli.schedules.quartz;

import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of a piece of work. Its class name stands in the store. */
@DisallowConcurrentExecution
final class WorkJob implements Job {

  private static final Logger log = LoggerFactory.getLogger(WorkJob.class);

  private final String name;
  private final Runnable run;

  WorkJob(String name, Runnable run) {
    this.name = name;
    this.run = run;
  }

  @Override
  public void execute(JobExecutionContext context) {
    try {
      run.run();
    } catch (RuntimeException failed) {
      log.atError().addKeyValue("work", name).setCause(failed).log("scheduled work failed");
    }
  }
}
