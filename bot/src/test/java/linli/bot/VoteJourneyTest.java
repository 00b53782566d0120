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
  void counts_exactly_the_ballots_that_were_acknowledged_of_two_hundred_at_once() throws Exception {
    open();
    var voters = List.of("老陈", "阿梅", "小孙", "小孙爱人", "刘姨", "老李", "老周", "赵某", "王强");
    var burst = new ArrayList<Callable<Integer>>();
    for (var i = 0; i < 200; i++) {
      var who = voters.get(i % voters.size());
      var body = event("b" + i, who, i / voters.size() % 2 == 0 ? "同意" : "反对");
      burst.add(() -> TestService.post(api.service(), api.clock, body).statusCode());
    }
    try (var threads = Executors.newFixedThreadPool(16)) {
      for (var sent : threads.invokeAll(burst)) {
        assertThat(sent.get()).isEqualTo(200);
      }
    }
    Eventually.until(
        () -> ApiService.count("select count(*) as n from inbox where processed_at is null") == 0);

    var ballots = ApiService.count("select count(*) as n from vote_log where kind = 'ballot'");
    assertThat(
            ApiService.count(
                "select count(*) as n from outbox where text like '%回执码%' and text not like '%纸票%'"))
        .as("every ballot was acknowledged, and nothing else")
        .isEqualTo(ballots);
    close();
    var file = raw(VOTES + "/1/export", api.operator()).body().getBytes(StandardCharsets.UTF_8);
    var poll = ((Read.Sound) ExportFile.read(file)).vote().poll();
    assertThat(poll.households().stream().mapToInt(h -> h.ballots().size()).sum())
        .isEqualTo(ballots);
    var result = Tally.count(poll);
    assertThat(result.participants().owners() + result.invalidOwners()).isEqualTo(8);
  }
}
