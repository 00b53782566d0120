package linli.bot.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import linli.adapters.InboundEvent;
import linli.adapters.InboundEvent.Conversation;
import linli.adapters.InboundEvent.Conversation.Type;
import linli.adapters.InboundEvent.Kind;
import linli.adapters.InboundEvent.Media;
import linli.adapters.InboundEvent.Sender;
import linli.adapters.OutboundMessage;
import linli.bot.Features;
import linli.bot.estates.roster.RosterImport;
import linli.bot.estates.roster.RosterImport.Result;
import linli.bot.estates.roster.RosterImport.Sent;
import linli.bot.media.Fetch;
import linli.bot.media.FileBlobs;
import linli.bot.store.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a script cannot say: second accounts, people without a name, rosters, staff taken away. */
@DisplayName("Who lives where")
class HomesTest {

  private static final Instant NOW = Instant.parse("2026-11-23T02:00:00Z");
  private static final String CLOSING = "【1123-01】万家物业报告已修好:换了水管。现在正常吗?回1=好了 2=没好";

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
    stage.prepare(ScriptReader.read("homes", List.of("estate 幸福里小区", "with reception=off")));
    stage.advanceTo(NOW);
  }

  private List<OutboundMessage> heard(String who, String name, String text, List<Media> media) {
    var alone = new Conversation("private:" + who, Type.PRIVATE, null);
    stage.say(
        new InboundEvent(
            "m" + events++,
            Kind.MESSAGE,
            alone,
            new Sender(who, name),
            text,
            false,
            null,
            media,
            null,
            null,
            null));
    return stage.heard();
  }

  private List<String> say(String who, String text) {
    return texts(heard(who, who, text, List.of()));
  }

  private List<String> sayWithoutName(String who, String text) {
    return texts(heard(who, null, text, List.of()));
  }

  private static List<String> texts(List<OutboundMessage> heard) {
    return heard.stream().map(OutboundMessage::text).toList();
  }

  private static void sql(String sql, Object... values) {
    TestDatabase.pool().preparedQuery(sql).execute(Tuple.from(values)).await();
  }

  private void onlyWorks(String role) {
    sql("delete from duty");
    sql("delete from staff_role where role <> $1", role);
    sql(
        "insert into estates_revision (n) values (1) on conflict (only_row) do update set n = estates_revision.n + 1");
    say("路人", "谢谢");
  }

  // --- who confirms -----------------------------------------------------------------------------

  @Test
  void is_confirmed_by_nobody_for_themselves_from_another_account() {
    sql(
        """
        insert into account (channel, account_id, estate_id, person_id)
        select channel, '王芳二号', estate_id, person_id from account where account_id = '王芳'
        """);
    say("王芳二号", "绑定 3-1-701 业主");
    assertThat(say("王芳", "确认绑定 1")).containsExactly("【绑1】是您自己的,要请别人来核对。");
    assertThat(say("孙工", "确认绑定 1")).contains("✅已确认【绑1】,已告诉本人。");
  }

  @Test
  void is_confirmed_by_who_may_add_staff_where_nobody_else_can() {
    onlyWorks("secretary");
    var asked = heard("新来的", "新来的", "绑定 3-2-501 业主", List.of());
    assertThat(asked)
        .extracting(OutboundMessage::conversationId)
        .containsExactlyInAnyOrder("private:张书记", "private:新来的");
    assertThat(texts(asked)).anyMatch(said -> said.startsWith("已请民情书记核对您是不是3号楼2单元501室的业主"));
    assertThat(say("张书记", "确认绑定 1")).contains("✅已确认【绑1】,已告诉本人。");
  }

  @Test
  void is_not_promised_to_be_checked_where_nobody_can() {
    onlyWorks("street_duty");
    assertThat(say("新来的", "绑定 3-2-501 业主"))
        .containsExactly("现在还没有人能核对住户,对不起。有纸质绑定码就直接发给我;没绑定也能报事、查自己的单。");
  }

  @Test
  void is_checked_under_the_name_that_somebody_without_one_is_asked_for() {
    assertThat(sayWithoutName("x9", "绑定 3-2-501 业主")).containsExactly("请问怎么称呼您?核对的人要知道是谁,比如:王阿姨。");
    assertThat(sayWithoutName("x9", "我叫赵秀英"))
        .first()
        .asString()
        .startsWith("🏠绑定【绑1】“赵秀英”说是3号楼2单元501室的业主。");
  }

  // --- a roster takes a home away ---------------------------------------------------------------

  private void reportAndRepair() {
    say("老陈", "我家厨房水管漏水");
    say("客服小吴", "接单 1123-01");
    var photo = new Media(Media.Type.IMAGE, null, Exhibits.PHOTO, null, null, null, null, null);
    assertThat(texts(heard("客服小吴", "客服小吴", "办结 1123-01 换了水管", List.of(photo)))).contains(CLOSING);
  }

  private void importRosterWithoutChen() {
    var rows = "楼栋,单元,房号,建筑面积,面积来源,姓名,手机,关系,居住\n3,2,1101,89.60,,新业主,13900000000,业主,是\n";
    var clock = Clock.fixed(stage.now(), ZoneOffset.UTC);
    var result =
        TestDatabase.transactions()
            .run(
                tx ->
                    new RosterImport(TestDatabase.transactions(), clock, "xingfuli")
                        .run(tx, Sent.of(rows.getBytes(StandardCharsets.UTF_8)), true));
    assertThat(result).isInstanceOf(Result.Applied.class);
  }

  @Test
  void ends_the_say_in_its_cases_when_a_roster_takes_the_home_away() {
    reportAndRepair();
    importRosterWithoutChen();
    assertThat(say("老陈", "1")).containsExactly("您没有等着确认的单。发“进度”看看。");
    assertThat(say("老陈", "没好 1123-01")).containsExactly("【1123-01】不在您名下。发“进度”看您自己的单。");
  }

  @Test
  void is_told_to_whom_a_roster_takes_the_home_away() {
    reportAndRepair();
    importRosterWithoutChen();
    stage.advanceTo(NOW.plusSeconds(1));
    var told = stage.heard();
    assertThat(told)
        .filteredOn(m -> m.conversationId().equals("private:老陈"))
        .extracting(OutboundMessage::text)
        .containsExactly("名册更新后您不再登记在3号楼2单元1101室,那一户的事不再通知您。有误请发“人工”。");
    assertThat(say("老陈", "1")).containsExactly("您现在没有等着回答的问题。有事直接说。");
  }
}
