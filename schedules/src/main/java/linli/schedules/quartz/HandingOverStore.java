package linli.schedules.quartz;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.quartz.JobPersistenceException;
import org.quartz.impl.jdbcjobstore.JobStoreTX;
import org.quartz.spi.OperableTrigger;
import org.quartz.spi.TriggerFiredResult;

/**
 * Quartz's store, which gives back on shutdown what this node had reserved but not fired. Quartz
 * itself leaves that to the others, who wait ten seconds as for a dead node. Quartz makes it by
 * name, hence public.
 */
@SuppressWarnings("unchecked") // JobStoreTX itself overrides a generic method without its type
public final class HandingOverStore extends JobStoreTX {

  private final Set<OperableTrigger> reserved = ConcurrentHashMap.newKeySet();

  @Override
  public List<OperableTrigger> acquireNextTriggers(long noLaterThan, int maxCount, long timeWindow)
      throws JobPersistenceException {
    var acquired = super.acquireNextTriggers(noLaterThan, maxCount, timeWindow);
    reserved.addAll(acquired);
    return acquired;
  }

  @Override
  public List<TriggerFiredResult> triggersFired(List<OperableTrigger> triggers)
      throws JobPersistenceException {
    var fired = super.triggersFired(triggers);
    triggers.forEach(reserved::remove);
    return fired;
  }

  @Override
  public void releaseAcquiredTrigger(OperableTrigger trigger) {
    super.releaseAcquiredTrigger(trigger);
    reserved.remove(trigger);
  }

  @Override
  public void shutdown() {
    reserved.forEach(this::releaseAcquiredTrigger);
    super.shutdown();
  }
}
