package linli.bot;

import static linli.bot.ApiService.CASES;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import linli.bot.access.Scope;
import linli.bot.store.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One report with everything personal in it, read by every endpoint with every kind of token. */
@DisplayName("What the API tells of a reporter")
class ApiPrivacyTest {

  private static final List<String> PERSONAL =
      List.of("老陈", "1101", "13800138000", "漏到", "private:", "webhook");

  @TempDir Path data;
  private ApiService api;

  @BeforeEach
  void start() {
    api = new ApiService(data);
    api.say("1", "老陈", "@小邻 我家3号楼2单元1101卫生间漏水漏到楼下了 电话13800138000");
    assertThat(ApiService.count("select count(*) as n from cases where room = '1101'"))
        .as("the case holds what must not be told")
        .isEqualTo(1);
    sql("update cases set party_id = 'wanjia'");
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private static void sql(String sql) {
    TestDatabase.pool().query(sql).execute().await();
  }

  private String everything(String token) {
    var all = new StringBuilder();
    for (var path :
        List.of(
            "/api/v1/estates",
            "/api/v1/estates/xingfuli/buildings",
            CASES,
            CASES + "?issueType=leak",
            CASES + "/1123-01",
            CASES + "/2026-11-23-01")) {
      all.append(api.get(path, token).text());
    }
    return all.toString();
  }

  @Test
  void is_all_of_it_to_who_may_know_persons() {
    var told = everything(ApiService.token("city", null, Scope.CASES_READ, Scope.PERSONAL));
    assertThat(told).contains("1101", "13800138000", "漏到");
    assertThat(told).doesNotContain("老陈", "private:");
    assertThat(api.get(CASES, api.operator()).text())
        .as("a list is not audited")
        .contains("2026-11-23-01")
        .doesNotContain(PERSONAL);
  }

  @Test
  void is_nothing_without_the_scope() {
    for (var party : new String[] {null, "wanjia"}) {
      var token = ApiService.token("t" + party, party, Scope.CASES_READ);
      var told = everything(token);
      assertThat(told).contains("2026-11-23-01").doesNotContain(PERSONAL);
    }
  }

  @Test
  void is_nothing_of_an_anonymous_case_to_the_property_whatever_its_scopes() {
    sql("update cases set anonymous = true");
    var token = ApiService.token("property", "wanjia", Scope.values());
    assertThat(everything(token)).contains("2026-11-23-01").doesNotContain(PERSONAL);
    var one = api.get(CASES + "/1123-01", token);
    assertThat(one.at("/place/unit").isNull()).isTrue();
    assertThat(one.at("/summary").isNull()).isTrue();
    assertThat(api.get(CASES + "?building=3", token).at("/cases")).isEmpty();
    assertThat(everything(api.operator())).doesNotContain(PERSONAL);
  }

  @Test
  void is_something_of_an_anonymous_case_to_the_community() {
    sql("update cases set anonymous = true, party_id = 'committee'");
    var token = ApiService.token("committee", "committee", Scope.CASES_READ, Scope.PERSONAL);
    assertThat(api.get(CASES + "/1123-01", token).at("/reports/0/room").asText()).isEqualTo("1101");
    assertThat(api.get(CASES + "?building=3", token).at("/cases")).hasSize(1);
  }

  @Test
  void holds_no_words_of_a_resident_in_the_history_and_only_masked_ones_of_staff() {
    sql(
        """
        insert into case_history (estate_id, case_id, n, at, verb, from_state, to_state, actor_role, reason)
        select estate_id, case_id, 2, now(), 'done', 'ACCEPTED', 'DONE', 'repair',
               '换了阀门 电话13800138000' from cases
        union all
        select estate_id, case_id, 3, now(), 'not_solved', 'DONE', 'ACCEPTED', 'resident',
               '我是老陈 还漏到楼下' from cases
        """);
    var token = ApiService.token("property", "wanjia", Scope.CASES_READ);
    var one = api.get(CASES + "/1123-01", token);
    assertThat(one.at("/history/1/reason").asText()).startsWith("换了阀门");
    assertThat(one.at("/history/2/reason").isNull()).isTrue();
    assertThat(one.text()).doesNotContain(PERSONAL);
  }
}
