package linli.bot.proof;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import java.util.function.IntSupplier;

/** Ends, with {@code kill -9}, one process of a running service at a random moment. */
final class Killer {

  /** So much must be acknowledged between two kills: each life does some work. */
  private static final int WORK = 15;

  private static final Duration RECOVERY = Duration.ofSeconds(90);

  /** What is killed. */
  enum Victim {
    /** The service's own JVM; its database server is left behind without a parent. */
    SERVICE,
    /** The JVM, and again while it starts. */
    STARTING_SERVICE,
    /** The main process of the database server. */
    POSTMASTER,
    /** Any other process of the database server: it then drops every connection. */
    BACKEND,
    /** Service and database server together: a power cut. */
    EVERYTHING
  }

  private final ServiceProcess service;
  private final IntSupplier acknowledged;
  private final Random random;
  private final Map<Victim, Integer> kills = new EnumMap<>(Victim.class);

  /**
   * @param acknowledged how many messages were acknowledged until now
   */
  Killer(ServiceProcess service, IntSupplier acknowledged, long seed) {
    this.service = service;
    this.acknowledged = acknowledged;
    this.random = new Random(seed);
  }

  void killOne() {
    kill(Victim.values()[random.nextInt(Victim.values().length)]);
  }

  /** Waits for some work, strikes, and returns when messages are acknowledged again. */
  void kill(Victim victim) {
    awaitWork(WORK);
    Await.pause(Duration.ofMillis(random.nextInt(400)));
    kills.merge(victim, 1, Integer::sum);
    switch (victim) {
      case SERVICE -> restart();
      case STARTING_SERVICE -> {
        service.kill();
        service.launch();
        Await.pause(Duration.ofMillis(random.nextInt(4000)));
        restart();
      }
      case POSTMASTER -> service.postmaster().ifPresent(ProcessHandle::destroyForcibly);
      case BACKEND -> {
        var processes = service.databaseProcesses();
        processes.get(random.nextInt(processes.size())).destroyForcibly();
      }
      case EVERYTHING -> {
        service.postmaster().ifPresent(ProcessHandle::destroyForcibly);
        restart();
      }
    }
    awaitWork(1);
    if (!service.isAlive()) {
      throw new AssertionError("the service ended by itself after the death of its " + victim);
    }
  }

  /** Waits until the service does its work. */
  void awaitWork() {
    awaitWork(WORK);
  }

  private void restart() {
    service.kill();
    service.start();
  }

  private void awaitWork(int more) {
    var until = acknowledged.getAsInt() + more;
    Await.until(
        RECOVERY, more + " messages being acknowledged", () -> acknowledged.getAsInt() >= until);
  }

  int count() {
    return kills.values().stream().mapToInt(Integer::intValue).sum();
  }

  @Override
  public String toString() {
    return kills.toString();
  }
}
