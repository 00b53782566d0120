package linli.bot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import linli.bot.access.Scope;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Meetings and the ladder in the API")
class ApiMeetingsTest {

  private static final String ESTATE = "/api/v1/estates/xingfuli";
  private static final String MEETINGS = ESTATE + "/meetings";

  @TempDir Path data;

  @Test
  void go_from_a_call_to_minutes_and_tasks() {
    try (var api = new ApiService(data)) {
      var token = api.operator();
      api.say("m1", "老陈", "@小邻 3号楼2单元电梯停了");
      api.forward(Duration.ofHours(26));
      var call = "{\"heldAt\":\"2026-11-26T15:00:00+08:00\",\"place\":\"红帆驿站\"}";
      var called = api.post(MEETINGS, token, null, call);
      assertThat(called.status()).isEqualTo(201);
      assertThat(called.at("/agenda/0/reason").asText()).isEqualTo("OVERDUE");
      assertThat(called.at("/agenda/0/case").asText()).isEqualTo("1123-01");
      assertThat(api.post(MEETINGS, token, null, call).status()).isEqualTo(409);

      var meeting = MEETINGS + "/" + called.at("/meeting").asLong();
      assertThat(api.post(meeting + "/minutes", token, null, "{\"text\":\"还早\"}").status())
          .isEqualTo(409);
      api.forward(Duration.ofHours(52));
      var decision =
          """
          {"case":"1123-01","party":"wanjia","what":"更换门机","dueAt":"2026-12-01T18:00:00+08:00"}""";
      var task = api.post(meeting + "/decisions", token, null, decision);
      assertThat(task.status()).isEqualTo(201);
      assertThat(api.post(meeting + "/decisions", token, null, decision).at("/task"))
          .isEqualTo(task.at("/task"));
      assertThat(
              api.post(meeting + "/decisions", token, null, decision.replace("wanjia", "nobody"))
                  .path())
          .isEqualTo("$.party");
      var minutes = api.post(meeting + "/minutes", token, null, "{\"text\":\"电话13812345678\"}");
      assertThat(minutes.status()).isEqualTo(200);
      assertThat(minutes.at("/minutes").asText()).doesNotContain("13812345678");
      assertThat(api.get(MEETINGS, token).at("/meetings/0/tasks/0/what").asText())
          .isEqualTo("更换门机");
    }
  }

  @Test
  void are_not_for_the_token_of_a_party() {
    try (var api = new ApiService(data)) {
      var party = ApiService.token("wanjia-app", "wanjia", Scope.CASES_READ, Scope.CASES_WRITE);
      assertThat(api.get(MEETINGS, party).status()).isEqualTo(404);
      assertThat(api.get(MEETINGS, null).status()).isEqualTo(401);
      assertThat(api.post(MEETINGS, api.operator(), null, "{\"heldAt\":\"gestern\"}").path())
          .isEqualTo("$.heldAt");
    }
  }

  @Test
  void count_what_was_settled_at_its_own_level() {
    try (var api = new ApiService(data)) {
      api.say("l1", "老陈", "@小邻 3号楼2单元楼道灯不亮");
      api.say("l2", "老陈", "@小邻 好了 1123-01");
      var ladder = api.get(ESTATE + "/ladder", api.operator());
      assertThat(ladder.status()).isEqualTo(200);
      assertThat(ladder.at("/grades/0/grade").asText()).isEqualTo("小区级");
      assertThat(ladder.at("/grades/0/closed").asInt()).isOne();
      assertThat(ladder.at("/grades/0/atItsLevel").asInt()).isOne();
      assertThat(ladder.at("/whistles").isEmpty()).isTrue();
      assertThat(ladder.at("/deadlines/0/over").asInt()).isOne();
      assertThat(ladder.at("/deadlines/0/doneInTime").asInt()).isOne();
    }
  }

  @Test
  void show_yellow_and_red_cards_with_their_reason_to_whom_they_concern() {
    try (var api = new ApiService(data)) {
      api.say("c1", "老陈", "@小邻 3号楼2单元门口味道难闻");
      api.forward(Duration.ofDays(8));
      api.forward(Duration.ofDays(3));
      var cards = api.get(ESTATE + "/cards", api.operator());
      assertThat(cards.status()).isEqualTo(200);
      assertThat(cards.at("/cards/0/no").asText()).isEqualTo("1123-01");
      assertThat(cards.at("/cards/0/colour").asText()).isEqualTo("RED");
      assertThat(cards.at("/cards/0/reason").asText()).isEqualTo("NOT_TAKEN");
      assertThat(cards.at("/cards/0/party").asText()).isEqualTo("wanjia");
      assertThat(cards.at("/cards/1/colour").asText()).isEqualTo("YELLOW");
      assertThat(cards.at("/cards/1/open").asBoolean()).isTrue();
      var ladder = api.get(ESTATE + "/ladder", api.operator());
      assertThat(ladder.at("/deadlines/0/red").asInt()).isOne();
      var others = ApiService.token("committee-app", "committee", Scope.CASES_READ);
      assertThat(api.get(ESTATE + "/cards", others).at("/cards").isEmpty()).isTrue();
    }
  }
}
