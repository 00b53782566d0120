package linli.bot;

import static linli.bot.ApiService.CASES;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import linli.bot.access.ApiTokens;
import linli.bot.access.Scope;
import linli.bot.store.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Reading by the API")
class ApiReadTest {

  @TempDir Path data;
  private ApiService api;

  @BeforeEach
  void start() {
    api = new ApiService(data);
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private List<String> ids(String query, String token) {
    var ids = new ArrayList<String>();
    api.get(CASES + query, token).at("/cases").forEach(one -> ids.add(one.path("id").asText()));
    return ids;
  }

  @Test
  void shows_estates_and_their_register() {
    var estates = api.get("/api/v1/estates", api.operator());
    assertThat(estates.at("/estates/0/id").asText()).isEqualTo("xingfuli");
    assertThat(estates.at("/estates/0/flats").asInt()).isEqualTo(3 * 60 + 3 * 22);
    var buildings = api.get("/api/v1/estates/xingfuli/buildings", api.operator());
    assertThat(buildings.at("/buildings")).hasSize(6);
    assertThat(buildings.at("/buildings/2/units")).hasSize(2);
    assertThat(buildings.at("/buildings/2/flats").asInt()).isEqualTo(60);
    assertThat(api.get("/api/v1/estates/none/buildings", api.operator()).status()).isEqualTo(404);
  }

  @Test
  void offers_the_reception_days_as_a_calendar() {
    var path = "/api/v1/estates/xingfuli/receptions.ics";
    var request =
        TestService.request(api.service(), path)
            .header("Authorization", "Bearer " + api.operator());
    var answer = TestService.send(request);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type"))
        .contains("text/calendar; charset=utf-8");
    assertThat(answer.body()).startsWith("BEGIN:VCALENDAR\r\n").contains("幸福里小区接待日");
  }

  @Test
  void shows_a_case_with_its_history_under_both_of_its_numbers() {
    api.say("1", "老陈", "@小邻 3号楼2单元电梯又坏了");
    api.say("2", "阿梅", "我家也是 电梯门关不上");
    var one = api.get(CASES + "/1123-01", api.operator());
    assertThat(one.status()).isEqualTo(200);
    assertThat(one.at("/id").asText()).isEqualTo("2026-11-23-01");
    assertThat(one.at("/issueType").asText()).isEqualTo("elevator");
    assertThat(one.at("/place/unit").asText()).isEqualTo("2");
    assertThat(one.at("/reporters/people").asInt()).isEqualTo(2);
    assertThat(one.at("/reporters/households").asInt()).isEqualTo(2);
    assertThat(one.at("/history/0/verb").asText()).isEqualTo("open");
    assertThat(one.at("/history/0/actorRole").asText()).isEqualTo("resident");
    assertThat(one.at("/source").asText()).isEqualTo("chat");
    assertThat(api.get(CASES + "/2026-11-23-01", api.operator()).at("/id"))
        .isEqualTo(one.at("/id"));
    assertThat(api.get(CASES + "/2025-11-23-01", api.operator()).status()).isEqualTo(404);
    assertThat(api.get(CASES + "/1123-02", api.operator()).status()).isEqualTo(404);
    assertThat(api.get(CASES + "/first", api.operator()).path()).isEqualTo("no");
  }

  @Test
  void audits_who_reads_homes_and_words() {
    api.say("1", "老陈", "@小邻 3号楼2单元电梯又坏了");
    var plain = ApiService.token("counter", null, Scope.CASES_READ);
    assertThat(api.get(CASES + "/1123-01", plain).json().has("reports")).isFalse();
    assertThat(ApiService.count("select count(*) as n from audit")).isZero();
    var personal = api.get(CASES + "/1123-01", api.operator());
    assertThat(personal.at("/reports/0/room").asText()).isEqualTo("1101");
    assertThat(ApiService.count("select count(*) as n from audit where role = 'api:operator'"))
        .isEqualTo(1);
  }

  /** Cases of two days: 60 on the first, 5 on the second. */
  private void fill() {
    TestDatabase.pool()
        .query(
            """
            insert into cases (estate_id, opened_on, seq, issue_type, urgency, building, summary,
                               state, grade, party_id, opened_at, respond_by, resolve_by)
            select 'xingfuli', case when n <= 60 then date '2026-11-20' else date '2026-11-21' end,
                   case when n <= 60 then n else n - 60 end,
                   case n % 2 when 0 then 'noise' else 'elevator' end, 'P2', (n % 3 + 1)::text,
                   'x', 'ASSIGNED', '小区级', case n % 5 when 0 then 'street' else 'wanjia' end,
                   now(), now(), now()
            from generate_series(1, 65) as n
            """)
        .execute()
        .await();
  }

  @Test
  void pages_in_a_stable_order_and_misses_nothing() {
    fill();
    var seen = new ArrayList<String>();
    var after = "";
    var more = true;
    while (more) {
      var page = api.get(CASES + "?limit=20&after=" + after, api.operator());
      page.at("/cases").forEach(one -> seen.add(one.path("id").asText()));
      after = page.at("/next").asText();
      more = page.at("/more").asBoolean();
    }
    assertThat(seen).hasSize(65).isSorted().doesNotHaveDuplicates();
    assertThat(ids("", api.operator())).hasSize(50).isEqualTo(seen.subList(0, 50));
    var end = api.get(CASES + "?after=" + after, api.operator());
    assertThat(end.at("/cases")).isEmpty();
    assertThat(end.at("/next").asText()).isEqualTo("2026-11-21-05");
  }

  @Test
  void finds_by_state_type_building_and_day() {
    fill();
    var all = "?limit=200";
    assertThat(ids(all + "&state=CLOSED", api.operator())).isEmpty();
    assertThat(ids(all + "&state=ASSIGNED", api.operator())).hasSize(65);
    assertThat(ids(all + "&issueType=noise", api.operator())).hasSize(32);
    assertThat(ids(all + "&building=1", api.operator())).hasSize(21);
    assertThat(ids(all + "&openedFrom=2026-11-21", api.operator())).hasSize(5);
    assertThat(ids(all + "&openedTo=2026-11-20", api.operator())).hasSize(60);
    assertThat(ids(all + "&issueType=noise&building=1&openedTo=2026-11-20", api.operator()))
        .hasSize(10);
  }

  @Test
  void says_that_there_may_be_more_when_a_page_has_looked_long_enough() {
    TestDatabase.pool()
        .query(
            """
            insert into cases (estate_id, opened_on, seq, issue_type, urgency, summary, state,
                               grade, party_id, opened_at, respond_by, resolve_by)
            select 'xingfuli', date '2026-11-20', n, 'noise', 'P2', 'x',
                   case n when 5100 then 'OPEN' else 'ASSIGNED' end, '小区级', 'wanjia',
                   now(), now(), now()
            from generate_series(1, 5100) as n
            """)
        .execute()
        .await();
    var first = api.get(CASES + "?state=OPEN", api.operator());
    assertThat(first.at("/cases")).isEmpty();
    assertThat(first.at("/more").asBoolean()).isTrue();
    assertThat(first.at("/next").asText()).isEqualTo("2026-11-20-5000");
    var second = api.get(CASES + "?state=OPEN&after=2026-11-20-5000", api.operator());
    assertThat(second.at("/cases/0/id").asText()).isEqualTo("2026-11-20-5100");
    assertThat(second.at("/more").asBoolean()).isFalse();
  }

  @Test
  void shows_a_party_only_its_own_cases() {
    fill();
    var street = ApiService.token("street", "street", Scope.CASES_READ);
    assertThat(ids("?limit=200", street)).hasSize(13).contains("2026-11-20-05");
    assertThat(api.get(CASES + "/2026-11-20-05", street).status()).isEqualTo(200);
    assertThat(api.get(CASES + "/2026-11-20-04", street).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({
    "limit=0, limit",
    "limit=201, limit",
    "limit=many, limit",
    "after=nonsense, after",
    "after=2026-13-01-01, after",
    "state=GONE, state",
    "issueType=ufo, issueType",
    "building=77, building",
    "building=%00, building",
    "openedFrom=yesterday, openedFrom",
    "openedTo=2026-02-30, openedTo",
    "openedTo=%2B999999-01-01, openedTo",
    "state=OPEN&state=DONE, state",
    "colour=red, query"
  })
  void refuses_a_query_that_it_does_not_understand(String query, String path) {
    var refused = api.get(CASES + "?" + query, api.operator());
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.path()).isEqualTo(path);
    assertThat(refused.at("/error/message").asText()).startsWith("expected ").contains(", got ");
  }

  @Test
  void lets_in_only_who_has_a_token_with_the_scope() {
    var writer = ApiService.token("writer", null, Scope.CASES_WRITE);
    assertThat(api.get(CASES, null).status()).isEqualTo(401);
    assertThat(api.get(CASES, "wrong").code()).isEqualTo("unauthorized");
    assertThat(api.get(CASES, writer).code()).isEqualTo("forbidden");
    var reader = ApiService.token("reader", null, Scope.CASES_READ);
    assertThat(api.get(CASES, reader).status()).isEqualTo(200);
    assertThat(new ApiTokens(TestDatabase.pool()).revoke("reader", Instant.EPOCH)).isTrue();
    assertThat(api.get(CASES, reader).status()).isEqualTo(401);
  }

  @Test
  void understands_as_the_command_does() {
    var answer = api.post("/api/v1/understand", api.operator(), null, "{\"text\":\"3号楼2单元电梯又坏了\"}");
    assertThat(answer.text())
        .isEqualTo(
            linli.nlp.UnderstandCommand.answer(ApiService.KNOWLEDGE.understander(), "3号楼2单元电梯又坏了"));
    assertThat(answer.at("/issues/0/type").asText()).isEqualTo("elevator");
    var why = "{\"text\":\"3号楼2单元电梯又坏了\",\"explain\":true}";
    assertThat(api.post("/api/v1/understand", api.operator(), null, why).text())
        .contains("\"intentRule\"", "\"because\"");
    assertThat(api.post("/api/v1/understand", api.operator(), null, "{}").path())
        .isEqualTo("$.text");
    var large = "{\"text\":\"" + "x".repeat(200_000) + "\"}";
    assertThat(api.post("/api/v1/understand", api.operator(), null, large).code())
        .isEqualTo("too_large");
  }

  @Test
  void goes_on_where_a_page_ended_when_new_cases_came() {
    api.say("1", "老陈", "@小邻 3号楼2单元电梯又坏了");
    var next = api.get(CASES, api.operator()).at("/next").asText();
    api.clock.forward(Duration.ofDays(1));
    api.say("2", "老李", "@小邻 小区西门门禁坏了");
    assertThat(ids("?after=" + next, api.operator())).containsExactly("2026-11-24-01");
  }
}
