package linli.bot;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import linli.bot.access.Scope;
import linli.bot.store.TestDatabase;
import linli.bot.votes.recount.ExportFile;
import linli.bot.votes.recount.ExportFile.Read;
import linli.bot.votes.tally.Poll;
import linli.bot.votes.tally.Tally;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the first word of the secretary to the recount, through HTTP on a whole service. */
@DisplayName("A vote in a running service")
class VoteJourneyTest {

  private static final String VOTES = "/api/v1/estates/xingfuli/votes";

  /** The smallest picture there is. */
  private static final String PHOTO =
      """
      {"id":"photo","conversation":{"id":"private:王芳","type":"private"},"sender":{"id":"王芳"},\
      "text":"","time":"2026-11-23T10:00:00+08:00","media":[{"type":"image","base64":"iVBORw0KGgoAAAANS\
      UhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="}]}""";

  @TempDir Path data;
  private ApiService api;
  private int said;

  @BeforeEach
  void a_vote_is_announced() {
    api = new ApiService(data);
    for (var text :
        List.of(
            "发起表决", "2", "5", "3号楼", "更换3号楼门禁,预算6,000.00元", "1", "12月10日8:00—12月20日20:00", "公示")) {
      say("张书记", text);
    }
    say("马姐", "复核 表决1");
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private static String event(String id, String who, String text) {
    return """
        {"id":"%s","conversation":{"id":"private:%s","type":"private"},"sender":{"id":"%s"},\
        "text":"%s","time":"2026-11-23T10:00:00+08:00"}"""
        .formatted(id, who, who, text);
  }

  private void say(String who, String text) {
    api.event(event("e" + ++said, who, text));
  }

  private void open() {
    api.forward(Duration.ofDays(17));
  }

  private void close() {
    api.forward(Duration.ofDays(11));
  }

  private HttpResponse<String> raw(String path, String token) {
    return TestService.send(
        TestService.request(api.service(), path).header("Authorization", "Bearer " + token));
  }

  private static List<String> heardBy(String conversation) {
    var heard = new ArrayList<String>();
    TestDatabase.pool()
        .preparedQuery("select text from outbox where conversation = $1 order by created_at")
        .execute(io.vertx.sqlclient.Tuple.of(conversation))
        .await()
        .forEach(row -> heard.add(row.getString(0)));
    return heard;
  }

  @Test
  void tells_other_systems_who_took_part_and_the_result_when_it_is_over() {
    open();
    say("老陈", "同意");
    say("阿梅", "反对");
    var reader = ApiService.token("board", null, Scope.VOTES_READ);

    var running = api.get(VOTES + "/1", reader);
    assertThat(running.at("/participants/owners").asInt()).isEqualTo(2);
    assertThat(running.at("/scope/owners").asInt()).isEqualTo(59);
    assertThat(running.at("/result").isNull()).isTrue();
    assertThat(running.at("/headHash").isNull()).isTrue();
    assertThat(raw(VOTES + "/1/page", reader).body()).contains("公示").doesNotContain("反对 /");

    close();
    var counted = api.get(VOTES + "/1", reader);
    assertThat(counted.at("/result/for/owners").asInt()).isEqualTo(1);
    assertThat(counted.at("/result/reason").asText()).isEqualTo("QUORUM_BOTH_NOT_MET");
    assertThat(raw(VOTES + "/1/page", reader).body())
        .contains("180.00㎡ / 5,400.00㎡(3.33%)", "2 / 59人(3.38%)", counted.at("/headHash").asText());
    assertThat(api.get(VOTES, reader).at("/votes/0/no").asInt()).isEqualTo(1);
  }

  @Test
  void is_counted_again_from_its_export() {
    open();
    say("老陈", "同意");
    var operator = api.operator();
    assertThat(api.get(VOTES + "/1/export", operator).status()).isEqualTo(404);
    close();

    var file = raw(VOTES + "/1/export", operator).body().getBytes(StandardCharsets.UTF_8);
    var sound = (Read.Sound) ExportFile.read(file);
    assertThat(sound.hash()).isEqualTo(api.get(VOTES + "/1", operator).at("/headHash").asText());
    assertThat(Tally.count(sound.vote().poll()).inFavour().owners()).isEqualTo(1);
  }

  @Test
  void refuses_what_is_no_vote_and_hides_drafts() {
    say("张书记", "发起协商");
    say("张书记", "3号楼");
    say("张书记", "周末打扫楼道,您同意吗");
    say("张书记", "1");
    say("张书记", "12月10日8:00—12月20日20:00");
    var operator = api.operator();

    assertThat(api.get(VOTES + "/2", operator).status()).isEqualTo(404);
    assertThat(api.get(VOTES + "/x", operator).status()).isEqualTo(400);
    assertThat(api.get(VOTES, operator).at("/votes").size()).isEqualTo(1);
    assertThat(api.get(VOTES + "/1", ApiService.token("c", null, Scope.CASES_READ)).status())
        .isEqualTo(403);
  }

  @Test
  void tells_of_what_was_said_before_it_only_numbers_and_forgets_who_said_it() {
    var discussions = "/api/v1/estates/xingfuli/discussions";
    var reader = ApiService.token("board", null, Scope.VOTES_READ);
    say("张书记", "议一议 3号楼 要不要加装电梯");
    say("老陈", "看法 早装早好");
    for (var neighbour : List.of("阿梅", "小孙", "刘姨")) {
      say(neighbour, "话题1");
      say(neighbour, "同意");
    }

    var few = api.get(discussions + "/1", reader);
    assertThat(few.at("/statements/0/words").asText()).isEqualTo("早装早好");
    assertThat(few.at("/statements/0/agreement")).isEmpty();
    assertThat(few.at("/statements/0/fewer").asBoolean()).isTrue();

    say("老李", "话题1");
    say("老李", "不同意");
    var enough = api.get(discussions + "/1", reader);
    assertThat(enough.at("/statements/0/agreement/0/building").asText()).isEqualTo("3");
    assertThat(enough.at("/statements/0/agreement/0/agree").asInt()).isEqualTo(4);
    assertThat(enough.at("/discussion/people").asInt()).isEqualTo(5);
    assertThat(enough.text()).doesNotContain("老陈", "1101");

    api.forward(Duration.ofDays(8));
    assertThat(ApiService.count("select count(*) as n from discussion_answer")).isZero();
    assertThat(
            ApiService.count(
                "select count(*) as n from discussion_statement where person_id is not null"))
        .isZero();
    var ended = api.get(discussions + "/1", reader);
    assertThat(ended.at("/statements")).isEqualTo(enough.at("/statements"));
    assertThat(api.get(discussions, reader).at("/discussions/0/ended").asBoolean()).isTrue();
    assertThat(api.get(discussions + "/9", reader).status()).isEqualTo(404);
    assertThat(api.get(discussions + "/x", reader).status()).isEqualTo(400);
    var company = ApiService.token("company", "wanjia", Scope.values());
    assertThat(api.get(discussions + "/1", company).status()).isEqualTo(403);
  }

  @Test
  void is_drafted_by_another_system_and_still_needs_the_secretary_and_a_second_person() {
    var city = ApiService.token("city", null, Scope.VOTES_DRAFT, Scope.VOTES_READ);
    var draft =
        """
        {"matter":"residential_to_commercial","building":"3","flats":["3-2-1101"],
         "question":"3号楼一户改作理发店","opensAt":"%s","closesAt":"2026-12-30T20:00:00+08:00"}
        """;
    var early = api.post(VOTES, city, "a", draft.formatted("2026-12-01T08:00:00+08:00"));
    assertThat(early.status()).isEqualTo(400);
    assertThat(early.path()).isEqualTo("$.opensAt");
    var body = draft.formatted("2026-12-15T08:00:00+08:00");
    assertThat(api.post(VOTES, city, "b", body.replace("\"3\",", "\"9\",")).path())
        .isEqualTo("$.building");
    assertThat(api.post(VOTES, city, "c", body.replace("3-2-1101", "3-2-9999")).path())
        .isEqualTo("$.flats");
    assertThat(api.post(VOTES, city, "d", body.replace("理发店", "理发店13812345678")).path())
        .isEqualTo("$.question");

    var drafted = api.post(VOTES, city, "e", body);
    assertThat(drafted.status()).isEqualTo(201);
    assertThat(drafted.at("/households").asInt()).as("60 without it").isEqualTo(59);
    assertThat(api.post(VOTES, city, "e", body).at("/no")).isEqualTo(drafted.at("/no"));
    assertThat(api.get(VOTES + "/2", city).status()).as("nobody has announced it").isEqualTo(404);
    assertThat(heardBy("private:张书记")).anyMatch(text -> text.contains("公示 表决2"));
    say("马姐", "复核 表决2");
    assertThat(api.get(VOTES + "/2", city).status()).isEqualTo(404);
    say("张书记", "公示 表决2");
    say("马姐", "复核 表决2");
    assertThat(api.get(VOTES + "/2", city).at("/scope/owners").asInt()).isEqualTo(58);
    var company = ApiService.token("company", "wanjia", Scope.values());
    assertThat(api.post(VOTES, company, "f", body).status()).isEqualTo(403);
  }

  @Test
  void hears_from_another_system_who_was_served_his_ballot() {
    var post = ApiService.token("post", null, Scope.VOTES_SERVE, Scope.VOTES_READ);
    var served =
        """
        {"flats":["3-2-1101","3-1-201","1-1-101"],"way":"post","at":"%s","reference":"EMS 1029"}
        """;
    var services = VOTES + "/1/services";
    var at = api.clock.instant().toString();
    assertThat(api.post(services, post, "a", served.formatted("2026-11-20T08:00:00Z")).path())
        .as("before the announcement")
        .isEqualTo("$.at");
    assertThat(api.post(services, post, "b", served.formatted(at).replace("post", "owl")).path())
        .isEqualTo("$.way");
    assertThat(
            api.post(services, post, "c", served.formatted(at).replace("1-1-101", "9-9-9")).path())
        .isEqualTo("$.flats");
    assertThat(api.get(services, post).at("/served").asInt()).isZero();

    var answer = api.post(services, post, "d", served.formatted(at));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.at("/flats/0/outcome").asText()).isEqualTo("RECORDED");
    assertThat(answer.at("/flats/2/outcome").asText()).isEqualTo("NOT_ON_ROLL");
    var again = api.post(services, post, "e", served.formatted(at));
    assertThat(again.at("/flats/0/outcome").asText()).isEqualTo("RECORDED_BEFORE");
    var state = api.get(services, post);
    assertThat(state.at("/served").asInt()).isEqualTo(2);
    assertThat(state.at("/households").asInt()).isEqualTo(60);
    assertThat(heardBy("private:老陈")).anyMatch(text -> text.contains("登记为已送达3-2-1101"));
    var reader = ApiService.token("r", null, Scope.VOTES_READ);
    assertThat(api.post(services, reader, "f", served.formatted(at)).status()).isEqualTo(403);
    var company = ApiService.token("company", "wanjia", Scope.values());
    assertThat(api.post(services, company, "g", served.formatted(at)).status()).isEqualTo(403);

    open();
    close();
    assertThat(api.post(services, post, "h", served.formatted(at)).status()).isEqualTo(409);
  }

  @Test
  void shows_no_ballot_to_the_property_company_through_any_interface() {
    open();
    say("老陈", "同意");
    say("阿梅", "反对");
    close();
    var company = ApiService.token("company", "wanjia", Scope.values());

    assertThat(api.get(VOTES + "/1/export", company).status()).isEqualTo(403);
    assertThat(api.get(VOTES + "/1/export", ApiService.token("r", null, Scope.VOTES_READ)).status())
        .isEqualTo(403);
    for (var text : List.of("我的票", "表决", "复核 0001", "录入纸票 3-2-1101 反对 12月11日", "表决1", "详情 表决1")) {
      say("李经理", text);
    }
    var told = String.join("\n", heardBy("private:李经理"));
    assertThat(told).isNotEmpty().doesNotContain("1101", "602", "回执", "老陈", "阿梅");
    assertThat(String.join("\n", heardBy("派单群"))).doesNotContain("同意", "反对");
    assertThat(api.get(VOTES + "/1", company).text()).doesNotContain("1101", "602", "p1");
    assertThat(raw(VOTES + "/1/page", company).body()).doesNotContain("1101", "602", "p1");
  }

  @Test
  void counts_exactly_the_ballots_that_two_nodes_acknowledged_of_two_hundred_at_once()
      throws Exception {
    open();
    burst(() -> {});

    close();
    var result = Tally.count(checkedAgainstWhatWasSaid());
    assertThat(result.participants().owners() + result.invalidOwners()).isEqualTo(9);
  }

  @Test
  void takes_no_ballot_that_comes_after_a_closing_between_two_hundred() throws Exception {
    open();
    burst(this::close);

    api.forward(Duration.ofDays(1)); // a count that found something unread looks again later
    checkedAgainstWhatWasSaid();
    assertThat(
            ApiService.count(
                "select count(*) as n from vote_log l join vote v using (estate_id, vote_id)"
                    + " where l.kind = 'ballot' and l.at >= v.closes_at"))
        .isZero();
  }

  /** Two nodes; one owner has two accounts, and a paper of his is confirmed among his ballots. */
  private void burst(Runnable between) throws Exception {
    TestDatabase.pool()
        .query(
            "insert into account (channel, account_id, estate_id, person_id)"
                + " select channel, '老陈的平板', estate_id, person_id from account"
                + " where account_id = '老陈'")
        .execute()
        .await();
    api.forward(Duration.ofHours(3)); // a date alone is noon
    say("王芳", "录入纸票 3-2-1101 弃权 12月10日;3-1-201 同意 12月10日");
    api.event(PHOTO);
    var voters = List.of("老陈", "阿梅", "小孙", "小孙爱人", "刘姨", "老李", "老周", "赵某", "王强", "老陈的平板");
    try (var other = api.anotherNode();
        var threads = Executors.newFixedThreadPool(16)) {
      var work = new ArrayList<Callable<Integer>>();
      for (var i = 0; i < 200; i++) {
        var node = i % 3 == 0 ? other : api.service();
        var who = voters.get(i % voters.size());
        var text = i / voters.size() % 2 == 0 ? "同意" : "反对";
        var body = i == 100 ? event("b" + i, "孙工", "复核 0001") : event("b" + i, who, text);
        work.add(() -> delivered(node, body));
      }
      work.add(
          120,
          () -> {
            between.run();
            return 200;
          });
      for (var sent : threads.invokeAll(work)) {
        assertThat(sent.get()).isEqualTo(200);
      }
      Eventually.until(
          () ->
              ApiService.count("select count(*) as n from inbox where processed_at is null") == 0);
    }
  }

  /** Once more where the clock was moved between the signature and its check. */
  private int delivered(Service node, String body) {
    var status = TestService.post(node, api.clock, body).statusCode();
    return status == 401 ? TestService.post(node, api.clock, body).statusCode() : status;
  }

  /** The receipts in the log are those that people were told, and the export has the same. */
  private Poll checkedAgainstWhatWasSaid() {
    var told =
        column(
            """
            select distinct substring(text from '[A-Z2-9]{4}-[A-Z2-9]{4}') from outbox
            where text ~ '回执码 [A-Z2-9]{4}-[A-Z2-9]{4}' order by 1
            """);
    var logged = column("select receipt from vote_log where kind = 'ballot' order by receipt");
    assertThat(logged).doesNotHaveDuplicates().containsAll(told);
    assertThat(logged.size() - told.size())
        .as("of paper ballots their owners are told, where they have an account")
        .isEqualTo(
            ApiService.count(
                "select count(*) as n from vote_log where line like '%\"paper\"%'"
                    + " and receipt not in (select substring(text from '[A-Z2-9]{4}-[A-Z2-9]{4}')"
                    + " from outbox where text ~ '回执码 [A-Z2-9]{4}')"));
    var export = raw(VOTES + "/1/export", api.operator());
    assertThat(export.statusCode()).isEqualTo(200);
    var file = export.body().getBytes(StandardCharsets.UTF_8);
    var poll = ((Read.Sound) ExportFile.read(file)).vote().poll();
    assertThat(poll.households().stream().mapToInt(h -> h.ballots().size()).sum())
        .isEqualTo(logged.size());
    return poll;
  }

  private static List<String> column(String sql) {
    var values = new ArrayList<String>();
    TestDatabase.pool().query(sql).execute().await().forEach(row -> values.add(row.getString(0)));
    return values;
  }
}
