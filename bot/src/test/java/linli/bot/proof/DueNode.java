package linli.bot.proof;

import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import linli.bot.due.DueItem;
import linli.bot.due.DueWork;
import linli.bot.store.Database;
import linli.bot.store.RunningServer;
import linli.bot.store.Transaction;
import linli.schedules.quartz.Scheduling;
import linli.schedules.quartz.Work;

/**
 * A node in a process of its own that does due work of one kind until it is killed: writes each
 * item down, and says what it is doing while it does it.
 */
public final class DueNode {

  public static final String KIND = "proof.effect";

  private static final String EFFECT =
      """
      insert into due_effect (estate_id, subject, urgency, pid) values ($1, $2, $3, $4)
      """;

  private static final String SLOWLY = "select pg_sleep(0.25)";

  private DueNode() {}

  public static void main(String[] arguments) throws InterruptedException {
    var vertx = Vertx.vertx();
    var database = database(vertx, arguments[0]);
    var clock = Clock.systemUTC();
    var due = new DueWork(database.pool(), database.transactions(), clock);
    due.register(KIND, DueNode::run);
    var sweep =
        Work.every("sweep", Duration.ofSeconds(1), () -> due.sweep(clock.instant(), () -> true));
    Scheduling.start(database.dataSource(), 1, List.of(sweep));
    System.out.println("started");
    Thread.currentThread().join();
  }

  /** By its address, or by the directory of an embedded one that runs. */
  private static Database database(Vertx vertx, String where) {
    return where.startsWith("postgresql:")
        ? Database.at(vertx, where, 8)
        : RunningServer.join(vertx, Path.of(where), 8);
  }

  private static void run(Transaction tx, DueItem item) {
    tx.preparedQuery(EFFECT)
        .execute(
            Tuple.of(
                item.estateId(), item.subject(), item.urgency(), ProcessHandle.current().pid()))
        .await();
    if (item.subject().startsWith("slow")) {
      System.out.println("running " + item.subject());
      tx.query(SLOWLY).execute().await();
    }
  }
}
