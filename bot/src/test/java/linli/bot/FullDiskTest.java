package linli.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The data directory on a small disk of its own. Needs the right to mount one. */
@DisplayName("When the disk is full")
@EnabledIfSystemProperty(named = "linli.proof", matches = "true")
class FullDiskTest {

  private static final int DISK_MIB = 256;
  private static final int MOST_EVENTS = 20_000;
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  @TempDir Path folder;
  private Path disk;
  private Service service;

  @BeforeEach
  void mount() throws IOException, InterruptedException {
    disk = Files.createDirectory(folder.resolve("disk"));
    var said = run("mount", "-t", "tmpfs", "-o", "size=" + DISK_MIB + "m,mode=700", "tmpfs");
    if (!said.isEmpty()) {
      System.out.println("FullDiskTest is skipped: no disk can be mounted here: " + said);
      abort("no disk can be mounted here: " + said);
    }
    var programs = Path.of("target", "test-postgres-programs").toAbsolutePath();
    Files.createDirectories(programs);
    Files.createSymbolicLink(disk.resolve("programs"), programs);
  }

  @AfterEach
  void unmount() throws IOException, InterruptedException {
    if (service != null) {
      service.close();
    }
    run("umount");
  }

  /** What it printed when it failed. */
  private String run(String... command) throws IOException, InterruptedException {
    var all = new ArrayList<>(List.of(command));
    all.add(disk.toString());
    try {
      var process = new ProcessBuilder(all).redirectErrorStream(true).start();
      var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? "" : said.strip();
    } catch (IOException noSuchProgram) {
      return noSuchProgram.getMessage();
    }
  }

  private void open() {
    var config = TestService.config(disk, null, null);
    service = ServeCommand.open(config, Clock.systemUTC(), () -> ApiService.KNOWLEDGE);
  }

  private HttpResponse<String> post(int n) {
    var event =
        """
        {"id":"e%d","conversation":{"id":"private:n%d","type":"private"},"sender":{"id":"n%d"},\
        "text":"@小邻 3号楼2单元电梯又坏了 %s","time":"2026-11-23T08:02:00+08:00"}"""
            .formatted(n, n % 50, n % 50, incompressible(n));
    return TestService.post(service, Clock.systemUTC(), event);
  }

  private static String incompressible(int seed) {
    var random = new Random(seed);
    var letters = new StringBuilder();
    while (letters.length() < 3000) {
      letters.append(Long.toString(random.nextLong(), Character.MAX_RADIX)).append(' ');
    }
    return letters.toString();
  }

  /** Leaves so much free. */
  private void fill(long leftBytes) throws IOException {
    var block = new byte[64 << 10];
    try (var ballast =
        Files.newOutputStream(
            disk.resolve("ballast"), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      while (Files.getFileStore(disk).getUsableSpace() > leftBytes) {
        ballast.write(block);
      }
    } catch (IOException full) {
      // that is the point
    }
  }

  private static void await(String what, BooleanSupplier holds) {
    var end = System.nanoTime() + PATIENCE.toNanos();
    while (!holds.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what).isLessThan(end);
      try {
        TimeUnit.MILLISECONDS.sleep(100);
      } catch (InterruptedException interrupted) {
        throw new IllegalStateException(interrupted);
      }
    }
  }

  private boolean isReady() {
    return TestService.send(TestService.request(service, "/readyz")).statusCode() == 200;
  }

  @Test
  void everything_new_is_refused_and_nothing_that_was_acknowledged_is_lost() throws IOException {
    open();
    assertThat(isReady()).isTrue();
    var acknowledged = new ArrayList<Integer>();
    var refused = new ArrayList<Integer>();
    for (var n = 0; n < 10; n++) {
      assertThat(post(n).statusCode()).isEqualTo(200);
      acknowledged.add(n);
    }
    fill(2 << 20);
    assertThat(isReady()).as("who balances the load sees it").isFalse();
    for (var n = 10; refused.size() < 20; n++) {
      assertThat(n).as("events until the disk was full").isLessThan(MOST_EVENTS);
      var status = post(n).statusCode();
      assertThat(status).isIn(200, 503);
      (status == 200 ? acknowledged : refused).add(n);
    }
    assertThat(acknowledged).as("some while it filled").hasSizeGreaterThan(20);
    // Longer than the attempts that would park an event that is at fault itself.
    var until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    await("a while", () -> System.nanoTime() > until);
    Files.delete(disk.resolve("ballast"));
    await("it takes events again", () -> post(MOST_EVENTS).statusCode() == 200);
    await("it is ready again", this::isReady);
    for (var n : acknowledged) {
      assertThat(post(n).body()).as("event %s", n).contains("\"duplicates\":1");
    }
    for (var n : refused) {
      assertThat(post(n).statusCode()).isEqualTo(200);
    }
    service.processing().drain();
    await("all of them are processed", () -> metric("linli_inbox_pending") == 0);
    assertThat(metric("linli_inbox_parked")).isZero();
  }

  private long metric(String name) {
    var lines = TestService.send(authorized("/metrics")).body().lines();
    return lines
        .filter(line -> line.startsWith(name + " "))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(name.length())))
        .findFirst()
        .orElseThrow();
  }

  private HttpRequest.Builder authorized(String path) {
    try {
      var token = Files.readString(disk.resolve("api.token")).strip();
      return TestService.request(service, path).header("Authorization", "Bearer " + token);
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }
}
