package linli.bot.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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

/** What a script cannot say: there everybody takes back only their own words. */
@DisplayName("A message that somebody else takes back")
class TakenBackByOthersTest {

  private static final Conversation GROUP = new Conversation("3号楼邻里群", Type.GROUP, null);

  @TempDir Path data;
  private Stage stage;

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
    stage.prepare(ScriptReader.read("a lift", List.of("estate 幸福里小区")));
    stage.advanceTo(Instant.parse("2026-11-23T02:00:00Z"));
    stage.say(event("m1", Kind.MESSAGE, "老陈", "@小邻 3号楼2单元电梯坏了", null));
  }

  private static InboundEvent event(String id, Kind kind, String who, String text, String target) {
    return new InboundEvent(
        id, kind, GROUP, new Sender(who, who), text, true, null, List.of(), target, null, null);
  }

  private static String state() {
    return TestDatabase.pool()
        .query("select state from cases")
        .execute()
        .await()
        .iterator()
        .next()
        .getString(0);
  }

  @Test
  void keeps_its_case() {
    stage.say(event("r1", Kind.RECALL, "阿梅", null, "m1"));
    assertThat(state()).isEqualTo("ASSIGNED");
  }

  @Test
  void takes_it_along_when_the_writer_does_it() {
    stage.say(event("r1", Kind.RECALL, "老陈", null, "m1"));
    assertThat(state()).isEqualTo("WITHDRAWN");
  }

  @Test
  void cannot_be_moved_by_an_edit_of_others() {
    stage.say(event("e1", Kind.EDIT, "阿梅", "@小邻 2号楼1单元电梯坏了", "m1"));
    var places =
        TestDatabase.pool().query("select building from cases order by case_id").execute().await();
    assertThat(places).extracting(row -> row.getString(0)).containsExactly("3");
  }
}
