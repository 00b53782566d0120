package linli.bot.bench;

import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import linli.bot.store.Database;

/** A process that serves, and its embedded PostgreSQL. Closing stops both in order. */
final class Server implements AutoCloseable {

  private static final long START_SECONDS = 600;

  private final Process process;
  private final Path data;
  private final Map<String, Integer> ports;
  private final double startSeconds;

  private Server(Process process, Path data, Map<String, Integer> ports, double startSeconds) {
    this.process = process;
    this.data = data;
    this.ports = ports;
    this.startSeconds = startSeconds;
  }

  /** {@code ./linli serve} of the program in {@code home}, until {@code /readyz} answers 200. */
  static Server linli(Path home, Path data, Map<String, String> more) {
    try {
      var port = freePort();
      var environment = new HashMap<>(more);
      environment.put("LINLI_PORT", Integer.toString(port));
      environment.put("LINLI_DATA", data.toString());
      environment.put(
          "LINLI_WEBHOOK_SECRET", new String(Post.SECRET.bytes(), StandardCharsets.UTF_8));
      Files.createDirectories(data.getParent());
      var log = data.resolveSibling(data.getFileName() + ".log").toFile();
      var builder =
          new ProcessBuilder(home.resolve("linli").toString(), "serve")
              .directory(home.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log));
      builder.environment().putAll(environment);
      var start = System.nanoTime();
      var process = builder.start();
      while (!isReady(port)) {
        if (!process.isAlive() || (System.nanoTime() - start) / 1e9 > START_SECONDS) {
          process.destroy();
          throw new IllegalStateException("./linli serve did not start: see " + log);
        }
        TimeUnit.MILLISECONDS.sleep(10);
      }
      var took = (System.nanoTime() - start) / 1e9;
      return new Server(process, data, Map.of("service", port), took);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  /** {@link IngestServer} with the options of {@code ./linli serve}. */
  static Server ingest(Path data, List<String> javaOptions, List<String> variants) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(javaOptions);
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            IngestServer.class.getName(),
            data.toString()));
    command.addAll(variants);
    try {
      var start = System.nanoTime();
      var process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      var ports = new HashMap<String, Integer>();
      var lines =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      for (var line = lines.readLine(); !"ready".equals(line); line = lines.readLine()) {
        if (line == null) {
          throw new IllegalStateException("the ingest server did not start");
        }
        if (line.startsWith("port ")) {
          ports.put(line.split(" ")[1], Integer.parseInt(line.split(" ")[2]));
        }
      }
      Thread.ofVirtual().start(() -> lines.lines().forEach(System.err::println));
      return new Server(process, data, ports, (System.nanoTime() - start) / 1e9);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  int port(String name) {
    return ports.get(name);
  }

  double startSeconds() {
    return startSeconds;
  }

  /** A connection of our own to the server's database. */
  Database database(Vertx vertx) {
    return Database.at(vertx, databaseUrl(), 2);
  }

  String databaseUrl() {
    return "postgresql://linli:%s@127.0.0.1:%d/linli".formatted(password(), databasePort());
  }

  String password() {
    return read(data.resolve("postgres.password")).strip();
  }

  int databasePort() {
    return Integer.parseInt(postmasterFile().get(3).strip());
  }

  /** Resident memory of the Java process, in MiB. */
  long memory() {
    return status(process.pid(), "VmRSS");
  }

  long peakMemory() {
    return status(process.pid(), "VmHWM");
  }

  /** Processor time that the Java process has used so far. */
  double processorSeconds() {
    return seconds(process.toHandle());
  }

  /** Processor time that the database's present processes have used so far. */
  double databaseProcessorSeconds() {
    return databaseProcesses().mapToDouble(Server::seconds).sum();
  }

  private static double seconds(ProcessHandle process) {
    return process.info().totalCpuDuration().map(d -> d.toNanos() / 1e9).orElse(0.0);
  }

  private Stream<ProcessHandle> databaseProcesses() {
    var postmaster = Long.parseLong(postmasterFile().getFirst().strip());
    return ProcessHandle.of(postmaster).stream()
        .flatMap(p -> Stream.concat(Stream.of(p), p.descendants()));
  }

  /** Proportional memory of the database's processes (shared pages counted once), in MiB. */
  long databaseMemory() {
    return databaseProcesses()
            .mapToLong(p -> kib(Path.of("/proc/" + p.pid() + "/smaps_rollup"), "Pss:"))
            .sum()
        / 1024;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the server does not stop: process " + process.pid());
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private List<String> postmasterFile() {
    return read(data.resolve("postgres/postmaster.pid")).lines().toList();
  }

  private static long status(long pid, String key) {
    return kib(Path.of("/proc/" + pid + "/status"), key + ":") / 1024;
  }

  private static long kib(Path file, String key) {
    if (!Files.exists(file)) {
      return 0;
    }
    return read(file)
        .lines()
        .filter(line -> line.startsWith(key))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElse(0);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException gone) {
      return "";
    }
  }

  private static boolean isReady(int port) {
    try {
      var connection =
          (HttpURLConnection)
              URI.create("http://127.0.0.1:" + port + "/readyz").toURL().openConnection();
      connection.setConnectTimeout(1000);
      connection.setReadTimeout(5000);
      return connection.getResponseCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
