package linli.bot;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import linli.bot.estates.EstateFile;
import linli.bot.logging.JsonLines;
import linli.bot.store.TestDatabase;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Sends every line of every golden conversation through HTTP and reads the logs and metrics. */
@DisplayName("Logs and metrics")
class NothingLeaksTest {

  private static final Pattern SAID = Pattern.compile("> \\[(私聊 )?([^]]+)] ([^::]+)[::] ?(.*)");
  private static final String TIME = "{\"time\":\"";
  private static final Instant NOW = Instant.parse("2026-11-23T02:00:00Z");

  @TempDir Path data;

  private record Said(String conversation, boolean isPrivate, String speaker, String text) {}

  @Test
  void hold_no_word_of_a_resident_and_no_name() throws Exception {
    var lines = residentLines();
    var logs = new ListAppender<ILoggingEvent>();
    var root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    var ours = (Logger) LoggerFactory.getLogger("linli");
    var before = ours.getLevel();
    ours.setLevel(Level.TRACE);
    logs.start();
    root.addAppender(logs);
    String metrics;
    try {
      metrics = play(lines);
    } finally {
      root.detachAppender(logs);
      ours.setLevel(before);
    }
    var log = text(logs.list);
    assertThat(lines).hasSizeGreaterThan(100);
    assertThat(logs.list).as("the log was listened to").isNotEmpty();
    assertThat(metrics).contains("linli");
    for (var forbidden : forbidden(lines)) {
      assertThat(log).as("log").doesNotContain(forbidden);
      assertThat(metrics).as("metrics").doesNotContain(forbidden);
    }
  }

  /** Plays the lines against a whole service; a fault on purpose makes it log failures, too. */
  private String play(List<Said> lines) throws Exception {
    TestDatabase.clean();
    var clock = new MovableClock(NOW);
    var wiring =
        new Wiring(
            TestService.vertx(),
            TestService.config(data, TestDatabase.url(), null),
            TestDatabase.database(),
            clock);
    var features =
        new Features(
            Features.Knowledge.load(), wiring.outbox(), wiring.due(), Map.of(), false, clock);
    features.importEstate(wiring.transactions(), EstateFile.shippedDemo(), "webhook");
    features.loadEstates(wiring.database().pool());
    var domain = features.domain(router -> {});
    var failing =
        new Domain(
            (tx, estate, received) -> {
              if (received.event().id().endsWith("7")) {
                tx.query("select no_such_column").execute().await();
              }
              return domain.handler().handle(tx, estate, received);
            },
            domain.estates(),
            domain.hazards(),
            domain.wantsMedia(),
            domain.routes(),
            domain.ready());
    var service = Service.start(wiring, failing);
    try {
      for (int i = 0; i < lines.size(); i++) {
        var response = TestService.post(service, clock, json(lines.get(i), i));
        assertThat(response.statusCode()).isEqualTo(200);
      }
      TestService.post(service, clock, "{\"text\":\"" + lines.getFirst().text());
      service.processing().drain();
      var token = Files.readString(data.resolve("api.token")).strip();
      return TestService.send(
              TestService.request(service, "/metrics").header("Authorization", "Bearer " + token))
          .body();
    } finally {
      service.close();
    }
  }

  private static String json(Said said, int i) {
    var conversation =
        said.isPrivate()
            ? new JsonObject().put("id", "private:" + said.conversation()).put("type", "private")
            : new JsonObject().put("id", said.conversation()).put("type", "group");
    return new JsonObject()
        .put("id", "leak-" + i)
        .put("conversation", conversation)
        .put("sender", new JsonObject().put("id", said.speaker()).put("name", said.speaker()))
        .put("text", said.text())
        .put("time", "2026-11-23T10:00:00+08:00")
        .encode();
  }

  private static List<Said> residentLines() throws Exception {
    try (var files = Files.walk(Path.of("src/test/resources/conversations"))) {
      return files
          .filter(file -> file.toString().endsWith(".chat"))
          .sorted()
          .flatMap(NothingLeaksTest::lines)
          .map(SAID::matcher)
          .filter(java.util.regex.Matcher::matches)
          .map(m -> new Said(m.group(2), m.group(1) != null, m.group(3), m.group(4)))
          .toList();
    }
  }

  private static java.util.stream.Stream<String> lines(Path file) {
    try {
      return Files.readAllLines(file).stream();
    } catch (java.io.IOException unreadable) {
      throw new IllegalStateException(unreadable);
    }
  }

  /** Every sentence, every part of one, every name; too short ones could stand anywhere. */
  private static java.util.Set<String> forbidden(List<Said> lines) {
    var forbidden = new TreeSet<String>();
    for (var line : lines) {
      forbidden.add(line.speaker());
      forbidden.add(line.text().strip());
      for (var part : line.text().split("[\\s,,。!!??]+")) {
        forbidden.add(part);
      }
    }
    forbidden.add("13812345678");
    forbidden.removeIf(text -> text.length() < 2 || text.matches("[\\x00-\\x7f]{1,4}"));
    return forbidden;
  }

  /** Without the time at the head of each line: somebody may have said 15:00. */
  private static String text(List<ILoggingEvent> events) {
    var encoder = new JsonLines();
    encoder.start();
    var all = new StringBuilder();
    for (var event : List.copyOf(events)) {
      var line = new String(encoder.encode(event), StandardCharsets.UTF_8);
      assertThat(line).startsWith(TIME);
      all.append(line.substring(line.indexOf(',')));
    }
    return all.toString();
  }
}
