package linli.bot.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.sqlclient.Tuple;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import linli.adapters.InboundEvent;
import linli.adapters.InboundEvent.Conversation;
import linli.adapters.InboundEvent.Conversation.Type;
import linli.adapters.InboundEvent.Kind;
import linli.adapters.InboundEvent.Sender;
import linli.bot.Features;
import linli.bot.households.HouseholdCodes;
import linli.bot.households.HouseholdCodes.Printed;
import linli.bot.media.Fetch;
import linli.bot.media.FileBlobs;
import linli.bot.store.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a script cannot say: codes are drawn anew each time. */
@DisplayName("Binding by a code")
class BindingByCodeTest {

  private static final Instant NOW = Instant.parse("2026-11-23T02:00:00Z");
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
            Features.Knowledge.load(),
            Path.of("."),
            FileBlobs.in(data),
            new Fetch(TestDatabase.vertx(), Duration.ofSeconds(1), false));
    stage.prepare(ScriptReader.read("codes", List.of("estate 幸福里小区", "with reception=off")));
    stage.advanceTo(NOW);
  }

  private List<String> say(String who, String text) {
    var alone = new Conversation("private:" + who, Type.PRIVATE, null);
    stage.say(
        new InboundEvent(
            "m" + events++,
            Kind.MESSAGE,
            alone,
            new Sender(who, who),
            text,
            false,
            null,
            List.of(),
            null,
            null,
            null));
    return stage.heard().stream().map(m -> m.text()).toList();
  }

  private static Printed codeOf(String home) {
    return TestDatabase.transactions()
        .run(
            tx ->
                new HouseholdCodes()
                    .print(tx, "xingfuli", home.split("-")[0], NOW, NOW.plus(Duration.ofDays(30))))
        .stream()
        .filter(p -> p.home().name().equals(home))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void asks_how_they_belong_there_and_is_over_at_once() {
    var code = codeOf("3-2-501").code();
    assertThat(say("新来的", "绑定 " + code)).containsExactly("您和3号楼2单元501室是什么关系?回1=业主 2=家人 3=租客");
    assertThat(say("新来的", "3")).containsExactly("已绑定3号楼2单元501室(租客)。以后说“我家”我就知道是哪儿。搬走了发“解绑”。");
    assertThat(say("新来的", "我的")).contains("您登记的住处:3号楼2单元501室(租客)。");
    assertThat(say("别人", code)).containsExactly("这个绑定码已经用过了。家里其他人请发“绑定 楼-单元-房号”,由工作人员核对。");
  }

  @Test
  void gives_it_to_the_one_who_answers_first() {
    var code = codeOf("3-2-501").code();
    say("甲", code);
    say("乙", code);
    assertThat(say("乙", "家人")).first().asString().startsWith("已绑定3号楼2单元501室");
    assertThat(say("甲", "1")).first().asString().startsWith("这个绑定码已经用过了");
    assertThat(say("甲", "我的")).first().isEqualTo("您还没登记住处,照样可以报事。");
  }

  @Test
  void ends_what_staff_were_asked_before() {
    say("新来的", "绑定 3-2-501 业主");
    say("新来的", codeOf("3-2-501").code());
    say("新来的", "1");
    assertThat(say("王芳", "确认绑定 1")).containsExactly("【绑1】已经有结果了。");
  }

  /** A paper from the mailbox proves where somebody lives, not that they are the owner. */
  @Test
  void makes_nobody_an_owner_of_the_register() {
    say("王芳", "登记 3-2-901 王阿姨 户主 13800000000");
    assertThat(say("新来的", codeOf("3-2-901").code())).hasSize(1);
    assertThat(say("新来的", "1")).first().asString().startsWith("已绑定3号楼2单元901室(业主)");
    assertThat(nameOf("新来的")).isNotEqualTo("王阿姨");
  }

  @Test
  void lets_somebody_in_the_register_say_who_they_are() {
    say("王芳", "登记 3-2-901 王小妹 家人 13800000000");
    assertThat(say("新来的", codeOf("3-2-901").code())).hasSize(1);
    assertThat(say("新来的", "2")).containsExactly("登记的家人里有您吗?1王** 2都不是");
    assertThat(say("新来的", "1")).first().asString().startsWith("已绑定3号楼2单元901室(家人)");
    assertThat(nameOf("新来的")).isEqualTo("王小妹");
  }

  private static String nameOf(String account) {
    return TestDatabase.pool()
        .preparedQuery(
            "select p.name from account a join person p using (estate_id, person_id) where a.account_id = $1")
        .execute(Tuple.of(account))
        .await()
        .iterator()
        .next()
        .getString(0);
  }

  @Test
  void that_was_shown_at_the_door_knows_who_it_is() {
    var told = say("王芳", "登记 3-2-901 王阿姨 户主 13800000000").getFirst();
    var code = told.replaceAll(".*绑定 ([0-9A-Z-]+).*", "$1");
    assertThat(say("阿姨的微信", code)).first().asString().startsWith("已绑定3号楼2单元901室(业主)");
    assertThat(say("阿姨的微信", code)).first().asString().startsWith("这个绑定码已经用过了");
    stage.advanceTo(NOW.plus(Duration.ofDays(2)));
    var late = say("王芳", "登记 3-2-902 李四 租客 13800000001").getFirst();
    stage.advanceTo(NOW.plus(Duration.ofDays(4)));
    assertThat(say("晚来的", late.replaceAll(".*绑定 ([0-9A-Z-]+).*", "$1")))
        .first()
        .asString()
        .startsWith("这个绑定码过期或作废了");
  }

  @Test
  void adds_a_second_home_to_the_same_person() {
    say("老陈", codeOf("3-1-801").code());
    say("老陈", "1");
    assertThat(say("老陈", "我的")).first().asString().contains("3号楼2单元1101室(业主)", "3号楼1单元801室(业主)");
  }

  private static String codeIn(String told) {
    return told.replaceAll(".*(?:绑定|上岗) ([0-9A-Z-]+).*", "$1");
  }

  private static List<String> rolesOf(String account) {
    var rows =
        TestDatabase.pool()
            .preparedQuery(
                "select role from account join staff_role using (estate_id, person_id) where account_id = $1")
            .execute(Tuple.of(account))
            .await();
    return StreamSupport.stream(rows.spliterator(), false).map(row -> row.getString(0)).toList();
  }

  private void secretaryLivesIn1001() {
    say("张书记", "绑定 3-2-1001 业主");
    say("王芳", "确认绑定 1");
  }

  @Test
  void from_a_visit_makes_nobody_a_member_of_staff() {
    secretaryLivesIn1001();
    var code = codeIn(say("客服小吴", "登记 3-2-1001 张书记 业主 13911112222").getFirst());
    assertThat(say("骗子", code)).first().asString().startsWith("已绑定3号楼2单元1001室(业主)");
    assertThat(rolesOf("骗子")).isEmpty();
    assertThat(say("骗子", "加人 书记 坏人")).noneMatch(said -> said.contains("上岗码"));
    assertThat(rolesOf("张书记")).containsExactly("secretary");
  }

  @Test
  void that_was_given_before_somebody_became_staff_does_not_make_one_either() {
    var used = codeIn(say("王芳", "登记 3-2-901 王阿姨 户主 13800000000").getFirst());
    var kept = codeIn(say("王芳", "登记 3-2-901 王阿姨 户主 13800000000").getFirst());
    say("阿姨的微信", used);
    say("阿姨的微信", "上岗 " + codeIn(say("张书记", "加人 楼栋长 王阿姨").getFirst()));
    assertThat(rolesOf("阿姨的微信")).containsExactly("building_head");
    assertThat(say("骗子", kept)).first().asString().startsWith("已绑定3号楼2单元901室(业主)");
    assertThat(rolesOf("骗子")).isEmpty();
  }

  /** Who speaks on another platform only could get a second account here. */
  private void secretaryIsOnAnotherPlatform() {
    secretaryLivesIn1001();
    TestDatabase.pool()
        .query("update account set channel = 'wecom' where account_id = '张书记'")
        .execute()
        .await();
  }

  @Test
  void from_the_mailbox_offers_nobody_of_staff() {
    secretaryIsOnAnotherPlatform();
    say("骗子", codeOf("3-2-1001").code());
    assertThat(say("骗子", "1")).first().asString().startsWith("已绑定3号楼2单元1001室(业主)");
    assertThat(rolesOf("骗子")).isEmpty();
  }

  @Test
  void is_not_needed_by_whom_staff_confirm_under_the_name_of_one_of_them() {
    secretaryIsOnAnotherPlatform();
    assertThat(say("骗子", "绑定 3-2-1001 业主")).noneMatch(said -> said.contains("在册"));
    say("王芳", "确认绑定 2 张书记");
    assertThat(say("骗子", "我的")).first().asString().contains("3号楼2单元1001室(业主)");
    assertThat(rolesOf("骗子")).isEmpty();
  }
}
