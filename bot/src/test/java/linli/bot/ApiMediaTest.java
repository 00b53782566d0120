package linli.bot;

import static linli.bot.ApiService.CASES;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import linli.bot.access.Scope;
import linli.bot.media.Samples;
import linli.bot.store.TestDatabase;
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
}
