package linli.bot.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import linli.adapters.Secret;
import linli.bot.outbox.Receiver;
import linli.bot.proof.Killer.Victim;
import linli.bot.store.Database;
import linli.schedules.WorkCalendar;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real service in its own process, killed again and again while people talk to it.
 *
 * <p>{@code mvn verify -pl bot -am -Pproof -Dtest=KillTest} kills more than forty times; {@code
 * -Dlinli.seed=…} repeats the choices of an earlier run, though not its timing.
 */
@DisplayName("The service, however it is killed,")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "needs kill -9")
class KillTest {

  private static final boolean PROOF = Boolean.getBoolean("linli.proof");
  private static final Duration STOPS_WITHIN = Duration.ofSeconds(5);
  private static final Duration DRAINED_WITHIN = Duration.ofSeconds(PROOF ? 300 : 120);
  private static final int SIGTERM_EXIT = 143;
  private static final Secret SECRET = new Secret("the secret of the proof");

  private final long seed = Long.getLong("linli.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final List<Duration> stops = new ArrayList<>();

  @TempDir Path folder;
  private Vertx vertx;
  private Receiver receiver;
  private ServiceProcess service;
  private Platform platform;
  private Neighbours neighbours;
  private Reader reader;
  private Killer killer;
  private LocalDate day = WorkCalendar.shipped().nextWorkingDay(LocalDate.now(WorkCalendar.ZONE));
  private Duration ahead;
  private volatile boolean wellAgain;

  @BeforeEach
  void put_everything_up() throws IOException {
    vertx = Vertx.vertx();
    receiver = new Receiver(vertx, SECRET, Clock.systemUTC(), this::answer);
    var data = Files.createDirectory(folder.resolve("data"));
    sharePrograms(data);
    var port = freePort();
    service = new ServiceProcess(data, config(), "the secret of the proof", port);
    platform = new Platform(SECRET, port);
    neighbours = new Neighbours(platform, seed, PROOF ? 250 : 60);
    reader = new Reader(platform, "webhook", neighbours::hear);
    killer = new Killer(service, neighbours::count, seed);
  }

  /** Unpacking the server takes longer than starting it. */
  private static void sharePrograms(Path data) throws IOException {
    var shared = Path.of("target", "test-postgres-programs").toAbsolutePath();
    Files.createDirectories(shared);
    Files.createSymbolicLink(data.resolve("programs"), shared);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private Path config() throws IOException {
    liftLimits();
    return Files.writeString(
        folder.resolve("linli.yml"),
        """
        estates: %s
        channels:
          webhook: {platform: webhook, messagesPerSecond: 1000}
          push: {platform: webhook, secret: "the secret of the proof", callbackUrl: "%s", messagesPerSecond: 1000}
        """
            .formatted(folder.resolve("estates"), receiver.address()));
  }

  /** People here say more in a second than others in a week, and each must have its answer. */
  private void liftLimits() throws IOException {
    Files.writeString(
        Files.createDirectory(folder.resolve("estates")).resolve("limits.estate.yml"),
        """
        id: xingfuli
        name: 幸福里小区
        community: 幸福社区
        committee: 幸福社区居委会
        street: 幸福街道
        demo: true
        noise: {personAnswers: 1000000, groupAnswers: 1000000, personReports: 1000000}
        """);
  }

  /** A receiver that is often unwell, until nothing more is said to the service. */
  private void answer(HttpServerRequest request, JsonObject message) {
    var mood = wellAgain ? 100 : random.nextInt(100);
    if (mood < 10) {
      request.response().setStatusCode(500).end();
    } else if (mood < 12) {
      vertx.setTimer(PROOF ? 11_000 : 2_000, x -> request.response().setStatusCode(200).end());
    } else {
      request.response().setStatusCode(200).end();
    }
  }

  @AfterEach
  void leave_nothing_behind() throws IOException {
    platform.abandon();
    neighbours.close();
    reader.close();
    service.close();
    receiver.close();
    vertx.close().await();
    Files.delete(folder.resolve("data/programs"));
  }

  @Test
  void loses_nothing_that_it_acknowledged_and_does_nothing_twice() {
    var start = System.nanoTime();
    try {
      run();
    } catch (Throwable failed) {
      System.out.println("proof: failed with -Dlinli.seed=" + seed + ", kills " + killer);
      System.out.println(service.logged(400));
      throw failed;
    }
    report(Duration.ofNanos(System.nanoTime() - start));
  }

  private void run() {
    tomorrow();
    stopWhileItStarts();
    service.start();
    neighbours.start(seed);
    for (var days = PROOF ? 6 : 1; days > 0; days--) {
      killSome();
      stopInAnOrderlyWay();
      tomorrow();
      service.start();
    }
    if (PROOF) {
      killSome();
    }
    neighbours.close();
    drain();
    reader.close();
    stop();
    checkEverything();
  }

  private void killSome() {
    if (PROOF) {
      for (var n = 0; n < 6; n++) {
        killer.killOne();
      }
      return;
    }
    killer.kill(Victim.SERVICE);
    killer.kill(Victim.POSTMASTER);
    killer.kill(Victim.BACKEND);
  }

  /** SIGTERM as soon as the database server runs: nothing may be left of it. */
  private void stopWhileItStarts() {
    service.launch();
    Await.until(
        Duration.ofSeconds(60), "the start of a server", () -> service.postmaster().isPresent());
    service.terminate();
    assertThat(service.postmaster()).as("database server of a start that was stopped").isEmpty();
  }

  /** SIGTERM while messages flow. */
  private void stopInAnOrderlyWay() {
    killer.awaitWork();
    stop();
  }

  private void stop() {
    var took = service.terminate();
    stops.add(took);
    assertThat(took).as("time to stop").isLessThan(STOPS_WITHIN.multipliedBy(load()));
    assertThat(service.exitCode()).as("exit code").isEqualTo(SIGTERM_EXIT);
    assertThat(service.postmaster()).as("database server after the stop").isEmpty();
  }

  /** How many processes wait for each processor: on a busy machine everything takes longer. */
  private static int load() {
    var system = ManagementFactory.getOperatingSystemMXBean();
    return 1 + (int) (system.getSystemLoadAverage() / system.getAvailableProcessors());
  }

  /** Sets the demo's clock to the morning some working days later: everything is due then. */
  private void tomorrow() {
    day = WorkCalendar.shipped().plusWorkingDays(day, 4);
    var morning = day.atTime(LocalTime.of(10, 0)).atZone(WorkCalendar.ZONE).toInstant();
    ahead = Duration.between(Instant.now(), morning);
    try (var database = database()) {
      database.migrate();
      database
          .pool()
          .query(
              """
              insert into demo_clock (ahead_seconds) values (%d)
              on conflict (only_row) do update set ahead_seconds = excluded.ahead_seconds
              """
                  .formatted(ahead.toSeconds()))
          .execute()
          .await();
    }
  }

  private Database database() {
    return Database.embedded(vertx, folder.resolve("data"), 4);
  }

  /** Waits until nothing is left to do. */
  private void drain() {
    wellAgain = true;
    try (var database = Database.at(vertx, service.databaseUrl(), 2)) {
      var nothing = List.of(0L, 0L, 0L, 0L);
      if (!Await.holdsWithin(DRAINED_WITHIN, () -> left(database).equals(nothing))) {
        throw new AssertionError("still to process, send, do and read: " + left(database));
      }
    }
  }

  private List<Long> left(Database database) {
    var sql =
        """
        select (select count(*) from inbox where processed_at is null),
               (select count(*) from outbox where state = 'pending'),
               (select count(*) from due_work
                where done_at is null and due_at <= now() + interval '%d seconds'),
               (select count(*) from outbox where channel = 'webhook') - %d
        """
            .formatted(ahead.toSeconds(), reader.count());
    var row = database.pool().query(sql).execute().await().iterator().next();
    return Stream.of(0, 1, 2, 3).map(row::getLong).toList();
  }

  private void checkEverything() {
    try (var database = database()) {
      var ledger = new Ledger(database.pool(), neighbours.acknowledged());
      ledger.check();
      ledger.checkOrder();
      ledger.checkRead("webhook", reader.lines());
      ledger.checkReceived("push", receiver.received());
      assertThat(ledger.dueDone()).as("work that became due").isPositive();
      System.out.printf(
          "proof: %d cases, %d items of due work, %d lines read, %d posts received%n",
          ledger.casesOpened(), ledger.dueDone(), reader.count(), receiver.received().size());
    }
  }

  private void report(Duration took) {
    System.out.printf(
        "proof: seed %d, %d kills %s, %d messages acknowledged, %d delivered again, stops %s, %d s%n",
        seed,
        killer.count(),
        killer,
        neighbours.count(),
        neighbours.redelivered(),
        stops.stream().map(stop -> stop.toMillis() + " ms").toList(),
        took.toSeconds());
  }
}
