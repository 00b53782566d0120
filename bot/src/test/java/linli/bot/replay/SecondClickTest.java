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
import linli.adapters.OutboundMessage;
import linli.bot.Features;
import linli.bot.media.Fetch;
import linli.bot.media.FileBlobs;
import linli.bot.store.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A button that is pressed a second time")
class SecondClickTest {

  @TempDir Path data;

  private Stage stage;
  private int events;

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
    stage.prepare(ScriptReader.read("twice", List.of("estate 幸福里小区")));
    stage.advanceTo(Instant.parse("2026-11-23T02:00:00Z"));
  }

  private List<OutboundMessage> say(
      String where, String who, String text, String action, String quoted) {
    var type = where.startsWith("private:") ? Type.PRIVATE : Type.GROUP;
    stage.say(
        new InboundEvent(
            "m" + events++,
            Kind.MESSAGE,
            new Conversation(where, type, null),
            new Sender(who, who),
            text,
            false,
            quoted,
            List.of(),
            null,
            action,
            null));
    return stage.heard();
  }

  @Test
  void answers_no_other_question() {
    say("private:老李", "老李", "电梯坏了", null, null);
    say("派单群", "小周", "接单 1123-01", null, null);
    var asked =
        say("派单群", "小周", "办结 1123-01 换了门锁触点", null, null).stream()
            .filter(line -> !line.buttons().isEmpty())
            .findFirst()
            .orElseThrow();
    var id = asked.id().toString();
    assertThat(say("private:老李", "老李", null, "1", id).getLast().text()).contains("满意吗");
    assertThat(say("private:老李", "老李", null, "1", id))
        .extracting(OutboundMessage::text)
        .containsExactly("这一条您已经回过了。要改主意,直接说就行。");
    assertThat(say("private:老李", "老李", "1", null, null))
        .extracting(OutboundMessage::text)
        .containsExactly("谢谢,已匿名计入。");
  }
}
