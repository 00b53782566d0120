package linli.schedules.quartz;

import java.util.Map;
import org.quartz.Job;
import org.quartz.Scheduler;
import org.quartz.spi.JobFactory;
import org.quartz.spi.TriggerFiredBundle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds this node's function for the name in the store. */
record WorkFactory(Map<String, Work> byName) implements JobFactory {

  private static final Logger log = LoggerFactory.getLogger(WorkFactory.class);

  /** A name that only another version of the program knows is passed over, not an error. */
  @Override
  public Job newJob(TriggerFiredBundle bundle, Scheduler scheduler) {
    var name = bundle.getJobDetail().getKey().getName();
    var work = byName.get(name);
    if (work == null) {
      return new WorkJob(
          name, any -> log.atWarn().addKeyValue("work", name).log("unknown work passed over"));
    }
    return new WorkJob(name, work.run());
  }
}
