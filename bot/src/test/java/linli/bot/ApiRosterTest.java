package linli.bot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Instant;
import linli.bot.access.Scope;
import linli.bot.estates.EstateFile;
import linli.bot.estates.EstateImport;
import linli.bot.estates.Estates;
import linli.bot.store.TestDatabase;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A roster that is sent to the API")
class ApiRosterTest {

  private static final String HEADER = "楼栋,单元,房号,建筑面积,姓名,手机,关系\n";
  private static final String ROSTER = HEADER + "3,2,1101,89.60,老陈,13900000000,业主\n";
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path data;

  private record Answer(int status, JsonNode json) {}

  private static Answer send(ApiService api, String token, String query, String key, String body)
      throws IOException {
    var request =
        TestService.request(api.service(), "/api/v1/estates/xingfuli/roster" + query)
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "text/csv");
    var sent =
        TestService.send(
            (key == null ? request : request.header("Idempotency-Key", key))
                .POST(BodyPublishers.ofString(body)));
    return new Answer(sent.statusCode(), JSON.readTree(sent.body()));
  }

  private static long phones() {
    return TestDatabase.pool()
        .query("select count(*) from person where phone is not null")
        .execute()
        .await()
        .iterator()
        .next()
        .getLong(0);
  }

  @Test
  void is_only_compared_until_it_shall_be_applied_and_applied_once() throws IOException {
    try (var api = new ApiService(data)) {
      var shown = send(api, api.operator(), "", null, ROSTER);
      assertThat(shown.status()).isEqualTo(200);
      assertThat(shown.json().at("/result").asText()).isEqualTo("shown");
      assertThat(shown.json().at("/people/changed").asInt()).isEqualTo(1);
      assertThat(shown.json().at("/lines").toString()).doesNotContain("13900000000", "老陈");
      assertThat(phones()).isZero();

      assertThat(send(api, api.operator(), "?apply=true", null, ROSTER).status()).isEqualTo(400);
      var applied = send(api, api.operator(), "?apply=true", "k1", ROSTER);
      assertThat(applied.json().at("/result").asText()).isEqualTo("applied");
      assertThat(phones()).isEqualTo(1);
      var again = send(api, api.operator(), "?apply=true", "k1", ROSTER);
      assertThat(again.json()).isEqualTo(applied.json());
      assertThat(send(api, api.operator(), "?apply=true", "k1", HEADER).status()).isEqualTo(409);
      assertThat(
              send(api, api.operator(), "?apply=true", "k2", ROSTER).json().at("/result").asText())
          .isEqualTo("same");
    }
  }

  @Test
  void is_refused_row_by_row_and_whole() throws IOException {
    try (var api = new ApiService(data)) {
      var wrong = ROSTER + "8,2,1102,-70,王五,,业主\n";
      var refused = send(api, api.operator(), "?apply=true", "k1", wrong);
      assertThat(refused.status()).isEqualTo(422);
      assertThat(refused.json().at("/result").asText()).isEqualTo("refused");
      assertThat(refused.json().at("/problems"))
          .isNotEmpty()
          .allMatch(p -> p.at("/row").asInt() == 3);
      assertThat(phones()).isZero();
      // Corrected under the same key it is a first request still.
      assertThat(send(api, api.operator(), "?apply=true", "k1", ROSTER).status()).isEqualTo(200);
      assertThat(send(api, api.operator(), "", null, "PKnot a zip").status()).isEqualTo(400);
    }
  }

  @Test
  void needs_the_scope() throws IOException {
    try (var api = new ApiService(data)) {
      var reader = ApiService.token("reader", null, Scope.CASES_READ, Scope.CASES_WRITE);
      assertThat(send(api, reader, "", null, ROSTER).status()).isEqualTo(403);
      var register = ApiService.token("register", null, Scope.REGISTER_WRITE);
      assertThat(send(api, register, "", null, ROSTER).status()).isEqualTo(200);
      var company = ApiService.token("company", "wanjia", Scope.REGISTER_WRITE);
      assertThat(send(api, company, "?apply=true", "k1", ROSTER).status()).isEqualTo(403);
    }
  }

  @Test
  void is_read_with_phones_masked_and_whole_only_with_a_scope_and_an_audit() throws IOException {
    try (var api = new ApiService(data)) {
      var more = ROSTER + "3,2,1102,89.60,欧阳明,13700007777,租客\n";
      send(api, api.operator(), "?apply=true", "k1", more);
      var path = "/api/v1/estates/xingfuli/households";
      var clerk = ApiService.token("clerk", null, Scope.REGISTER_READ);
      var masked = api.get(path + "?building=3&after=3-2-1002", clerk);
      assertThat(masked.text())
          .contains("\"name\":\"老*\",\"phone\":\"139****0000\"", "137****7777", "\"tenant\"")
          .doesNotContain("13900000000", "13700007777", "老陈", "欧阳明");
      assertThat(masked.at("/households/0/room").asText()).isEqualTo("101");
      assertThat(audited()).isZero();

      var office = ApiService.token("office", null, Scope.REGISTER_READ, Scope.PERSONAL);
      var whole = api.get(path + "?building=3&after=3-2-1002", office);
      assertThat(whole.text()).contains("老陈", "13900000000", "欧阳明", "13700007777");
      assertThat(audited()).isOne();

      assertThat(pages(api, path, clerk))
          .isEqualTo(ApiService.count("select count(*) as n from household"));
      assertThat(api.get(path + "?after=3", clerk).status()).isEqualTo(400);
      assertThat(api.get(path + "?building=99", clerk).status()).isEqualTo(400);
      var reader = ApiService.token("reader", null, Scope.CASES_READ, Scope.PERSONAL);
      assertThat(api.get(path, reader).status()).isEqualTo(403);
      var company = ApiService.token("company", "wanjia", Scope.REGISTER_READ, Scope.PERSONAL);
      assertThat(api.get(path, company).status()).isEqualTo(403);
      assertThat(audited()).isOne();
    }
  }

  private static int audited() {
    return ApiService.count(
        "select count(*) as n from audit where role = 'api:office' and fields = 'register:name,phone'");
  }

  /** How many flats stand on all pages together. */
  private static int pages(ApiService api, String path, String token) {
    var flats = 0;
    var next = "";
    var more = true;
    while (more) {
      var page = api.get(path + "?limit=100&after=" + next, token);
      flats += page.at("/households").size();
      next = page.at("/next").asText();
      more = page.at("/more").asBoolean();
    }
    return flats;
  }

  /** A difference is shown with what was and what will be, both of them shortened. */
  @Test
  void shows_a_changed_phone_masked() throws IOException {
    try (var api = new ApiService(data)) {
      send(api, api.operator(), "?apply=true", "k1", ROSTER);
      var changed = ROSTER.replace("13900000000", "13912345678");
      var shown = send(api, api.operator(), "", null, changed);
      assertThat(shown.json().at("/people/changed").asInt()).isEqualTo(1);
      assertThat(shown.json().at("/lines").toString())
          .contains("139****5678")
          .doesNotContain("13912345678", "13900000000", "老陈");
    }
  }

  @Test
  void leaves_alone_who_bound_themselves() throws IOException {
    try (var api = new ApiService(data)) {
      TestDatabase.pool()
          .query(
              """
              with p as (
                insert into person (estate_id, person_key, name) values ('xingfuli', 'chat:x', '住户')
                returning person_id)
              insert into resident (estate_id, person_id, building, unit, room, relation,
                                    verified_by, verified_at)
              select 'xingfuli', person_id, '3', '2', '501', 'tenant', 'code', '2026-11-23' from p
              """)
          .execute()
          .await();
      send(api, api.operator(), "?apply=true", "k1", ROSTER);
      var left =
          TestDatabase.pool().query("select room from resident order by room").execute().await();
      assertThat(left).extracting(row -> row.getString(0)).containsExactly("1101", "501");
    }
  }

  @Test
  void is_seen_by_every_node_without_a_restart() {
    TestDatabase.clean();
    TestDatabase.transactions()
        .run(
            tx -> {
              EstateImport.run(tx, EstateFile.shippedDemo(), "webhook", Instant.EPOCH);
              return null;
            });
    var otherNode = new Estates();
    otherNode.load(TestDatabase.pool());
    TestDatabase.pool()
        .query("insert into building values ('xingfuli', '7', '{1}', 3, 2)")
        .execute()
        .await();
    assertThat(otherNode.byId("xingfuli").building("7")).isEmpty();
    otherNode.refresh(TestDatabase.pool());
    assertThat(otherNode.byId("xingfuli").building("7")).isPresent();
    var before = otherNode.byId("xingfuli");
    otherNode.refresh(TestDatabase.pool());
    assertThat(otherNode.byId("xingfuli")).isSameAs(before);
  }
}
