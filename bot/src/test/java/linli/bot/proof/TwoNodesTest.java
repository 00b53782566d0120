package linli.bot.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import linli.bot.due.DueItem;
import linli.bot.due.DueWork;
import linli.bot.store.Database;
import linli.bot.store.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two nodes in two processes over one database, the one that works killed again and again with
 * {@code kill -9}, the database gone for a while: every due thing happens exactly once.
 *
 * <p>With {@code -Pproof} more is due and more is killed.
 */
@DisplayName("What is due, on two nodes of which one is killed while it works,")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "needs kill -9")
@Timeout(600)
class TwoNodesTest {

  private static final boolean PROOF = Boolean.getBoolean("linli.proof");
  private static final int ITEMS = PROOF ? 3000 : 600;
  private static final int KILLS = PROOF ? 6 : 1;
  private static final int ESTATES = 9;
  private static final int EVERY_SO_MANY_IS_SLOW = 40;
  private static final Duration PATIENCE = Duration.ofSeconds(PROOF ? 400 : 120);

  private final List<Process> nodes = new ArrayList<>();
  private final Set<Process> started = ConcurrentHashMap.newKeySet();
  private final BlockingQueue<Process> working = new LinkedBlockingQueue<>();

  @AfterEach
  void end_what_was_started() {
    nodes.forEach(Process::destroyForcibly);
  }

  @Test
  void happens_exactly_once() throws Exception {
    try (var fresh = TestDatabase.fresh()) {
      var pool = fresh.database().pool();
      schedule(fresh.database());
      start(fresh.url());
      start(fresh.url());
      for (var kill = 0; kill < KILLS; kill++) {
        var victim = nextAtWork();
        victim.destroyForcibly().waitFor();
        nodes.remove(victim);
        start(fresh.url());
      }
      allHaveStarted(); // one that starts without a database gives up
      TestDatabase.stopAnswering(fresh);
      Await.pause(Duration.ofSeconds(2));
      TestDatabase.answerAgain(fresh);
      everythingHappenedOnce(pool);
    }
  }

  /**
   * The server is stopped as an operator does, as a crash does and as the kernel does while nodes
   * are at work; a machine stands still in the middle of its work, until another one has taken
   * over, and goes on.
   */
  @Test
  @EnabledIfSystemProperty(named = "linli.proof", matches = "true")
  void happens_exactly_once_when_the_server_is_restarted_and_a_machine_was_suspended(
      @TempDir Path data) throws Exception {
    Files.createSymbolicLink(
        data.resolve("programs"), Path.of("target", "test-postgres-programs").toAbsolutePath());
    var vertx = Vertx.vertx();
    try (var database = Database.embedded(vertx, data, 8)) {
      database.migrate();
      schedule(database);
      start(data.toString());
      start(data.toString());
      allHaveStarted();
      for (var signal : List.of("INT", "QUIT", "KILL")) {
        nextAtWork();
        var server = Files.readAllLines(data.resolve("postgres/postmaster.pid")).getFirst();
        signal(signal, server);
        Await.until(PATIENCE, "the server being back", () -> holds(database.pool(), "select 1", 1));
      }
      var suspended = nextAtWork();
      signal("STOP", Long.toString(suspended.pid()));
      while (nextAtWork() == suspended) {
        // what it said before it stood still
      }
      signal("CONT", Long.toString(suspended.pid()));
      everythingHappenedOnce(database.pool());
    } finally {
      nodes.forEach(Process::destroyForcibly);
      vertx.close().await();
      Files.delete(data.resolve("programs"));
    }
  }

  private void allHaveStarted() {
    Await.until(PATIENCE, "the start of every node", () -> started.containsAll(nodes));
  }

  private Process nextAtWork() throws InterruptedException {
    working.clear();
    var node = working.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    assertThat(node).as("a node at work").isNotNull();
    return node;
  }

  private static void signal(String signal, String pid) throws Exception {
    assertThat(new ProcessBuilder("kill", "-" + signal, pid).start().waitFor()).isZero();
  }

  private static void everythingHappenedOnce(Pool pool) {
    Await.until(PATIENCE, "everything being done", () -> holds(pool, OPEN, 0));
    assertThat(holds(pool, "select count(*) from due_effect", ITEMS)).isTrue();
    assertThat(holds(pool, "select count(distinct (estate_id, subject)) from due_effect", ITEMS))
        .isTrue();
    assertThat(holds(pool, "select count(*) from due_work where parked_at is not null", 0))
        .isTrue();
  }

  private static final String OPEN = "select count(*) from due_work where done_at is null";

  private static boolean holds(Pool pool, String count, long expected) {
    try {
      return pool.query(count).execute().await().iterator().next().getLong(0) == expected;
    } catch (Exception databaseGone) { // also what await throws without declaring it
      return false;
    }
  }

  private static final String EFFECTS =
      """
      create table due_effect (
        n bigint generated always as identity primary key,
        estate_id text not null, subject text not null, urgency int not null, pid bigint not null)
      """;

  /** Half of it is due at once, the rest in the next seconds. */
  private static void schedule(Database database) {
    database.pool().query(EFFECTS).execute().await();
    var due = new DueWork(database.pool(), database.transactions(), Clock.systemUTC());
    var now = Instant.now();
    database
        .transactions()
        .run(
            tx -> {
              for (var i = 0; i < ITEMS; i++) {
                var at = i % 2 == 0 ? now : now.plusMillis(20L * i);
                var name = (i % EVERY_SO_MANY_IS_SLOW == 7 ? "slow" : "quick") + i;
                due.schedule(
                    tx, new DueItem("estate" + i % ESTATES, DueNode.KIND, name, 0, at, i % 3));
              }
              return null;
            });
  }

  private void start(String url) throws IOException {
    var node =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                DueNode.class.getName(),
                url)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    nodes.add(node);
    Thread.startVirtualThread(
        () ->
            node.inputReader()
                .lines()
                .forEach(line -> (line.equals("started") ? started : working).add(node)));
  }
}
