package linli.bot.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import linli.adapters.InboundEvent;
import linli.adapters.InboundEvent.Conversation;
import linli.adapters.InboundEvent.Conversation.Type;
import linli.adapters.InboundEvent.Kind;
import linli.adapters.InboundEvent.Media;
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

/** Looks into every row of every table for what is left of somebody who asked to be forgotten. */
@DisplayName("Whoever asked to be forgotten")
class ErasureTest {

  private static final Instant NOW = Instant.parse("2026-11-23T02:00:00Z");
  private static final String WHO = "老陈";
  private static final String OWN_PHONE = "13700007777";
  private static final String LEFT_PHONE = "13800138000";

  /** Longer than what a summary keeps of it. */
  private static final String LAST_WORDS = "我儿子周末回来才有人开门";

  private static final List<String> TRACES =
      List.of(WHO, OWN_PHONE, LEFT_PHONE, LAST_WORDS, "夜里总睡不着");

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
    stage.prepare(ScriptReader.read("erasure", List.of("estate 幸福里小区")));
    stage.advanceTo(NOW);
    sql("update person set phone = $1 where name = $2", OWN_PHONE, WHO);
  }

  private static void sql(String sql, Object... values) {
    TestDatabase.pool().preparedQuery(sql).execute(Tuple.from(values)).await();
  }

  private static List<Row> rows(String sql, Object... values) {
    var found = TestDatabase.pool().preparedQuery(sql).execute(Tuple.from(values)).await();
    return StreamSupport.stream(found.spliterator(), false).toList();
  }

  private List<String> say(Conversation where, String who, String text, List<Media> media) {
    stage.say(
        new InboundEvent(
            "m" + events++,
            Kind.MESSAGE,
            where,
            new Sender(who, who),
            text,
            false,
            null,
            media,
            null,
            null,
            null));
    return stage.heard().stream().map(OutboundMessage::text).toList();
  }

  private List<String> alone(String who, String text) {
    return say(new Conversation("private:" + who, Type.PRIVATE, null), who, text, List.of());
  }

  private void inGroup(String text) {
    say(new Conversation("3号楼邻里群", Type.GROUP, null), WHO, text, List.of());
  }

  private static Media photo() {
    return new Media(Media.Type.IMAGE, null, Exhibits.PHOTO, null, null, null, null, null);
  }

  /** Table and trace, of each row in which one is found. */
  private static List<String> found(List<String> traces) {
    var found = new ArrayList<String>();
    for (var table :
        rows(
            """
            select table_name from information_schema.tables
            where table_schema = current_schema() and table_type = 'BASE TABLE'
            order by 1
            """)) {
      var name = table.getString(0);
      for (var trace : traces) {
        var sql = "select 1 from \"" + name + "\" as r where strpos(r::text, $1) > 0 limit 1";
        if (!rows(sql, trace).isEmpty()) {
          found.add(name + ": " + trace);
        }
      }
    }
    return found;
  }

  /** Everything that can be known of a resident. */
  private void live() {
    say(
        new Conversation("private:" + WHO, Type.PRIVATE, null),
        WHO,
        "我家厨房水管漏水 " + LAST_WORDS,
        List.of(photo()));
    alone(WHO, LEFT_PHONE);
    alone("客服小吴", "详情 1123-01");
    inGroup("@小邻 3号楼2单元电梯坏了 " + LAST_WORDS);
    inGroup("@小邻 你好");
    alone(WHO, "不要再提醒 1123-02");
    alone(WHO, "不要再提醒 停水停电");
    alone(WHO, "大字");
    alone(WHO, "报名 楼上夜里总睡不着太吵");
    alone(WHO, "绑定 3-2-502");
    alone(WHO, "1");
    alone(WHO, "AAAA-AAAA");
    say(new Conversation("private:" + WHO, Type.PRIVATE, null), WHO, "", List.of(photo()));
    alone(WHO, "人工");
    sql(
        """
        insert into inbox (event_key, channel, conversation, payload, received_at, attempts, parked_at)
        select gen_random_uuid(), channel, 'private:老陈', '{"sender":{"id":"老陈"}}', now(), 5, now()
        from account where account_id = '老陈'
        """);
    sql(
        "insert into sealed_review (estate_id, hazard, text, at) select estate_id, 'fire', raw_text, at from case_report where case_id = 1");
  }

  private void settle() {
    sql(
        """
        update cases set state = 'CLOSED', outcome = 'SOLVED', closed_at = opened_at
        where closed_at is null and summary <> '删除我的信息'
        """);
  }

  @Test
  void stands_in_no_row_of_any_table_afterwards() {
    live();
    alone("阿梅", "我家马桶堵了 家里老人急用");
    var before = found(TRACES);
    assertThat(before)
        .as("what is looked for is there")
        .contains(
            "account: 老陈",
            "binding_request: 老陈",
            "case_contact: " + LEFT_PHONE,
            "case_report: " + LAST_WORDS,
            "inbox: 老陈",
            "media: 老陈",
            "outbox: " + LAST_WORDS,
            "person: " + OWN_PHONE,
            "reception_entry: 夜里总睡不着",
            "sealed_review: " + LAST_WORDS,
            "topic_mute: 老陈",
            "large_text: 老陈");
    alone(WHO, "删除我的信息");
    alone(WHO, "1");
    settle();
    stage.advanceTo(NOW.plus(Duration.ofDays(7)).plusSeconds(60));
    assertThat(stage.heard().stream().map(OutboundMessage::text))
        .anyMatch(said -> said.contains("您的信息已删除"));
    stage.advanceTo(NOW.plus(Duration.ofDays(8)).plusSeconds(120));
    assertThat(found(TRACES)).isEmpty();
    assertThat(rows("select 1 from cases where room = '1101'")).isEmpty();
    assertThat(rows("select 1 from case_report where raw_text like '我家马桶堵了%'"))
        .as("what neighbours said")
        .hasSize(1);
    assertThat(rows("select 1 from account where account_id = '阿梅'")).hasSize(1);
  }

  /** More lines than one transaction looks through. */
  @Test
  void stands_in_no_line_to_others_however_many_there_are() {
    live();
    sql(
        """
        insert into outbox (id, channel, conversation, conversation_type, text, estate_id,
                            created_at, state)
        select gen_random_uuid(), channel, conversation, 'group',
               case when n % 2000 = 1 then '详情:' || raw_text else '好' end, estate_id, created_at,
               'polled'
        from (select * from outbox order by seq limit 1) as line,
             (select raw_text from case_report where strpos(raw_text, $1) > 0 limit 1) as said,
             generate_series(1, 4001) as n
        """,
        LAST_WORDS);
    alone(WHO, "删除我的信息");
    alone(WHO, "1");
    settle();
    stage.advanceTo(NOW.plus(Duration.ofDays(7)).plusSeconds(60));
    assertThat(rows("select 1 from outbox where strpos(text, $1) > 0", LAST_WORDS)).isEmpty();
    assertThat(rows("select 1 from outbox where text = '好'")).hasSize(3998);
    assertThat(rows("select 1 from erasure_word")).isEmpty();
    assertThat(rows("select 1 from due_work where kind = 'erasure.lines'")).hasSizeGreaterThan(2);
  }

  @Test
  void is_waited_for_while_something_of_the_home_is_open_but_not_longer_than_15_days() {
    alone(WHO, "我家厨房水管漏水");
    alone(WHO, "删除我的信息");
    alone(WHO, "1");
    stage.advanceTo(NOW.plus(Duration.ofDays(14)));
    assertThat(rows("select 1 from account where account_id = $1", WHO)).hasSize(1);
    stage.advanceTo(NOW.plus(Duration.ofDays(15)).plusSeconds(60));
    assertThat(rows("select 1 from account where account_id = $1", WHO)).isEmpty();
  }

  @Test
  void keeps_the_name_that_a_vote_needs_and_nothing_else() {
    sql(
        """
        with drafted as (
          insert into vote (estate_id, no, matter, question, policy, notice_days, opens_at, closes_at,
                            drafted_by, drafted_at)
          select estate_id, 1, 'consultation', '要不要装门禁', '{}', 0, now() + interval '1 day',
                 now() + interval '2 days', person_id, now()
          from person where name = '张书记'
          returning estate_id, vote_id),
        home as (
          insert into vote_household (estate_id, vote_id, household, building, unit, room)
          select estate_id, vote_id, 'h1', '3', '2', '1101' from drafted
          returning estate_id, vote_id, household)
        insert into vote_owner (estate_id, vote_id, household, owner, person_id)
        select h.estate_id, h.vote_id, h.household, 'o1', p.person_id
        from home h join person p on p.estate_id = h.estate_id and p.name = '老陈'
        """);
    alone(WHO, "删除我的信息");
    alone(WHO, "1");
    stage.advanceTo(NOW.plus(Duration.ofDays(9)));
    assertThat(found(List.of(WHO, OWN_PHONE))).containsExactly("person: 老陈");
  }

  @Test
  void leaves_of_what_was_said_before_a_vote_the_sentence_alone() {
    alone(WHO, "删除我的信息");
    alone(WHO, "1");
    stage.advanceTo(NOW.plus(Duration.ofDays(5)));
    alone("张书记", "议一议 3号楼 要不要加装电梯");
    alone(WHO, "看法 早装早好");
    assertThat(rows("select 1 from discussion_answer")).hasSize(1);
    stage.advanceTo(NOW.plus(Duration.ofDays(9)));
    assertThat(rows("select 1 from discussion where ended_at is null")).hasSize(1);
    assertThat(rows("select 1 from discussion_answer")).isEmpty();
    assertThat(rows("select 1 from discussion_statement where person_id is null")).hasSize(1);
  }
}
