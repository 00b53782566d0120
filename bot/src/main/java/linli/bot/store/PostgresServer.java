package linli.bot.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL server of our own below the data directory: loopback only, password needed, durable.
 *
 * <p>The directory survives a restart and {@code kill -9} of this process or of the server: a
 * server left over by a dead service is stopped before a new one starts, and one that dies while
 * the service lives is started again on the same port.
 */
final class PostgresServer implements AutoCloseable {

  static final String USER = "linli";

  private static final Logger log = LoggerFactory.getLogger(PostgresServer.class);

  /** PostgreSQL may need this long to replay its log after a crash. */
  private static final int START_SECONDS = 120;

  /** Of postmaster.pid, counted from 0 (miscadmin.h, LOCK_FILE_LINE_PORT). */
  private static final int PORT_LINE = 3;

  private static final int STOP_SECONDS = 30;
  private static final int START_ATTEMPTS = 3;

  private final Path directory;
  private final Path cluster;
  private final PostgresPrograms programs;
  private final FileChannel lockFile;
  private final String password;
  private final int port;
  private final Lock starting = new ReentrantLock();
  private volatile boolean stopping;

  private PostgresServer(Path directory, Path programs) {
    this.directory = directory.toAbsolutePath();
    this.cluster = this.directory.resolve("postgres");
    PrivateFiles.prepare(directory);
    PrivateFiles.prepare(programs);
    this.lockFile = lock(directory);
    this.programs = PostgresPrograms.in(programs);
    this.password = PrivateFiles.secretIn(directory.resolve("postgres.password"));
    this.port = freePort();
  }

  /**
   * Starts the server that keeps its files in {@code directory}.
   *
   * @param programs where the server's programs are unpacked
   * @throws CannotStart when the directory is in use, not writable or from another major version
   */
  static PostgresServer start(Path directory, Path programs) {
    var server = new PostgresServer(directory, programs);
    try {
      server.checkVersion();
      server.initialise();
      server.stopOrphan();
      server.launch();
      server.watch();
      return server;
    } catch (RuntimeException failed) {
      server.unlock();
      throw failed;
    }
  }

  /**
   * {@code postgresql://user:password@127.0.0.1:port/database}: holds the password, never log it.
   */
  String url(String database) {
    return "postgresql://%s:%s@127.0.0.1:%d/%s".formatted(USER, password, port, database);
  }

  /** Whether a living process holds the directory: then its server is reached, not started. */
  static boolean isInUse(Path directory) {
    try (var file =
            FileChannel.open(
                directory.resolve("postgres.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        var lock = file.tryLock()) {
      return lock == null;
    } catch (OverlappingFileLockException sameProcess) {
      return true;
    } catch (IOException failed) {
      throw new CannotStart("cannot lock the data directory " + directory.toAbsolutePath(), failed);
    }
  }

  /** Whether a server has ever kept its files there. */
  static boolean existsIn(Path directory) {
    return Files.exists(directory.resolve("postgres").resolve("PG_VERSION"));
  }

  /**
   * As {@link #url(String)} for a server that another process runs.
   *
   * @throws CannotStart when it does not run to the end of its start
   */
  static String urlOfRunning(Path directory, String database) {
    try {
      var port =
          Files.readAllLines(directory.resolve("postgres").resolve("postmaster.pid"))
              .get(PORT_LINE)
              .strip();
      var password = Files.readString(directory.resolve("postgres.password")).strip();
      return "postgresql://%s:%s@127.0.0.1:%s/%s".formatted(USER, password, port, database);
    } catch (IOException | IndexOutOfBoundsException notYet) {
      throw new CannotStart(
          "the service in %s is starting or stopping; try again in a minute"
              .formatted(directory.toAbsolutePath()));
    }
  }

  /** The server's process id as its own file tells it. */
  Optional<Long> pid() {
    try {
      return Files.readAllLines(cluster.resolve("postmaster.pid")).stream()
          .findFirst()
          .map(line -> Long.parseLong(line.strip()));
    } catch (IOException | NumberFormatException none) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    if (stopping) {
      return;
    }
    stopping = true;
    starting.lock(); // a start that is under way would outlive the stop
    try {
      stop();
    } finally {
      starting.unlock();
    }
    unlock();
  }

  /** For tests: leaves the server running as if this process had died. */
  void abandon() {
    stopping = true;
    unlock();
  }

  private static FileChannel lock(Path directory) {
    FileLock lock = null;
    FileChannel file;
    try {
      file =
          FileChannel.open(
              directory.resolve("postgres.lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE);
      lock = file.tryLock();
    } catch (OverlappingFileLockException sameProcess) {
      throw inUse(directory);
    } catch (IOException failed) {
      throw new CannotStart("cannot lock the data directory " + directory.toAbsolutePath(), failed);
    }
    if (lock == null) {
      throw inUse(directory);
    }
    return file;
  }

  private static CannotStart inUse(Path directory) {
    return new CannotStart(
        "data: the directory %s is in use by another Linli; stop that one or choose another directory"
            .formatted(directory.toAbsolutePath()));
  }

  private void unlock() {
    try {
      lockFile.close();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private void checkVersion() {
    var file = cluster.resolve("PG_VERSION");
    if (!Files.exists(file)) {
      return;
    }
    try {
      var stored = Files.readString(file).strip();
      var ours = run("postgres", "--version").replaceAll("(?s)^\\D*(\\d+).*", "$1");
      if (!stored.equals(ours)) {
        throw new CannotStart(
            "data: %s was written by PostgreSQL %s, this Linli brings %s; move it with pg_upgrade or choose another directory"
                .formatted(cluster, stored, ours));
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Makes the cluster beside its final place first, so a crash in the middle leaves none. */
  private void initialise() {
    if (Files.exists(cluster.resolve("PG_VERSION"))) {
      return;
    }
    refuseDamaged();
    var draft = directory.resolve("postgres.init-" + ProcessHandle.current().pid());
    run(
        "initdb",
        "--pgdata=" + draft,
        "--username=" + USER,
        "--auth=scram-sha-256",
        "--pwfile=" + directory.resolve("postgres.password"),
        "--encoding=UTF8",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--locale=C");
    try {
      Files.move(draft, cluster);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** What lies there may be all that is left of a database: nothing is made over it. */
  private void refuseDamaged() {
    if (!Files.exists(cluster)) {
      return;
    }
    try (var files = Files.list(cluster)) {
      if (files.findAny().isPresent()) {
        throw new CannotStart(
            "data: %s is damaged: expected a file PG_VERSION in it, got others without it; keep it, and restore a backup into another directory"
                .formatted(cluster));
      }
    } catch (IOException unreadable) {
      throw new CannotStart("data: expected a directory that can be read, got " + cluster);
    }
  }

  /** Our lock is held, so a server that runs in this directory belongs to a service that died. */
  private void stopOrphan() {
    var orphan = pid().flatMap(ProcessHandle::of).filter(ProcessHandle::isAlive);
    if (orphan.isEmpty()) {
      return;
    }
    if (servesThisCluster(orphan.get())) {
      log.warn("stopping the database server of a service that died");
      stop();
      return;
    }
    try {
      // The number went to another process since; PostgreSQL would refuse to start because of it.
      Files.delete(cluster.resolve("postmaster.pid"));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private boolean servesThisCluster(ProcessHandle process) {
    return process
        .info()
        .arguments()
        .map(arguments -> List.of(arguments).contains(cluster.toString()))
        .orElse(false);
  }

  private void launch() {
    for (var attempt = 1; ; attempt++) {
      try {
        run(
            "pg_ctl",
            "start",
            "--pgdata=" + cluster,
            "--log=" + directory.resolve("postgres.log"),
            "--wait",
            "--timeout=" + START_SECONDS,
            "--options=" + settings());
        return;
      } catch (CannotStart failed) {
        // Back ends of a killed server need a moment to notice and leave its shared memory.
        if (attempt == START_ATTEMPTS) {
          throw doesNotStart(failed);
        }
        pause();
      }
    }
  }

  /** With the server's own last word, which names files and no content. */
  private CannotStart doesNotStart(CannotStart failed) {
    var file = directory.resolve("postgres.log");
    var why = failed.getMessage();
    try {
      why =
          Files.readAllLines(file).stream()
              .filter(line -> line.contains("FATAL:") || line.contains("PANIC:"))
              .reduce((earlier, later) -> later)
              .map(line -> line.replaceFirst("^.*?(FATAL|PANIC):\\s*", ""))
              .orElse(why);
    } catch (IOException | UncheckedIOException noLog) {
      // what the program said stands
    }
    return new CannotStart(
        "data: the database in %s does not start: %s (%d MiB free; more in %s)"
            .formatted(cluster, why, freeMebibytes(), file),
        failed);
  }

  private String settings() {
    return String.join(
        " ",
        "-p " + port,
        "-c listen_addresses=127.0.0.1",
        "-c unix_socket_directories=''",
        "-c fsync=on",
        "-c synchronous_commit=on",
        "-c full_page_writes=on",
        "-c max_connections=100",
        "-c timezone=UTC",
        "-c log_timezone=UTC",
        // Statements and their parameters hold residents' words: they stay out of the server's log.
        "-c log_statement=none",
        "-c log_min_error_statement=panic",
        "-c log_error_verbosity=terse",
        "-c log_parameter_max_length=0");
  }

  private void watch() {
    // A server that is gone already has no handle; then it is started at once.
    pid()
        .flatMap(ProcessHandle::of)
        .map(ProcessHandle::onExit)
        .orElseGet(() -> CompletableFuture.completedFuture(null))
        .thenRunAsync(this::restart, this::unlessStopping);
  }

  /**
   * A first virtual thread at the very end would be made while Java writes its class archive, and
   * JDK 25 crashes on that (LambdaProxyClassDictionary::find_lambda_proxy_class).
   */
  private void unlessStopping(Runnable task) {
    if (!stopping) {
      Thread.ofVirtual().name("postgres").start(task);
    }
  }

  /** Tries until the server runs again or the service stops. */
  private void restart() {
    while (!startedAgain()) {
      pause();
    }
  }

  private boolean startedAgain() {
    starting.lock();
    try {
      if (stopping) {
        return true;
      }
      log.error("the database server died; starting it again");
      stopOrphan();
      launch();
      watch();
      log.info("the database server runs again");
      return true;
    } catch (RuntimeException failed) {
      log.atError()
          .setCause(failed)
          .addKeyValue("freeMiB", freeMebibytes())
          .log("the database server does not start yet");
      return false;
    } finally {
      starting.unlock();
    }
  }

  /** Of the disk with the data directory: most often it is that. -1 when nobody can tell. */
  private long freeMebibytes() {
    try {
      return Files.getFileStore(directory).getUsableSpace() >> 20;
    } catch (IOException away) {
      return -1;
    }
  }

  private void stop() {
    try {
      run(
          "pg_ctl",
          "stop",
          "--pgdata=" + cluster,
          "--mode=fast",
          "--wait",
          "--timeout=" + STOP_SECONDS);
    } catch (CannotStart failed) {
      log.atWarn().setCause(failed).log("the database server did not stop in time");
    }
  }

  private String run(String program, String... arguments) {
    return programs.run(program, directory, arguments);
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static void pause() {
    try {
      TimeUnit.SECONDS.sleep(1);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
