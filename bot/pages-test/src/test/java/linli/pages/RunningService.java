package linli.pages;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** The service as a user starts it: the one jar, an empty data directory, a port of its own. */
final class RunningService implements AutoCloseable {

  private static final Pattern LISTENING =
      Pattern.compile("\"message\":\"listening\",\"address\":\"([^\"]+)\"");
  private static final Path DATA = Path.of("target", "pages-data").toAbsolutePath();

  private final Process process;
  private final String address;

  private RunningService(Process process, String address) {
    this.process = process;
    this.address = address;
  }

  /** Starts it with nothing said and nothing reported. */
  static RunningService fresh() {
    delete(DATA);
    return start();
  }

  private static RunningService start() {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var builder =
        new ProcessBuilder(
            java, "-Xmx384m", "-Dfile.encoding=UTF-8", "-jar", jar().toString(), "serve");
    builder.environment().put("LINLI_DATA", DATA.toString());
    builder.environment().put("LINLI_PORT", "0");
    try {
      var process = builder.redirectErrorStream(true).start();
      return new RunningService(process, address(process));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static Path jar() {
    return Path.of(System.getProperty("linli.jar", "../target/linli.jar")).toAbsolutePath();
  }

  /** Reads its log up to the line with the address; the rest is read away. */
  private static String address(Process process) throws IOException {
    var log =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    var said = new StringBuilder();
    for (var line = log.readLine(); line != null; line = log.readLine()) {
      said.append(line).append('\n');
      var found = LISTENING.matcher(line);
      if (found.find()) {
        Thread.ofVirtual().name("log").start(() -> readAway(log));
        return found.group(1);
      }
    }
    throw new IllegalStateException("the service did not start:\n" + said);
  }

  private static void readAway(BufferedReader log) {
    try {
      log.transferTo(Writer.nullWriter());
    } catch (IOException ended) {
      // the process is gone
    }
  }

  /** {@code http://127.0.0.1:…} */
  String address() {
    return address;
  }

  /** The same data, another process. */
  RunningService restarted() {
    close();
    return start();
  }

  /** Ends it the orderly way; the time it took in milliseconds. */
  long stop() {
    var start = System.nanoTime();
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
  }

  @Override
  public void close() {
    stop();
  }

  private static void delete(Path directory) {
    if (!Files.exists(directory)) {
      return;
    }
    try (var files = Files.walk(directory)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
