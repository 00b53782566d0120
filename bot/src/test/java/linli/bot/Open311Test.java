package linli.bot;

import static linli.bot.Open311Client.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import linli.bot.access.Scope;
import linli.bot.store.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Open311")
class Open311Test {

  @TempDir Path data;
  private ApiService api;
  private Open311Client client;

  @BeforeEach
  void start() {
    api = new ApiService(data);
    client = new Open311Client(api);
  }

  @AfterEach
  void stop() {
    api.close();
  }

  /** A form with these changes; null takes a field away. */
  private Map<String, String> form(String... changes) {
    var form = new HashMap<String, String>();
    form.put("api_key", api.operator());
    form.put("service_code", "elevator");
    form.put("address_id", "3-2");
    form.put("description", "电梯停在5楼不动,请联系13812345678");
    for (int i = 0; i < changes.length; i += 2) {
      form.put(changes[i], changes[i + 1]);
    }
    form.values().removeIf(value -> value == null);
    return form;
  }

  private String filed(Map<String, String> form) {
    var answer = client.post(form, null);
    assertThat(answer.status()).as(answer.json().toString()).isEqualTo(200);
    return answer.at("/0/service_request_id").asText();
  }

  private static int cases() {
    return ApiService.count("select count(*) as n from cases");
  }

  @Test
  void is_found_and_says_what_can_be_reported() {
    var discovery = client.get("/open311/discovery");
    assertThat(discovery.status()).isEqualTo(200);
    var url = discovery.at("/endpoints/0/url").asText();
    assertThat(url).endsWith(":" + api.service().port() + ROOT);
    assertThat(client.get(ROOT + "/discovery").json()).isEqualTo(discovery.json());
    var services = client.get(ROOT + "/services");
    assertThat(services.json()).hasSize(ApiService.KNOWLEDGE.catalogue().issueTypes().size());
    var definition = client.get(ROOT + "/services/elevator");
    assertThat(definition.at("/attributes/0/values")).hasSize(6);
    assertThat(client.get(ROOT + "/services/ufo").status()).isEqualTo(404);
    assertThat(client.get(ROOT + "/nothing").status()).isEqualTo(404);
  }

  @Test
  void files_a_case_that_goes_the_normal_way() {
    var id = filed(form());
    assertThat(id).isEqualTo("2026-11-23-01");
    assertThat(TestService.messages(api.service(), api.clock, "after=").body())
        .contains("派单群", "1123-01");
    var one = client.get(ROOT + "/requests/" + id);
    assertThat(one.at("/0/status").asText()).isEqualTo("open");
    assertThat(one.at("/0/agency_responsible").asText()).isEqualTo("万家物业");
    assertThat(one.at("/0/address").asText()).isEqualTo("幸福里小区3号楼2单元");
    assertThat(one.at("/0/address_id").asText()).isEqualTo("3-2");
    assertThat(one.at("/0/requested_datetime").asText()).isEqualTo("2026-11-23T10:00:00+08:00");
    assertThat(one.xml()).doesNotContain("13812345678", "停在5楼");
    assertThat(client.get(ROOT + "/tokens/" + id).at("/0/service_request_id").asText())
        .isEqualTo(id);
    assertThat(client.get(ROOT + "/tokens/2026-11-23-99").status()).isEqualTo(404);
    var known = api.get(ApiService.CASES + "/1123-01", api.operator());
    assertThat(known.at("/source").asText()).isEqualTo("open311");
    assertThat(known.at("/reports/0/text").asText()).contains("停在5楼");
  }

  @Test
  void tells_the_state_as_open_and_closed_and_the_rest_in_words() {
    var id = filed(form());
    var path = ROOT + "/requests/" + id;
    assertThat(client.get(path).at("/0/status_notes").asText()).isEqualTo("已派单,等待接单");
    TestDatabase.pool()
        .query("update cases set state = 'DONE', done_at = now(), done_text = '换了触点'")
        .execute()
        .await();
    assertThat(client.get(path).at("/0/status").asText()).isEqualTo("open");
    assertThat(client.get(path).at("/0/status_notes").asText()).isEqualTo("已办结,等反映人确认");
    TestDatabase.pool()
        .query("update cases set state = 'CLOSED', closed_at = now(), outcome = 'NO_ANSWER'")
        .execute()
        .await();
    var closed = client.get(path);
    assertThat(closed.at("/0/status").asText()).isEqualTo("closed");
    assertThat(closed.at("/0/expected_datetime").isNull()).isTrue();
  }

  @Test
  void files_the_same_form_once_within_a_minute_and_the_same_key_once_for_days() {
    var id = filed(form());
    assertThat(client.postXml(form())).contains(id);
    assertThat(filed(form("description", "另一部电梯也停了"))).isEqualTo("2026-11-23-02");
    api.clock.forward(Duration.ofSeconds(61));
    assertThat(filed(form())).isEqualTo("2026-11-23-03");
    var first = client.post(form("description", "第三次停了"), "order-1");
    api.clock.forward(Duration.ofDays(3));
    assertThat(client.post(form("description", "第三次停了"), "order-1").json()).isEqualTo(first.json());
    assertThat(client.post(form("description", "别的事"), "order-1").status()).isEqualTo(400);
    assertThat(cases()).isEqualTo(4);
  }

  @Test
  void takes_a_phone_for_who_goes_there_and_no_name() {
    filed(form("phone", "+86 139-0000-1111", "first_name", "建国", "email", "a@example.org"));
    assertThat(
            ApiService.count("select count(*) as n from case_contact where phone = '13900001111'"))
        .isEqualTo(1);
    assertThat(ApiService.count("select count(*) as n from case_report where raw_text ~ '建国'"))
        .isZero();
  }

  @Test
  void hears_a_danger_in_a_description() {
    filed(form("service_code", "other", "description", "3号楼1单元楼道好浓的煤气味", "address_id", "3-1"));
    assertThat(ApiService.count("select count(*) as n from cases where urgency = 'P0'"))
        .isEqualTo(1);
    filed(form("service_code", "other", "description", "楼道里煤气味越来越重了", "address_id", "3-1"));
    assertThat(cases()).isEqualTo(1);
  }

  @Test
  void finds_the_place_in_an_address() {
    filed(form("address_id", null, "address_string", "幸福里小区5号楼1单元"));
    filed(form("address_id", null, "lat", "36.0712", "long", "120.3811"));
    filed(form("attribute[building]", "4"));
    assertThat(
            ApiService.count("select count(*) as n from cases where building = '5' and unit = '1'"))
        .isEqualTo(1);
    assertThat(ApiService.count("select count(*) as n from cases where building = '4'"))
        .isEqualTo(1);
    assertThat(
            ApiService.count(
                "select count(*) as n from case_report where raw_text ~ '36.071200,120'"))
        .isEqualTo(1);
  }

  @Test
  void lists_what_everybody_may_read_and_more_for_a_key() {
    var lift = filed(form());
    filed(form("service_code", "leak", "description", "3号楼2单元1101漏水,天花板湿了一片"));
    filed(form("service_code", "service_quality", "description", "物业的人态度太差,我要投诉"));
    var everybody = client.get(ROOT + "/requests");
    assertThat(everybody.json()).hasSize(1);
    assertThat(everybody.at("/0/service_request_id").asText()).isEqualTo(lift);
    var withKey = client.get(ROOT + "/requests", Map.of("api_key", api.operator()));
    assertThat(withKey.json()).hasSize(3);
    assertThat(withKey.at("/0/address").asText()).isEqualTo("幸福里小区");
    assertThat(withKey.at("/1/address").asText()).isEqualTo("幸福里小区");
    assertThat(withKey.xml()).doesNotContain("1101", "态度");
    assertThat(client.get(ROOT + "/requests/2026-11-23-02").status()).isEqualTo(404);
  }

  @Test
  void filters_within_bounds() {
    filed(form());
    api.clock.forward(Duration.ofDays(100));
    var later = filed(form("service_code", "lighting", "description", "路灯不亮"));
    assertThat(client.get(ROOT + "/requests").json()).hasSize(1);
    var list = ROOT + "/requests";
    assertThat(client.get(list, Map.of("status", "closed")).json()).isEmpty();
    assertThat(client.get(list, Map.of("status", "open,closed")).json()).hasSize(1);
    assertThat(client.get(list, Map.of("service_code", "elevator")).json()).isEmpty();
    assertThat(client.get(list, Map.of("start_date", "2026-11-01T00:00:00+08:00")).json())
        .hasSize(1);
    var both = Map.of("service_request_id", "2026-11-23-01," + later, "status", "closed");
    assertThat(client.get(list, both).json()).hasSize(2);
    assertThat(client.get(list, Map.of("service_code", "ufo")).status()).isEqualTo(404);
    for (var wrong :
        Map.of("status", "half", "start_date", "2026-11-01", "end_date", "yesterday").entrySet()) {
      assertThat(client.get(list, Map.of(wrong.getKey(), wrong.getValue())).status())
          .as(wrong.getKey())
          .isEqualTo(400);
    }
    var far = Map.of("start_date", "2026-01-01T00:00:00Z", "end_date", "2026-11-01T00:00:00+08:00");
    assertThat(client.get(list, far).error()).contains("90 days");
    var backwards =
        Map.of("start_date", "2026-11-02T00:00:00Z", "end_date", "2026-11-01T00:00:00Z");
    assertThat(client.get(list, backwards).status()).isEqualTo(400);
  }

  @Test
  void refuses_as_the_specification_says() {
    refused(403, "api_key", form("api_key", null));
    refused(403, "api_key", form("api_key", "linli_nothing"));
    var reader = ApiService.token("reader", null, Scope.CASES_READ);
    refused(403, "cases:write", form("api_key", reader));
    refused(400, "service_code", form("service_code", null));
    refused(404, "service_code", form("service_code", "ufo"));
    refused(404, "jurisdiction_id", form("jurisdiction_id", "nowhere"));
    refused(400, "address_string", form("address_id", null));
    refused(400, "address_id", form("address_id", "77"));
    refused(400, "lat and long", form("lat", "36.1"));
    refused(400, "degrees", form("lat", "361", "long", "120"));
    refused(400, "4000", form("description", "长".repeat(4001)));
    refused(400, "attribute", form("attribute[colour]", "red"));
    refused(400, "media_url", form("media_url", "file:///etc/passwd"));
    var wrongType = client.send(ROOT + "/requests.xml?api_key=" + api.operator(), "", null);
    assertThat(wrongType.statusCode()).isEqualTo(400);
    assertThat(cases()).isZero();
    assertThat(client.postXml(form("service_code", "ufo"))).contains("<code>404</code>");
  }

  private void refused(int status, String words, Map<String, String> form) {
    var answer = client.post(form, null);
    assertThat(answer.status()).as(words).isEqualTo(status);
    assertThat(answer.at("/0/code").asInt()).isEqualTo(status);
    assertThat(answer.error()).contains(words);
  }

  @Test
  void ties_a_key_to_its_estate_and_party() {
    filed(form());
    var other = ApiService.token("street", "street", Scope.CASES_READ);
    assertThat(client.get(ROOT + "/requests", Map.of("api_key", other)).json()).isEmpty();
    var wanjia = ApiService.token("wanjia-app", "wanjia", Scope.CASES_READ);
    assertThat(client.get(ROOT + "/requests", Map.of("api_key", wanjia)).json()).hasSize(1);
  }

  @Test
  void says_that_a_picture_was_not_got_and_files_the_rest() {
    var answer = client.post(form("media_url", "http://127.0.0.1:1/lift.jpg"), null);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.at("/0/service_notice").asText()).contains("照片没有取到");
    assertThat(cases()).isEqualTo(1);
  }
}
