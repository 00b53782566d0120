package linli.schedules.quartz;

import java.util.concurrent.Semaphore;
import org.quartz.spi.ThreadPool;

/**
 * Runs each job on a virtual thread of its own, a bounded number at a time. Quartz makes it by
 * name, hence public.
 */
public final class VirtualThreads implements ThreadPool {

  private int threadCount = 1;
  private String name = "quartz";
  private Semaphore free;
  private volatile boolean closed;

  /** Set by Quartz from the property {@code threadCount}. */
  public void setThreadCount(int threadCount) {
    this.threadCount = threadCount;
  }

  @Override
  public void initialize() {
    free = new Semaphore(threadCount);
  }

  @Override
  public boolean runInThread(Runnable job) {
    if (closed) {
      return false;
    }
    free.acquireUninterruptibly();
    Thread.ofVirtual()
        .name(name + "-job")
        .start(
            () -> {
              try {
                job.run();
              } finally {
                free.release();
              }
            });
    return true;
  }

  @Override
  public int blockForAvailableThreads() {
    free.acquireUninterruptibly();
    free.release();
    return Math.max(1, free.availablePermits());
  }

  /** Lets no further job in and, when asked to, waits for those that run. */
  @Override
  public void shutdown(boolean waitForJobsToComplete) {
    closed = true;
    if (waitForJobsToComplete) {
      free.acquireUninterruptibly(threadCount);
      free.release(threadCount);
    }
  }

  @Override
  public int getPoolSize() {
    return threadCount;
  }

  @Override
  public void setInstanceId(String id) {
    // one scheduler has one pool; its name is enough
  }

  @Override
  public void setInstanceName(String schedulerName) {
    name = schedulerName;
  }
}
