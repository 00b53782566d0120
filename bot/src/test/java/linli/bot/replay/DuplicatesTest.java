package linli.bot.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import linli.adapters.InboundEvent;
import linli.adapters.InboundEvent.Conversation;
import linli.adapters.InboundEvent.Conversation.Type;
import linli.adapters.InboundEvent.Kind;
import linli.adapters.InboundEvent.Sender;
import linli.bot.Features;
import linli.bot.media.Fetch;
import linli.bot.media.FileBlobs;
import linli.bot.store.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same matter in many words becomes one case, another matter never the same one. */
@DisplayName("Reports of neighbours")
class DuplicatesTest {

  private static final Instant BEGIN = Instant.parse("2026-11-23T01:00:00Z");
  private static final Duration BETWEEN = Duration.ofMinutes(2);

  @TempDir Path data;
  private Stage stage;
  private int events;

  private record Said(String matter, String who, String words) {}

  @BeforeEach
  void begin() {
    TestDatabase.clean();
    stage =
        new Stage(
            TestDatabase.pool(),
            TestDatabase.transactions(),
            Features.Knowledge.load(),
            Path.of("."),
            FileBlobs.in(data),
            new Fetch(TestDatabase.vertx(), Duration.ofSeconds(1), false));
    stage.prepare(ScriptReader.read("stream", List.of("estate 幸福里小区", "with reception=off")));
    stage.advanceTo(BEGIN);
  }

  private static List<Said> stream(String part) throws IOException {
    return Files.readAllLines(Path.of("src/test/resources/duplicates/stream.tsv")).stream()
        .filter(line -> line.startsWith(part))
        .map(line -> line.split("\t"))
        .map(columns -> new Said(columns[0], columns[1], columns[2]))
        .toList();
  }

  /** The case that heard the words last, or null when none did. */
  private Long caseOf(Said said) {
    stage.advanceTo(BEGIN.plus(BETWEEN.multipliedBy(events)));
    stage.say(
        new InboundEvent(
            "m" + events++,
            Kind.MESSAGE,
            new Conversation("private:" + said.who(), Type.PRIVATE, null),
            new Sender(said.who(), said.who()),
            said.words(),
            false,
            null,
            List.of(),
            null,
            null,
            null));
    for (var row :
        TestDatabase.pool()
            .preparedQuery("select case_id from case_report where raw_text = $1 order by at desc")
            .execute(Tuple.of(said.words()))
            .await()) {
      return row.getLong("case_id");
    }
    return null;
  }

  private record Figures(int rightly, int wrongly, int missed, int pairs) {
    double precision() {
      return (double) rightly / (rightly + wrongly);
    }

    double recall() {
      return (double) rightly / (rightly + missed);
    }
  }

  private Figures measure(String part) throws IOException {
    var said = stream(part);
    var cases = new ArrayList<Long>();
    said.forEach(one -> cases.add(caseOf(one)));
    var rightly = 0;
    var wrongly = 0;
    var missed = 0;
    for (var i = 0; i < said.size(); i++) {
      for (var j = 0; j < i; j++) {
        var same = said.get(i).matter().equals(said.get(j).matter());
        var joined = cases.get(i) != null && cases.get(i).equals(cases.get(j));
        rightly += same && joined ? 1 : 0;
        wrongly += !same && joined ? 1 : 0;
        missed += same && !joined ? 1 : 0;
        if (same != joined && Boolean.getBoolean("duplicates.show")) {
          System.out.println((same ? "MISSED " : "WRONG ") + said.get(j) + " " + said.get(i));
        }
      }
    }
    return new Figures(rightly, wrongly, missed, said.size() * (said.size() - 1) / 2);
  }

  @Test
  void are_joined_rarely_wrong_and_mostly_when_they_are_the_same() throws IOException {
    for (var part : List.of("a", "b")) {
      begin();
      events = 0;
      var found = measure(part);
      System.out.printf(
          "duplicates %s: %d pairs, %d right, %d wrong, %d missed, precision %.3f, recall %.3f%n",
          part,
          found.pairs(),
          found.rightly(),
          found.wrongly(),
          found.missed(),
          found.precision(),
          found.recall());
      assertThat(found.pairs()).isGreaterThanOrEqualTo(400);
      assertThat(found.precision()).isGreaterThanOrEqualTo(0.97);
      assertThat(found.recall()).isGreaterThanOrEqualTo(0.85);
    }
  }
}
