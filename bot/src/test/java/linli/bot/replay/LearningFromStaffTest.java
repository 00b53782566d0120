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
import linli.bot.cases.TypeCorrections;
import linli.bot.cases.TypeCorrections.Example;
import linli.bot.estates.EstateFile;
import linli.bot.media.Fetch;
import linli.bot.media.FileBlobs;
import linli.bot.store.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("What staff re-type")
class LearningFromStaffTest {

  private static final Instant NOW = Instant.parse("2026-11-23T02:00:00Z");
  private static final String WORDS = "3号楼2单元楼道灯不亮 我电话13812345678";

  @TempDir Path data;
  private Stage stage;
  private int events;

  @BeforeEach
  void a_report_about_a_light() {
    TestDatabase.clean();
    stage =
        new Stage(
            TestDatabase.pool(),
            TestDatabase.transactions(),
            Features.Knowledge.load(),
            Path.of("."),
            FileBlobs.in(data),
            new Fetch(TestDatabase.vertx(), Duration.ofSeconds(1), false));
    stage.prepare(ScriptReader.read("types", List.of("estate 幸福里小区", "with reception=off")));
    stage.advanceTo(NOW);
    say("老陈", WORDS);
  }

  private void say(String who, String text) {
    stage.say(
        new InboundEvent(
            "m" + events++,
            Kind.MESSAGE,
            new Conversation("private:" + who, Type.PRIVATE, null),
            new Sender(who, who),
            text,
            false,
            null,
            List.of(),
            null,
            null,
            null));
  }

  private static List<Example> examples() {
    return TestDatabase.transactions()
        .run(tx -> new TypeCorrections().examples(tx, EstateFile.shippedDemo().id()));
  }

  @Test
  void becomes_a_masked_example_with_the_last_type() {
    assertThat(examples()).isEmpty();
    say("李经理", "改类 1123-01 供电用电");
    say("李经理", "改类 1123-01 公共设施与道路");
    assertThat(examples()).extracting(Example::type).containsExactly("public_facility");
    assertThat(examples().getFirst().text()).contains("灯不亮").doesNotContain("13812345678");
  }

  @Test
  void is_no_example_when_the_reporter_wants_to_stay_unknown() {
    say("李经理", "改类 1123-01 供电用电");
    say("老陈", "匿名 1123-01");
    assertThat(examples()).isEmpty();
  }

  @Test
  void is_no_example_after_the_reporter_took_the_words_back() {
    say("李经理", "改类 1123-01 供电用电");
    stage.say(
        new InboundEvent(
            "recall",
            Kind.RECALL,
            new Conversation("private:老陈", Type.PRIVATE, null),
            new Sender("老陈", "老陈"),
            null,
            false,
            null,
            List.of(),
            "m0",
            null,
            null));
    assertThat(examples()).isEmpty();
  }
}
