package linli.bot;

import static linli.bot.ApiService.CASES;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import linli.bot.access.Scope;
import linli.bot.media.Samples;
import linli.bot.store.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A neighbour's case that somebody joined who wants to be known to the community only. */
@DisplayName("Of somebody who joined a case anonymously the API")
class ApiHiddenJoinerTest {

  private static final String ONE = CASES + "/1123-01";

  /** What 老陈 said, where he lives, his number: 刘姨, who reported it, lives in 201. */
  private static final List<String> HIDDEN = List.of("老陈", "1101", "13800138000", "下不了楼");

  @TempDir Path data;
  private ApiService api;

  @BeforeEach
  void start() {
    api = new ApiService(data);
    alone("1", "刘姨", "3号楼2单元电梯停了", "");
    alone("2", "老陈", "3号楼2单元电梯停了,我要匿名", photo());
    alone("3", "老陈", "补充 我住1101,老人下不了楼", photo());
    alone("4", "老陈", "13800138000", "");
    assertThat(ApiService.count("select count(*) as n from case_report where hidden"))
        .as("what must not be told")
        .isPositive();
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private static String photo() {
    return ",\"media\":[{\"type\":\"image\",\"base64\":\"%s\"}]"
        .formatted(Base64.getEncoder().encodeToString(Samples.jpeg()));
  }

  private void alone(String id, String who, String text, String media) {
    api.event(
        """
        {"id":"%s","conversation":{"id":"private:%s","type":"private"},"sender":{"id":"%s"},\
        "text":"%s","time":"2026-11-23T10:00:00+08:00"%s}"""
            .formatted(id, who, who, text, media));
  }

  private String everything(String token) {
    var all = new StringBuilder();
    for (var path :
        List.of("/api/v1/estates", CASES, CASES + "?building=3", CASES + "?issueType=elevator")) {
      all.append(api.get(path, token).text());
    }
    return all.append(api.get(ONE, token).text()).toString();
  }

  private int seen(String media, String token) {
    var request =
        TestService.request(api.service(), ONE + "/media/" + media)
            .header("Authorization", "Bearer " + token);
    return TestService.send(request, StandardCharsets.ISO_8859_1).statusCode();
  }

  private static String media() {
    var rows =
        TestDatabase.pool()
            .query("select max(media_id)::text as id from media where account_id = '老陈'")
            .execute()
            .await();
    return rows.iterator().next().getString("id");
  }

  @Test
  void tells_the_property_nothing_whatever_its_scopes_and_all_of_the_neighbour() {
    var property = ApiService.token("property", "wanjia", Scope.values());
    assertThat(everything(property)).contains("201").doesNotContain(HIDDEN);
    assertThat(api.get(ONE, property).at("/media")).isEmpty();
    assertThat(seen(media(), property)).isEqualTo(404);
  }

  @Test
  void tells_an_operator_who_is_not_the_community_nothing() {
    var operator = ApiService.token("city", null, Scope.CASES_READ, Scope.PERSONAL);
    assertThat(everything(operator)).contains("201").doesNotContain(HIDDEN);
    assertThat(seen(media(), operator)).isEqualTo(404);
  }

  @Test
  void tells_the_community_what_it_needs() {
    TestDatabase.pool().query("update cases set party_id = 'committee'").execute().await();
    var committee = ApiService.token("committee", "committee", Scope.CASES_READ, Scope.PERSONAL);
    assertThat(everything(committee)).contains("1101", "下不了楼");
    assertThat(api.get(ONE, committee).at("/media")).hasSize(2);
    assertThat(seen(media(), committee)).isEqualTo(200);
  }

  @Test
  void tells_the_property_s_system_of_a_change_without_who_it_was() {
    var said =
        TestDatabase.pool()
            .query(
                """
                select coalesce(string_agg(text, ' '), '') as said from outbox
                where conversation in ('派单群', 'private:小周', 'private:李经理', 'private:客服小吴')
                """)
            .execute()
            .await();
    assertThat(said.iterator().next().getString("said")).contains("1123-01").doesNotContain(HIDDEN);
  }
}
