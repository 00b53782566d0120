package linli.schedules.quartz;

import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;

/** A node in a process of its own that sweeps until it is killed; prints a line at each sweep. */
final class DoomedNode {

  private DoomedNode() {}

  public static void main(String[] arguments) throws InterruptedException {
    var work = Work.every("sweep", Duration.ofSeconds(1), () -> System.out.println("swept"));
    try (var pool = TestDatabase.pool(arguments[0]);
        var scheduling = start(pool, arguments[1], List.of(work))) {
      System.out.println("first at " + scheduling.nextRun("sweep"));
      Thread.currentThread().join();
    }
  }

  private static Scheduling start(DataSource pool, String role, List<Work> work) {
    return role.equals("alone")
        ? Scheduling.startAlone(pool, 2, work)
        : Scheduling.start(pool, 2, work);
  }
}
