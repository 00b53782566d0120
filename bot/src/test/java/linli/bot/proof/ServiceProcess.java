package linli.bot.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The real service in a process of its own, with its own database server below it. */
final class ServiceProcess implements AutoCloseable {

  private static final Duration START = Duration.ofSeconds(120);

  /** As often a supervisor starts it again when it ends before it is ready. */
  private static final int MOST_STARTS = 5;

  private static final HttpClient client = HttpClient.newHttpClient();

  private final Path data;
  private final Path log;
  private final int port;
  private final ProcessBuilder command;
  private volatile Process process;

  ServiceProcess(Path data, Path config, String secret, int port) {
    this.data = data;
    this.log = data.resolveSibling("service.log");
    this.port = port;
    this.command =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx384m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-Dlogback.configurationFile=logback.xml",
            "-cp",
            System.getProperty("java.class.path"),
            "linli.bot.Main",
            "serve",
            "--config",
            config.toString());
    command.environment().put("LINLI_PORT", Integer.toString(port));
    command.environment().put("LINLI_DATA", data.toString());
    command.environment().put("LINLI_WEBHOOK_SECRET", secret);
    command.environment().remove("LINLI_DATABASE_URL");
    command
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
  }

  /** Starts it as a supervisor would, and returns when it is ready. */
  void start() {
    for (var start = 1; start <= MOST_STARTS; start++) {
      launch();
      Await.until(START, "the service being ready", () -> isReady() || !process.isAlive());
      if (process.isAlive()) {
        return;
      }
    }
    throw new AssertionError("the service ended " + MOST_STARTS + " times at its start");
  }

  /** Starts it and returns at once. */
  void launch() {
    try {
      process = command.start();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  boolean isReady() {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/readyz"))
            .timeout(Duration.ofSeconds(5))
            .build();
    try {
      return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  boolean isAlive() {
    return process != null && process.isAlive();
  }

  /** {@code kill -9}. */
  void kill() {
    process.destroyForcibly();
    waitForEnd();
  }

  /**
   * SIGTERM.
   *
   * @return how long it took to end
   */
  Duration terminate() {
    var start = System.nanoTime();
    process.destroy();
    waitForEnd();
    return Duration.ofNanos(System.nanoTime() - start);
  }

  int exitCode() {
    return process.exitValue();
  }

  private void waitForEnd() {
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        throw new AssertionError("the service did not end within 60 s");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** The database server's main process, if it runs. */
  Optional<ProcessHandle> postmaster() {
    try {
      var pid = Files.readAllLines(data.resolve("postgres/postmaster.pid")).getFirst().strip();
      return ProcessHandle.of(Long.parseLong(pid)).filter(ProcessHandle::isAlive);
    } catch (IOException | RuntimeException notThere) {
      return Optional.empty();
    }
  }

  /** The other processes of the database server: one for each connection, and its own. */
  List<ProcessHandle> databaseProcesses() {
    return postmaster().map(p -> p.children().toList()).orElse(List.of());
  }

  /** How to reach its database from here. */
  String databaseUrl() {
    try {
      var port = Files.readAllLines(data.resolve("postgres/postmaster.pid")).get(3).strip();
      var password = Files.readString(data.resolve("postgres.password")).strip();
      return "postgresql://linli:%s@127.0.0.1:%s/linli".formatted(password, port);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** The last lines that it logged. */
  String logged(int lines) {
    try {
      var all = Files.readAllLines(log);
      return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
    } catch (IOException none) {
      return "";
    }
  }

  /** Leaves no process behind, whatever happened. */
  @Override
  public void close() {
    if (isAlive()) {
      kill();
    }
    postmaster().filter(this::isOurs).ifPresent(ServiceProcess::stop);
  }

  private boolean isOurs(ProcessHandle server) {
    var ours = data.resolve("postgres").toString();
    return server.info().arguments().map(a -> List.of(a).contains(ours)).orElse(false);
  }

  private static void stop(ProcessHandle server) {
    server.destroy();
    Await.holdsWithin(Duration.ofSeconds(20), () -> !server.isAlive());
    server.destroyForcibly();
  }
}
