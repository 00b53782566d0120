package linli.bot.bench;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import linli.bot.Features;
import linli.bot.store.Database;

/** {@code ./bot/bench/run}: measures, and prints a Markdown table for each part. */
public final class Bench {

  private static final List<String> USUAL_PARTS =
      List.of("machine", "ingest", "latency", "e2e", "startup", "understand");

  private static final int ROUNDS = Integer.getInteger("bench.rounds", 3);
  private static final int SECONDS = Integer.getInteger("bench.seconds", 4);

  /** Rounds of the end-to-end messages before those that are measured. */
  private static final int WARM_UPS = Integer.getInteger("bench.warmups", 12);

  private static final int E2E_MESSAGES = Integer.getInteger("bench.messages", 6000);

  private static final int CASES = Integer.getInteger("bench.cases", 1_000_000);
  private static final int TIMERS = Integer.getInteger("bench.timers", 1_000_000);
  private static final int DAYS = Integer.getInteger("bench.days", 30);
  private static final long SEED = Long.getLong("bench.seed", 20261127);

  /** More than any variant that stores can take in a run. */
  private static final int REQUESTS_PER_SECOND = 20_000;

  private final Path root;
  private final Path scratch;
  private final List<String> javaOptions;
  private final Vertx vertx = Vertx.vertx();

  private Bench(Path root, List<String> javaOptions) {
    this.root = root;
    this.scratch = root.resolve("bot/target/bench");
    this.javaOptions = javaOptions;
  }

  /** Arguments: the parts to run, or nothing for all but {@code clone}. */
  public static void main(String[] arguments) {
    Locale.setDefault(Locale.ROOT);
    var root = Path.of(System.getProperty("linli.home"));
    var options = List.of(System.getProperty("bench.java.options").strip().split("\\s+"));
    var bench = new Bench(root, options);
    try {
      for (var part : arguments.length == 0 ? USUAL_PARTS : List.of(arguments)) {
        Programs.deleteAll(bench.scratch);
        bench.run(part);
      }
    } finally {
      Programs.deleteAll(bench.scratch);
      bench.vertx.close().await();
    }
  }

  private void run(String part) {
    switch (part) {
      case "machine" -> machine();
      case "ingest" -> ingest();
      case "latency" -> latency();
      case "e2e" -> endToEnd();
      case "startup" -> startUp();
      case "understand" -> understand();
      case "tally" -> tally();
      case "clone" -> cloneToAnswering();
      case "flushers" -> flushers();
      case "noise" -> noise();
      case "million" -> million();
      case "timers" -> timers();
      default -> throw new IllegalArgumentException("no such part: " + part);
    }
  }

  // --- the machine ------------------------------------------------------------------------------

  private void machine() {
    title("Machine");
    say("| | |");
    say("|---|---|");
    say("| date | %s |".formatted(Instant.now()));
    say("| cores | %d |".formatted(Runtime.getRuntime().availableProcessors()));
    say(
        "| memory | %s |"
            .formatted(Programs.outputIfThere("sh", "-c", "grep MemTotal /proc/meminfo").strip()));
    say(
        "| processor | %s |"
            .formatted(
                Programs.outputIfThere(
                        "sh", "-c", "grep -m1 'model name' /proc/cpuinfo | cut -d: -f2")
                    .strip()));
    say("| system | %s |".formatted(Programs.outputIfThere("uname", "-sr").strip()));
    say("| Java | %s |".formatted(System.getProperty("java.vm.version")));
    say("| disk | %s |".formatted(fdatasync()));
    say("| load before | %s |".formatted(load()));
    say(
        "| program | %s |"
            .formatted(
                Programs.outputIfThere("git", "-C", root.toString(), "rev-parse", "--short", "HEAD")
                    .strip()));
  }

  private String fdatasync() {
    var script =
        "p=$(ls /usr/lib/postgresql/*/bin/pg_test_fsync 2>/dev/null | tail -1); "
            + "mkdir -p '%1$s' && \"$p\" -s 1 -f '%1$s/fsync' | grep -m1 'fdatasync .*ops' | tr -s ' '";
    var line = Programs.outputIfThere("sh", "-c", script.formatted(scratch)).strip();
    return line.isEmpty() ? "pg_test_fsync is not installed" : line;
  }

  // --- ingest -----------------------------------------------------------------------------------

  private void ingest() {
    var medians = new Medians();
    var notOk = new AtomicLong();
    var stored = new ArrayList<String>();
    try (var server = Server.ingest(scratch.resolve("ingest"), javaOptions, List.of());
        var database = server.database(vertx)) {
      var pool = database.pool();
      Pgbench.prepare(pool);
      var settings = settings(pool);
      for (var variant : List.of("not-stored", "durable", "one-row-per-commit")) {
        Wrk.run(server.port(variant), 64, SECONDS, REQUESTS_PER_SECOND * SECONDS);
      }
      for (var round = 0; round < ROUNDS; round++) {
        for (var connections : List.of(64, 256)) {
          for (var variant : List.of("not-stored", "durable", "one-row-per-commit")) {
            empty(pool);
            var service = server.processorSeconds();
            var databaseTime = server.databaseProcessorSeconds();
            var result =
                Wrk.run(server.port(variant), connections, SECONDS, REQUESTS_PER_SECOND * SECONDS);
            var name = variant + " " + connections;
            medians.add(
                name + " service", (server.processorSeconds() - service) * 1e6 / result.answered());
            medians.add(
                name + " database",
                (server.databaseProcessorSeconds() - databaseTime) * 1e6 / result.answered());
            medians.add(name, result.perSecond());
            medians.add(name + " p50", result.p50());
            medians.add(name + " p99", result.p99());
            notOk.addAndGet(result.notOk());
            if (variant.equals("durable")) {
              stored.add(count(pool) + " rows for " + result.answered() + " answers");
            }
          }
        }
        empty(pool);
        medians.add("pgbench", Pgbench.run(server, SECONDS, "simple"));
        medians.add("pgbench prepared", Pgbench.run(server, SECONDS, "prepared"));
      }
      title("Durable messages a second, workers off (medians of %d × %d s)", ROUNDS, SECONDS);
      say("| | runs | median/s | p50 ms | p99 ms | processor µs a message: service | PostgreSQL |");
      say("|---|---|---|---|---|---|---|");
      for (var connections : List.of(64, 256)) {
        for (var variant : List.of("not-stored", "durable", "one-row-per-commit")) {
          var name = variant + " " + connections;
          say(
              "| %s, %d connections | %s | %s | %s | %s | %s | %s |",
              variant.replace('-', ' '),
              connections,
              medians.runs(name),
              Medians.number(medians.of(name)),
              Medians.number(medians.of(name + " p50")),
              Medians.number(medians.of(name + " p99")),
              Medians.number(medians.of(name + " service")),
              Medians.number(medians.of(name + " database")));
        }
      }
      for (var name : List.of("pgbench", "pgbench prepared")) {
        say(
            "| %s -c64 -j2, one row a commit | %s | %s | | | | |",
            name, medians.runs(name), Medians.number(medians.of(name)));
      }
      say("");
      for (var connections : List.of(64, 256)) {
        var durable = medians.of("durable " + connections);
        say(
            "- %d connections: durable ÷ not stored %.2f; ÷ one row per commit %.2f; ÷ pgbench %.2f; ÷ pgbench prepared %.2f",
            connections,
            durable / medians.of("not-stored " + connections),
            durable / medians.of("one-row-per-commit " + connections),
            durable / medians.of("pgbench"),
            durable / medians.of("pgbench prepared"));
      }
      say("- answers other than 2xx: %d; %s", notOk.get(), settings);
      say("- durable runs: %s", String.join("; ", stored));
    }
  }

  /** How many statements under way, and how many rows in each, are best: for whoever tunes. */
  private void flushers() {
    var variants = List.of("1x256", "2x256", "3x256", "2x128", "2x512", "1x512");
    var medians = new Medians();
    var arguments = new ArrayList<String>();
    variants.forEach(v -> arguments.addAll(List.of(v.split("x"))));
    try (var server = Server.ingest(scratch.resolve("flushers"), javaOptions, arguments);
        var database = server.database(vertx)) {
      Wrk.run(server.port("2x256"), 64, SECONDS, REQUESTS_PER_SECOND * SECONDS);
      for (var round = 0; round < ROUNDS; round++) {
        for (var connections : List.of(64, 256)) {
          for (var variant : variants) {
            empty(database.pool());
            var result =
                Wrk.run(server.port(variant), connections, SECONDS, REQUESTS_PER_SECOND * SECONDS);
            medians.add(variant + " " + connections, result.perSecond());
          }
        }
      }
      title("Flushers × rows");
      say("| | 64 connections | median | 256 connections | median |");
      say("|---|---|---|---|---|");
      for (var variant : variants) {
        say(
            "| %s | %s | %s | %s | %s |",
            variant,
            medians.runs(variant + " 64"),
            Medians.number(medians.of(variant + " 64")),
            medians.runs(variant + " 256"),
            Medians.number(medians.of(variant + " 256")));
      }
    }
  }

  private static String settings(io.vertx.sqlclient.Pool pool) {
    var words = new ArrayList<String>();
    for (var name : List.of("fsync", "synchronous_commit", "full_page_writes")) {
      words.add(
          name + " " + pool.query("show " + name).execute().await().iterator().next().getString(0));
    }
    return String.join(", ", words);
  }

  private static void empty(io.vertx.sqlclient.Pool pool) {
    pool.query("truncate inbox, bench_row").execute().await();
    pool.query("checkpoint").execute().await();
  }

  private static long count(io.vertx.sqlclient.Pool pool) {
    return pool.query("select count(*) from inbox").execute().await().iterator().next().getLong(0);
  }

  // --- latency ----------------------------------------------------------------------------------

  private void latency() {
    var medians = new Medians();
    var refused = 0;
    double rate;
    try (var server = Server.ingest(scratch.resolve("latency"), javaOptions, List.of());
        var database = server.database(vertx)) {
      Pgbench.prepare(database.pool());
      for (var i = 0; i < 3; i++) {
        empty(database.pool());
        medians.add(
            "full", Wrk.run(server.port("durable"), 64, SECONDS, 20_000 * SECONDS).perSecond());
      }
      rate = medians.of("full") / 2;
      for (var i = 0; i < ROUNDS; i++) {
        empty(database.pool());
        var requests = new ArrayList<byte[]>();
        for (var n = 0; n < rate * SECONDS; n++) {
          requests.add(Post.ofIngestSize());
        }
        var result = Load.atRate(requests, rate, server.port("durable"), 64);
        refused += result.refused();
        add(medians, "ingest", result);
      }
    }
    title("Acknowledgement at a fixed rate (medians of %d × %d s)", ROUNDS, SECONDS);
    say("| | rate/s | p50 ms | p99 ms | p99 runs | largest ms |");
    say("|---|---|---|---|---|---|");
    say(latencyRow("ingress alone, half of its durable rate", rate, "ingest", medians));
    say("");
    say("- answers other than 2xx: %d", refused);
  }

  private static void add(Medians medians, String name, Load.Result result) {
    medians.add(name + " p50", result.latency().millis(0.5));
    medians.add(name + " p99", result.latency().millis(0.99));
    medians.add(name + " largest", result.latency().largestMillis());
  }

  private static String latencyRow(String what, double rate, String name, Medians medians) {
    return "| %s | %s | %s | %s | %s | %s |"
        .formatted(
            what,
            Medians.number(rate),
            Medians.number(medians.of(name + " p50")),
            Medians.number(medians.of(name + " p99")),
            medians.runs(name + " p99"),
            Medians.number(medians.of(name + " largest")));
  }

  // --- end to end -------------------------------------------------------------------------------

  private void endToEnd() {
    var data = scratch.resolve("e2e");
    try (var server = Server.linli(root, data, Map.of())) {
      EndToEnd.prepare(server, vertx);
    }
    var medians = new Medians();
    try (var server = Server.linli(root, data, Map.of());
        var database = server.database(vertx)) {
      var run = new EndToEnd(root.resolve("nlp-models/corpus"), server, database.pool());
      var many = EndToEnd.allEstates();
      var one = List.of(Quarter.DEMO);
      var cold = run.drain(many, E2E_MESSAGES);
      for (var i = 0; i < WARM_UPS; i++) {
        run.drain(many, E2E_MESSAGES);
      }
      var memory = new AtomicLong();
      var databaseMemory = new AtomicLong();
      EndToEnd.Result lastMany = null;
      EndToEnd.Result lastOne = null;
      var refused = 0;
      for (var i = 0; i < ROUNDS; i++) {
        lastMany = run.drain(many, E2E_MESSAGES);
        add(medians, "many", lastMany);
        memory.accumulateAndGet(server.memory(), Math::max);
        databaseMemory.accumulateAndGet(server.databaseMemory(), Math::max);
        lastOne = run.drain(one, E2E_MESSAGES / 2);
        add(medians, "one", lastOne);
        refused += lastMany.refused() + lastOne.refused();
      }
      title("End to end until the replies stand in the outbox (medians of %d)", ROUNDS);
      say(
          "| | messages a run | runs (messages/s) | median/s | processor ms a message: service | PostgreSQL | replies of the last run | its outcomes |");
      say("|---|---|---|---|---|---|---|---|");
      say(endRow("8 estates", "many", lastMany, medians));
      say(endRow("one estate", "one", lastOne, medians));
      say("");
      say(
          "- the first %d messages after the start: %s/s; measured after %,d more (the compiler of the"
              + " virtual machine works on for that long)",
          E2E_MESSAGES, Medians.number(cold.perSecond()), WARM_UPS * E2E_MESSAGES);
      say("- answers other than 2xx: %d", refused);
      var rate = medians.of("many") / 2;
      for (var i = 0; i < ROUNDS; i++) {
        add(medians, "half", run.atRate(many, rate, SECONDS));
      }
      say("");
      say("| | rate/s | p50 ms | p99 ms | p99 runs | largest ms |");
      say("|---|---|---|---|---|---|");
      say(latencyRow("acknowledgement, whole service at half its rate", rate, "half", medians));
      memory.accumulateAndGet(server.memory(), Math::max);
      say("");
      say(
          "- memory under this load: service %d MiB resident (peak %d), PostgreSQL %d MiB (shared pages once)",
          memory.get(),
          server.peakMemory(),
          Math.max(databaseMemory.get(), server.databaseMemory()));
    }
  }

  private static void add(Medians medians, String name, EndToEnd.Result result) {
    medians.add(name, result.perSecond());
    medians.add(name + " service", result.serviceProcessor() * 1000 / result.messages());
    medians.add(name + " database", result.databaseProcessor() * 1000 / result.messages());
  }

  private static String endRow(String what, String name, EndToEnd.Result last, Medians medians) {
    return "| %s | %d | %s | %s | %s | %s | %d | %s |"
        .formatted(
            what,
            last.messages(),
            medians.runs(name),
            Medians.number(medians.of(name)),
            Medians.number(medians.of(name + " service")),
            Medians.number(medians.of(name + " database")),
            last.replies(),
            last.outcomes());
  }

  // --- start-up ---------------------------------------------------------------------------------

  private void startUp() {
    var medians = new Medians();
    for (var i = 0; i < ROUNDS; i++) {
      var data = scratch.resolve("startup" + i);
      for (var kind : List.of("empty data directory", "warm")) {
        try (var server = Server.linli(root, data, Map.of())) {
          medians.add(kind, server.startSeconds());
        }
      }
      Programs.deleteAll(data);
    }
    title("From ./linli serve to the first 200 of /readyz (medians of %d)", ROUNDS);
    say("| | runs (s) | median s |");
    say("|---|---|---|");
    for (var kind : List.of("empty data directory", "warm")) {
      say("| %s | %s | %s |", kind, medians.runs(kind), Medians.number(medians.of(kind)));
    }
  }

  private void cloneToAnswering() {
    title("From git clone to the first 200 of /readyz");
    say("| | s | of these building and starting |");
    say("|---|---|---|");
    for (var repository : List.of("as it is", "empty")) {
      var home = scratch.resolve("clone");
      var start = System.nanoTime();
      Programs.output(
          Map.of(), "git", "clone", "-q", "--no-hardlinks", root.toString(), home.toString());
      var environment =
          repository.equals("empty")
              ? Map.of("MAVEN_OPTS", "-Dmaven.repo.local=" + scratch.resolve("m2"))
              : Map.<String, String>of();
      try (var server = Server.linli(home, home.resolve("data"), environment)) {
        say(
            "| Maven repository %s | %.1f | %.1f |",
            repository, (System.nanoTime() - start) / 1e9, server.startSeconds());
      }
      Programs.deleteAll(home);
    }
  }

  // --- understanding ----------------------------------------------------------------------------

  private void understand() {
    var cost = UnderstandingCost.measure(root.resolve("nlp-models/corpus"));
    title("Understanding, %d messages of 15 to 25 characters, warm, one thread", cost.messages());
    say("| | ns a message |");
    say("|---|---|");
    say("| hazard gate | %s |", Medians.number(cost.gate()));
    say(
        "| everything (intent, issues, places, hazard) | %s |",
        Medians.number(cost.understanding()));
  }

  // --- many stored cases, how much is said ------------------------------------------------------

  private void million() {
    try (var million =
        new Million(vertx, scratch.resolve("million"), root.resolve("nlp-models/corpus"), CASES)) {
      var medians = million.run(ROUNDS, E2E_MESSAGES / 4);
      title("Cost of a message with %,d stored cases (medians of %d, in turns)", CASES, ROUNDS);
      say("| | empty, ms | full, ms | full ÷ empty | slowest on full, ms |");
      say("|---|---|---|---|---|");
      for (var kind : List.of("mix", "report", "progress", "join")) {
        var empty = medians.of("empty " + kind);
        var full = medians.of("full " + kind);
        say(
            "| %s | %s | %s | %.2f | %s |",
            kind,
            medians.runs("empty " + kind),
            medians.runs("full " + kind),
            full / empty,
            Medians.number(medians.of("full " + kind + " slowest")));
      }
      say("");
      say("- both databases were ready after %.0f s", million.fillSeconds());
    }
  }

  private void timers() {
    try (var timers = new Timers(vertx, scratch.resolve("timers"), javaOptions)) {
      var looks = timers.looks(TIMERS);
      title("Due work with %,d open timers", TIMERS);
      say("| | |");
      say("|---|---|");
      say(
          "| a sweep that finds nothing, ms (median, 99 of 100, slowest) | %.2f, %.2f, %.2f |",
          looks.median(), looks.ninetyNinth(), looks.slowest());
      timers.startNodes();
      for (var round = 1; round <= ROUNDS; round++) {
        var done = timers.workOff("round" + round);
        say(
            "| %,d due at once on two nodes, round %d | %,.0f a second, all done %.1f s after they"
                + " fell due, the last of %,d dangers as number %,d |",
            Timers.DUE_AT_ONCE,
            round,
            done.perSecond(),
            done.untilDone(),
            done.dangers(),
            done.lastDanger());
      }
    }
  }

  private void noise() {
    var data = scratch.resolve("noise");
    try (var database = Database.embedded(vertx, data, 4)) {
      database.migrate();
      var began = System.nanoTime();
      var noise =
          new Month(vertx, data, database, Features.Knowledge.load(), SEED).play(SEED, DAYS);
      title("What the bot says in %d days of %,d households, seed %d", DAYS, Town.HOUSEHOLDS, SEED);
      say("| | |");
      say("|---|---|");
      noise.rows().forEach(row -> say("| " + row + " |"));
      say("| played in | %.0f s |", (System.nanoTime() - began) / 1e9);
    }
  }

  private void tally() {
    var cost = TallyCost.measure();
    title("Counting a vote of %,d ballots, one thread", TallyCost.BALLOTS);
    say("| | ms |");
    say("|---|---|");
    say("| the first count after the start | %s |", Medians.number(cost.first()));
    say("| the next ones (median of 9) | %s |", Medians.number(cost.median()));
    say("| their time of the processor (median) | %s |", Medians.number(cost.processor()));
  }

  // --- printing ---------------------------------------------------------------------------------

  private static String load() {
    try {
      return Files.readString(Path.of("/proc/loadavg")).strip();
    } catch (IOException notLinux) {
      throw new UncheckedIOException(notLinux);
    }
  }

  private void title(String text, Object... gaps) {
    say("");
    say("### " + text.formatted(gaps));
    say("");
  }

  private static void say(String text, Object... gaps) {
    System.out.println(gaps.length == 0 ? text : text.formatted(gaps));
  }
}
