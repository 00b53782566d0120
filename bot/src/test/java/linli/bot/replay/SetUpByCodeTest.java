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

/** What a script cannot say: codes are drawn anew each time. */
@DisplayName("Beginning to work by a code")
class SetUpByCodeTest {

  private static final Instant NOW = Instant.parse("2026-11-23T02:00:00Z");
  private static final String WRONG = "这个上岗码不对,或者用过、过期了。请找给您码的人再要一个。";
  private static final Features.Knowledge KNOWLEDGE = Features.Knowledge.load();

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
            KNOWLEDGE,
            Path.of("."),
            FileBlobs.in(data),
            new Fetch(TestDatabase.vertx(), Duration.ofSeconds(1), false));
    stage.prepare(ScriptReader.read("codes", List.of("estate 幸福里小区", "with reception=off")));
    stage.advanceTo(NOW);
  }

  private String say(String who, String text) {
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
    var heard = stage.heard();
    return heard.stream()
        .filter(message -> message.conversationId().equals("private:" + who))
        .map(message -> message.text())
        .findFirst()
        .orElse("");
  }

  private String codeFor(String by, String post) {
    return say(by, "加人 " + post).replaceAll(".*上岗 ([0-9A-Z-]+).*", "$1");
  }

  private static List<String> rows(String sql) {
    return TestDatabase.pool().query(sql).execute().await().stream()
        .map(row -> row.getString(0))
        .toList();
  }

  @Test
  void is_possible_for_seven_days() {
    var early = codeFor("张书记", "网格员 小红");
    var late = codeFor("张书记", "网格员 小明");
    stage.advanceTo(NOW.plus(Duration.ofDays(7)).minusSeconds(1));
    assertThat(say("hong", "上岗 " + early)).startsWith("好,您现在是幸福里小区的网格员。");
    stage.advanceTo(NOW.plus(Duration.ofDays(7)));
    assertThat(say("ming", "上岗 " + late)).isEqualTo(WRONG);
  }

  @Test
  void is_over_for_a_day_after_five_wrong_codes() {
    var right = codeFor("张书记", "网格员 小红");
    for (int i = 0; i < 5; i++) {
      assertThat(say("guesser", "上岗 AAAA-AAA" + "23456".charAt(i))).isEqualTo(WRONG);
    }
    assertThat(say("guesser", "上岗 " + right)).isEqualTo(WRONG);
    stage.advanceTo(NOW.plus(Duration.ofDays(1)));
    assertThat(say("guesser", "上岗 " + right)).startsWith("好,您现在是幸福里小区的网格员。");
  }

  @Test
  void gives_a_name_to_who_had_none() {
    say("新来的", "绑定 3-2-501 业主");
    say("王芳", "确认绑定 1");
    assertThat(say("新来的", "上岗 " + codeFor("张书记", "网格员 小红"))).startsWith("好,您现在是");
    assertThat(say("张书记", "撤人 网格员 小红")).startsWith("好,网格员已撤岗。");
  }

  @Test
  void keeps_the_name_of_who_is_in_the_register() {
    assertThat(say("老陈", "上岗 " + codeFor("张书记", "楼栋长 陈师傅"))).startsWith("好,您现在是");
    assertThat(
            rows(
                "select name from person join account using (estate_id, person_id) "
                    + "where account_id = '老陈'"))
        .containsExactly("老陈");
  }

  @Test
  void is_not_possible_with_a_code_of_somebody_who_is_gone() {
    var code = codeFor("马姐", "网格员 小红");
    var other = codeFor("张书记", "网格员 小明");
    assertThat(say("张书记", "撤人 马姐")).startsWith("好,副书记已撤岗。");
    assertThat(say("hong", "上岗 " + code)).isEqualTo(WRONG);
    assertThat(say("ming", "上岗 " + other)).startsWith("好,您现在是");
  }

  @Test
  void leaves_no_code_in_what_was_said() {
    var staff = codeFor("张书记", "网格员 小红");
    var home = say("王芳", "登记 3-2-901 王阿姨 户主 13800000000").replaceAll(".*绑定 ([0-9A-Z-]+).*", "$1");
    var said =
        "select text from outbox where text like '%" + staff + "%' or text like '%" + home + "%'";
    stage.advanceTo(NOW.plus(Duration.ofHours(24)).minusSeconds(1));
    assertThat(rows(said)).hasSize(2);
    stage.advanceTo(NOW.plus(Duration.ofHours(24)));
    assertThat(rows(said)).isEmpty();
    assertThat(rows("select text from outbox where text = '上岗码、绑定码24小时后不再显示。'")).hasSize(2);
    assertThat(say("hong", "上岗 " + staff)).startsWith("好,您现在是");
  }
}
