package linli.bot;

import static linli.bot.ApiService.CASES;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import linli.bot.access.Scope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Entering a case for a resident")
class ApiEntryTest {

  private static final String LIFT =
      """
      {"issueType":"elevator","place":{"building":"3","unit":"2"},"summary":"电梯停在5楼","consent":false}""";

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

  private ApiService.Answer enter(String key, String body) {
    return api.post(CASES, api.operator(), key, body);
  }

  private static int cases() {
    return ApiService.count("select count(*) as n from cases");
  }

  @Test
  void opens_it_gives_it_to_the_party_and_says_that_it_came_by_the_api() {
    var entered = enter("k1", LIFT);
    assertThat(entered.status()).isEqualTo(201);
    assertThat(entered.at("/no").asText()).isEqualTo("1123-01");
    assertThat(entered.at("/party/id").asText()).isEqualTo("wanjia");
    var one = api.get(entered.at("/href").asText(), api.operator());
    assertThat(one.at("/source").asText()).isEqualTo("api");
    assertThat(one.at("/summary").asText()).isEqualTo("电梯停在5楼");
    assertThat(one.at("/reporters/people").asInt()).isEqualTo(1);
    assertThat(TestService.messages(api.service(), api.clock, "after=").body())
        .contains("派单群", "1123-01");
  }

  @Test
  void understands_the_words_and_their_place() {
    var body = "{\"text\":\"5号楼1单元楼道灯不亮了\",\"consent\":true}";
    var entered = enter("k1", body);
    var one = api.get(entered.at("/href").asText(), api.operator());
    assertThat(one.at("/place/building").asText()).isEqualTo("5");
    assertThat(one.at("/issueType").asText()).isNotEqualTo("other");
    assertThat(one.at("/reports/0/text").asText()).isEqualTo("5号楼1单元楼道灯不亮了");
  }

  @Test
  void keeps_no_words_without_consent() {
    enter("k1", "{\"text\":\"5号楼1单元楼道灯不亮了\",\"consent\":false}");
    assertThat(ApiService.count("select count(*) as n from case_report")).isEqualTo(1);
    assertThat(ApiService.count("select count(*) as n from case_report where raw_text is not null"))
        .isZero();
  }

  @Test
  void answers_the_same_to_the_same_key_and_opens_nothing_again() {
    var first = enter("k1", LIFT);
    api.clock.forward(Duration.ofDays(6));
    var again = enter("k1", LIFT);
    assertThat(again.status()).isEqualTo(201);
    assertThat(again.text()).isEqualTo(first.text());
    var other = enter("k1", LIFT.replace("5楼", "6楼"));
    assertThat(other.code()).isEqualTo("conflict");
    assertThat(other.path()).isEqualTo("Idempotency-Key");
    assertThat(cases()).isEqualTo(1);
    api.clock.forward(Duration.ofDays(2));
    assertThat(enter("k1", LIFT).at("/id").asText()).isEqualTo("2026-12-01-01");
  }

  @Test
  void forgets_its_answers_after_seven_days() {
    enter("k1", LIFT);
    api.forward(Duration.ofDays(6));
    assertThat(ApiService.count("select count(*) as n from api_answer")).isEqualTo(1);
    api.forward(Duration.ofDays(1));
    assertThat(ApiService.count("select count(*) as n from api_answer")).isZero();
  }

  @Test
  void does_not_mix_up_the_keys_of_two_tokens() {
    enter("k1", LIFT);
    var other = ApiService.token("hotline", null, Scope.CASES_WRITE);
    assertThat(api.post(CASES, other, "k1", LIFT).at("/no").asText()).isEqualTo("1123-02");
  }

  @Test
  void opens_one_case_for_requests_that_come_at_the_same_time() throws InterruptedException {
    var threads = new Thread[8];
    for (var i = 0; i < threads.length; i++) {
      threads[i] = Thread.startVirtualThread(() -> enter("k1", LIFT));
    }
    for (var thread : threads) {
      thread.join();
    }
    assertThat(cases()).isEqualTo(1);
  }

  @Test
  void joins_a_danger_that_is_known() {
    var gas = "{\"text\":\"3号楼1单元楼道好浓的煤气味\",\"consent\":true}";
    var first = enter("k1", gas);
    assertThat(first.at("/urgency").asText()).isEqualTo("P0");
    assertThat(first.at("/joined").asBoolean()).isFalse();
    var second = enter("k2", gas);
    assertThat(second.at("/joined").asBoolean()).isTrue();
    assertThat(second.at("/id")).isEqualTo(first.at("/id"));
    var one = api.get(first.at("/href").asText(), api.operator());
    assertThat(one.at("/reporters/people").asInt()).isEqualTo(2);
  }

  @Test
  void lets_staff_finish_it_though_nobody_can_be_asked() {
    enter("k1", LIFT);
    staff("s1", "接单 1123-01");
    staff("s2", "办结 1123-01 更换门锁触点");
    var one = api.get(CASES + "/1123-01", api.operator());
    assertThat(one.at("/state").asText()).isEqualTo("DONE");
    assertThat(one.at("/done").asText()).isEqualTo("更换门锁触点");
    assertThat(ApiService.count("select count(*) as n from outbox where channel = '@api'"))
        .isZero();
  }

  @Test
  void closes_it_by_itself_when_nobody_answers() {
    enter("k1", LIFT);
    staff("s1", "接单 1123-01");
    staff("s2", "办结 1123-01 更换门锁触点");
    api.forward(Duration.ofHours(25));
    api.forward(Duration.ofHours(48));
    var one = api.get(CASES + "/1123-01", api.operator());
    assertThat(one.at("/outcome").asText()).isEqualTo("NO_ANSWER");
  }

  private void staff(String id, String text) {
    var event =
        """
        {"id":"%s","conversation":{"id":"派单群","type":"group"},"sender":{"id":"小周"},\
        "text":"%s","time":"2026-11-23T10:00:00+08:00","media":[{"type":"image","url":"http://x/1"}]}"""
            .formatted(id, text);
    assertThat(TestService.post(api.service(), api.clock, event).statusCode()).isEqualTo(200);
    Eventually.until(
        () ->
            ApiService.count(
                    "select count(*) as n from inbox where processed_at is null and parked_at is null")
                == 0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'consent':true} | $",
        "{'text':'电梯坏了'} | $.consent",
        "{'text':'今天天气真好','consent':true} | $.text",
        "{'issueType':'ufo','consent':true} | $.issueType",
        "{'issueType':7,'consent':true} | $.issueType",
        "{'issueType':'elevator','place':{'building':'77'},'consent':true} | $.place.building",
        "{'issueType':'elevator','place':{'building':'3','unit':'9'},'consent':true} | $.place.unit",
        "{'issueType':'leak','place':{'building':'3','unit':'2','room':'9901'},'consent':true} | $.place.room",
        "{'issueType':'leak','place':{'building':'3','unit':'2','room':'1101'},'consent':false} | $.place.room",
        "{'issueType':'elevator','summary':'a\\u0000b','consent':true} | $.summary",
        "{'issueType':'elevator','consent':true,'colour':'red'} | $",
        "{'issueType':'elevator','consent':true,'consent':true} | $",
        "[] | $",
        "nonsense | $"
      })
  void names_what_is_wrong_in_a_body(String body, String path) {
    var refused = enter("k1", body.strip().replace('\'', '"'));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.path()).isEqualTo(path.strip());
    assertThat(refused.text()).doesNotContain("Exception", "at linli");
    assertThat(cases()).isZero();
  }

  @Test
  void needs_a_key() {
    var refused = enter(null, LIFT);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.path()).isEqualTo("Idempotency-Key");
  }
}
