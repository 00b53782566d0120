package linli.bot.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Runs {@code wrk} with requests of their own, signed just before. */
final class Wrk {

  /** Requests per second, answers other than 2xx, latencies in milliseconds. */
  record Result(double perSecond, long answered, long notOk, double p50, double p99) {}

  private static final String SCRIPT =
      """
      local requests, n, sent = {}, 0, 0
      local feed = io.open(os.getenv("LINLI_FEED"), "rb")
      while true do
        local length = feed:read("*l")
        if not length then break end
        n = n + 1
        requests[n] = feed:read(tonumber(length))
      end
      feed:close()

      function request()
        sent = sent + 1
        return requests[(sent - 1) % n + 1]
      end

      function done(summary, latency)
        local errors = summary.errors
        print(string.format("result %d %d %d %d %d", summary.duration, summary.requests,
          errors.status + errors.connect + errors.read + errors.write + errors.timeout,
          latency:percentile(50), latency:percentile(99)))
      end
      """;

  private Wrk() {}

  /**
   * @param requests how many different ones: more than will be sent, else the last are duplicates
   */
  static Result run(int port, int connections, int seconds, int requests) {
    try {
      var directory = scratch();
      var feed = Files.createTempFile(directory, "linli-feed", ".bin");
      var script = Files.createTempFile(directory, "linli-feed", ".lua");
      try {
        write(feed, requests);
        Files.writeString(script, SCRIPT);
        return parse(
            Programs.output(
                Map.of("LINLI_FEED", feed.toString()),
                "wrk",
                "-t1",
                "-c" + connections,
                "-d" + seconds + "s",
                "-s",
                script.toString(),
                "http://127.0.0.1:" + port));
      } finally {
        Files.delete(feed);
        Files.delete(script);
      }
    } catch (IOException failed) {
      throw new java.io.UncheckedIOException(failed);
    }
  }

  /** In memory where there is such a place: the feed must not compete for the disk. */
  private static Path scratch() {
    var memory = Path.of("/dev/shm");
    return Files.isWritable(memory) ? memory : Path.of(System.getProperty("java.io.tmpdir"));
  }

  private static void write(Path feed, int requests) throws IOException {
    try (var out = new BufferedOutputStream(Files.newOutputStream(feed), 1 << 20)) {
      for (var i = 0; i < requests; i++) {
        var request = Post.ofIngestSize();
        out.write((request.length + "\n").getBytes(StandardCharsets.US_ASCII));
        out.write(request);
      }
    }
  }

  private static Result parse(String output) {
    var line =
        output
            .lines()
            .filter(l -> l.startsWith("result "))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("wrk said: " + output))
            .split(" ");
    var micros = Double.parseDouble(line[1]);
    var answered = Long.parseLong(line[2]);
    return new Result(
        answered / micros * 1e6,
        answered,
        Long.parseLong(line[3]),
        Double.parseDouble(line[4]) / 1000,
        Double.parseDouble(line[5]) / 1000);
  }
}
