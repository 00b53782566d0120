package linli.bot;

import static linli.bot.ApiService.CASES;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import linli.bot.access.Scope;
import linli.bot.media.FileBlobs;
import linli.bot.media.MediaSweep;
import linli.bot.media.Samples;
import linli.bot.store.TestDatabase;
import linli.bot.store.Transactions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A picture that came with a report")
class ApiMediaTest {

  private static final String ONE = CASES + "/2026-11-23-01";

  @TempDir Path data;
  private ApiService api;
  private String personal;

  @BeforeEach
  void start() {
    api = new ApiService(data);
    var photo = Base64.getEncoder().encodeToString(Samples.jpeg());
    api.event(
        """
        {"id":"1","conversation":{"id":"3号楼邻里群","type":"group"},"sender":{"id":"老陈"},\
        "text":"@小邻 3号楼2单元电梯坏了","time":"2026-11-23T10:00:00+08:00",\
        "media":[{"type":"image","base64":"%s"}]}"""
            .formatted(photo));
    personal = ApiService.token("city", null, Scope.CASES_READ, Scope.PERSONAL);
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private String id() {
    return api.get(ONE, personal).at("/media/0/id").asText();
  }

  private HttpResponse<String> fetched(String id, String token) {
    var request =
        TestService.request(api.service(), ONE + "/media/" + id)
            .header("Authorization", "Bearer " + token);
    return TestService.send(request, StandardCharsets.ISO_8859_1);
  }

  private static void sql(String sql) {
    TestDatabase.pool().query(sql).execute().await();
  }

  @Test
  void is_listed_with_the_case_and_given_out_to_be_saved_without_its_place() {
    var listed = api.get(ONE, personal);
    assertThat(listed.at("/media")).hasSize(1);
    assertThat(listed.at("/media/0/stage").asText()).isEqualTo("before");
    assertThat(listed.at("/media/0/contentType").asText()).isEqualTo("image/jpeg");
    var got = fetched(id(), personal);
    assertThat(got.statusCode()).isEqualTo(200);
    assertThat(got.body()).startsWith("\u00ff\u00d8\u00ff").doesNotContain("36.0671");
    assertThat(got.body()).hasSize(listed.at("/media/0/bytes").asInt());
    assertThat(got.headers().firstValue("Content-Type")).contains("image/jpeg");
    assertThat(got.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(got.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(got.headers().firstValue("Content-Disposition").orElseThrow())
        .startsWith("attachment; filename=\"2026-11-23-01-before-");
  }

  @Test
  void leaves_a_line_of_audit_with_each_look() {
    var id = id();
    fetched(id, personal);
    fetched(id, personal);
    var looks =
        "select count(*)::int as n from audit where fields = 'media:%s' and role = 'api:city'";
    assertThat(ApiService.count(looks.formatted(id))).isEqualTo(2);
  }

  @Test
  void is_nothing_to_who_may_not_see_persons() {
    var plain = ApiService.token("plain", null, Scope.CASES_READ);
    assertThat(api.get(ONE, plain).at("/media").isMissingNode()).isTrue();
    assertThat(fetched(id(), plain).statusCode()).isEqualTo(403);
    assertThat(fetched(id(), "no token").statusCode()).isEqualTo(401);
  }

  @Test
  void is_nothing_to_a_party_that_has_not_the_case() {
    var other = ApiService.token("other", "committee", Scope.CASES_READ, Scope.PERSONAL);
    assertThat(fetched(id(), other).statusCode()).isEqualTo(404);
  }

  @Test
  void is_nothing_of_an_anonymous_case_but_to_the_community() {
    var id = id();
    sql("update cases set anonymous = true");
    var property = ApiService.token("property", "wanjia", Scope.values());
    assertThat(fetched(id, property).statusCode()).isEqualTo(404);
    assertThat(fetched(id, personal).statusCode()).isEqualTo(404);
    assertThat(fetched(id, api.operator()).statusCode()).isEqualTo(404);
    assertThat(api.get(ONE, property).at("/media").isMissingNode()).isTrue();
    sql("update cases set party_id = 'committee'");
    var committee = ApiService.token("committee", "committee", Scope.CASES_READ, Scope.PERSONAL);
    assertThat(fetched(id, committee).statusCode()).isEqualTo(200);
  }

  @Test
  void is_nothing_of_a_neighbour_who_joined_without_a_name_but_to_the_community() {
    var id = id();
    sql("update case_report set hidden = true");
    var property = ApiService.token("property", "wanjia", Scope.values());
    assertThat(fetched(id, property).statusCode()).isEqualTo(404);
    assertThat(api.get(ONE, property).at("/media")).isEmpty();
    sql("update cases set party_id = 'committee'");
    var committee = ApiService.token("committee", "committee", Scope.CASES_READ, Scope.PERSONAL);
    assertThat(fetched(id, committee).statusCode()).isEqualTo(200);
  }

  @Test
  void is_nothing_under_the_number_of_another_case_or_another_id() {
    assertThat(fetched("999", personal).statusCode()).isEqualTo(404);
    assertThat(fetched("1x", personal).statusCode()).isEqualTo(400);
    api.say("2", "阿梅", "@小邻 5号楼路灯不亮");
    var elsewhere = CASES + "/1123-02/media/" + id();
    assertThat(api.get(elsewhere, personal).status()).isEqualTo(404);
  }

  @Test
  void is_nobody_s_once_its_sender_took_the_message_back() {
    var id = id();
    api.event(
        """
        {"id":"r","kind":"recall","target":"1","conversation":{"id":"3号楼邻里群","type":"group"},\
        "sender":{"id":"老陈"},"time":"2026-11-23T10:00:30+08:00"}""");
    assertThat(fetched(id, personal).statusCode()).isEqualTo(404);
    assertThat(api.get(ONE, personal).at("/media")).isEmpty();
    api.forward(Duration.ofDays(31));
    assertThat(ApiService.count("select count(*)::int as n from media")).isZero();
  }

  @Test
  void is_forgotten_three_years_after_the_case_was_closed() {
    var id = id();
    api.event(
        """
        {"id":"w","conversation":{"id":"private:老陈","type":"private"},"sender":{"id":"老陈"},\
        "text":"撤销","time":"2026-11-23T10:01:00+08:00"}""");
    api.forward(Duration.ofDays(3 * 365));
    assertThat(fetched(id, personal).statusCode()).isEqualTo(200);
    api.forward(Duration.ofDays(2));
    assertThat(fetched(id, personal).statusCode()).isEqualTo(404);
    assertThat(ApiService.count("select count(*)::int as n from media where sha256 is null"))
        .isOne();
  }

  private void alone(String id, String who, String content) {
    api.event(
        """
        {"id":"%s","conversation":{"id":"private:%s","type":"private"},"sender":{"id":"%s"},\
        "time":"2026-11-23T10:01:00+08:00",%s}"""
            .formatted(id, who, who, content));
  }

  private static String photo() {
    return "\"media\":[{\"type\":\"image\",\"base64\":\"%s\"}]"
        .formatted(Base64.getEncoder().encodeToString(Samples.jpeg()));
  }

  private static int rows(String table) {
    return ApiService.count("select count(*)::int as n from " + table);
  }

  @Test
  void is_nobody_s_either_when_it_came_before_its_words() {
    alone("p", "老赵", photo());
    alone("w", "老赵", "\"text\":\"2号楼1单元楼道灯坏了\"");
    assertThat(rows("media where account_id = '老赵' and sealed_at is null")).isOne();
    alone("r", "老赵", "\"kind\":\"recall\",\"target\":\"p\"");
    assertThat(rows("media where account_id = '老赵' and sealed_at is null")).isZero();
    assertThat(rows("cases where closed_at is null")).isEqualTo(2);
  }

  @Test
  void is_dropped_when_it_is_taken_back_before_its_words() {
    alone("p", "老赵", photo());
    assertThat(rows("loose_media")).isOne();
    alone("r", "老赵", "\"kind\":\"recall\",\"target\":\"p\"");
    assertThat(rows("loose_media")).isZero();
    api.forward(Duration.ofMinutes(15));
    assertThat(rows("cases")).as("nobody asks about what was taken back").isOne();
  }

  @Test
  void is_taken_back_by_nobody_else() {
    alone("p", "老赵", photo());
    alone("r", "阿梅", "\"kind\":\"recall\",\"target\":\"p\"");
    assertThat(rows("loose_media")).isOne();
    assertThat(rows("question where kind = 'UNCLEAR' and answered_at is null")).isOne();
  }

  @Test
  void is_no_longer_shown_when_staff_take_back_what_they_did() {
    task("a", "\"text\":\"接单 1123-01\"");
    task("d", "\"text\":\"办结 1123-01 换了主板\"," + photo());
    assertThat(rows("media where stage = 'after' and sealed_at is null")).isOne();
    task("r", "\"kind\":\"recall\",\"target\":\"d\"");
    assertThat(rows("media where stage = 'after' and sealed_at is null")).isZero();
    assertThat(rows("media where stage = 'after'")).isOne();
    api.clock.forward(Duration.ofDays(29));
    sweep();
    assertThat(rows("media where stage = 'after'")).isOne();
    api.clock.forward(Duration.ofDays(1));
    sweep();
    assertThat(rows("media where stage = 'after'")).isZero();
    assertThat(rows("media where stage = 'before'")).isOne();
  }

  private void task(String id, String content) {
    api.event(
        """
        {"id":"%s","conversation":{"id":"派单群","type":"group"},"sender":{"id":"小周"},\
        "time":"2026-11-23T10:01:00+08:00",%s}"""
            .formatted(id, content));
  }

  private void sweep() {
    new MediaSweep(new Transactions(TestDatabase.pool()), FileBlobs.in(data), api.clock).run();
  }

  @Test
  void waits_for_no_answer_when_unclear_words_are_taken_back() {
    alone("u", "老赵", "\"text\":\"那个东西又坏了\"");
    assertThat(rows("question where kind = 'UNCLEAR' and payload is not null")).isOne();
    alone("r", "老赵", "\"kind\":\"recall\",\"target\":\"u\"");
    assertThat(rows("question where kind = 'UNCLEAR' and payload is not null")).isZero();
    api.forward(Duration.ofMinutes(15));
    assertThat(rows("cases")).isOne();
  }

  @Test
  void that_only_its_platform_has_is_evidence_of_which_the_history_says_so() {
    var leak = "\"text\":\"厨房顶上滴水 楼上301漏下来的\"";
    alone("q", "刘姨", leak);
    var elsewhere = "\"media\":[{\"type\":\"image\",\"url\":\"telegram:AgACAgQ\"}]";
    task("a", "\"text\":\"接单 1123-02\"");
    task("d", "\"text\":\"办结 1123-02 地漏重新做了防水\"," + elsewhere);
    assertThat(rows("cases where state = 'DONE'")).isOne();
    assertThat(rows("media where stage = 'after' and kind = 'image' and sha256 is null")).isOne();
    assertThat(rows("case_history where verb = 'done' and reason like '%照片只在聊天平台上%'")).isOne();
    assertThat(api.get(CASES + "/2026-11-23-02", personal).at("/media")).isEmpty();
  }

  @Test
  void is_no_recording_when_it_is_a_film() {
    var film = Base64.getEncoder().encodeToString(Samples.film());
    alone(
        "f",
        "老赵",
        "\"text\":\"2号楼1单元楼道灯坏了\",\"media\":[{\"type\":\"file\",\"base64\":\"%s\"}]"
            .formatted(film));
    assertThat(rows("media where account_id = '老赵'")).isZero();
    assertThat(rows("outbox where recipient = '老赵' and text like '您发的文件打不开%'")).isOne();
  }

  @Test
  void of_two_matters_leaves_the_question_about_the_unit_to_its_own_line() {
    alone("t", "游客Q", "\"text\":\"3号楼电梯坏了,楼道灯也不亮\"");
    assertThat(
            rows(
                "question join outbox on outbox.id = question.message_id"
                    + " where question.kind = 'WHICH_UNIT' and outbox.buttons::text like '%2单元%'"))
        .isOne();
  }
}
