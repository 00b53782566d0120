package linli.bot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import linli.bot.access.Scope;
import linli.bot.store.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Orders of the hotline")
class HotlineTest {

  private static final String ORDERS = "/api/v1/estates/xingfuli/orders";
  private static final String HEADER = "工单编号,诉求类型,诉求内容,地址,联系电话,办理期限,来电人\n";
  private static final String LIFT =
      "HX-1,电梯故障,电梯停在5楼,幸福里小区3号楼2单元,13900001111,2026-11-28 18:00,张三\n";
  private static final String LAMP = "HX-2,,5号楼1单元楼道灯不亮,,,,李四\n";

  @TempDir Path data;
  private ApiService api;
  private int keys;

  @BeforeEach
  void start() {
    api = new ApiService(data);
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private ApiService.Answer apply(String rows) {
    return api.post(ORDERS + "?apply=true", api.operator(), "k" + ++keys, HEADER + rows);
  }

  private static int cases() {
    return ApiService.count("select count(*) as n from cases");
  }

  private String states() {
    var request =
        TestService.request(api.service(), ORDERS + ".csv")
            .header("Authorization", "Bearer " + api.operator());
    return TestService.send(request).body();
  }

  @Test
  void are_shown_first_and_become_cases_of_the_normal_way_when_asked_for() {
    var shown = api.post(ORDERS, api.operator(), null, HEADER + LIFT + LAMP);
    assertThat(shown.at("/result").asText()).isEqualTo("shown");
    assertThat(shown.at("/added").asInt()).isEqualTo(2);
    assertThat(shown.text()).contains("没有用到的列:来电人").doesNotContain("张三", "139");
    assertThat(cases()).isZero();
    var applied = apply(LIFT + LAMP);
    assertThat(applied.at("/result").asText()).isEqualTo("applied");
    assertThat(applied.at("/lines/0").asText()).isEqualTo("新增 HX-1 【1123-01】");
    var one = api.get(ApiService.CASES + "/1123-01", api.operator());
    assertThat(one.at("/source").asText()).isEqualTo("hotline");
    assertThat(one.at("/place/building").asText()).isEqualTo("3");
    assertThat(one.at("/place/unit").asText()).isEqualTo("2");
    assertThat(TestService.messages(api.service(), api.clock, "after=").body())
        .contains("派单群", "1123-01", "1123-02");
    assertThat(
            ApiService.count("select count(*) as n from case_contact where phone = '13900001111'"))
        .isEqualTo(1);
    assertThat(ApiService.count("select count(*) as n from case_report where raw_text ~ '张三'"))
        .isZero();
  }

  @Test
  void are_not_taken_where_a_row_is_wrong() {
    var refused =
        apply(
            LIFT
                + "HX-1,,灯坏了,,,,\n"
                + "有 空格,,灯坏了,,,,\n"
                + "HX-3,飞碟,灯坏了,,139,昨天,\n"
                + "HX-4,,,,,,\n");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json().at("/problems")).hasSize(6);
    assertThat(refused.text())
        .contains("与第2行重复", "1至40位", "问题类型的名称", "7至12位数字", "2026-11-28 18:00", "不空");
    assertThat(refused.at("/problems/0/row").asInt()).isEqualTo(3);
    assertThat(cases()).isZero();
    var noHeader = api.post(ORDERS, api.operator(), null, "编号,内容\nHX-1,灯坏了\n");
    assertThat(noHeader.status()).isEqualTo(422);
    assertThat(api.post(ORDERS, api.operator(), null, "工单编号,诉求内容\n\"HX").status()).isEqualTo(400);
  }

  @Test
  void show_their_difference_when_they_come_again() {
    apply(LIFT + LAMP);
    var again = apply(LIFT + LAMP.replace("灯不亮", "灯不亮三天了") + "HX-3,,路灯不亮,,,,\n");
    assertThat(again.at("/added").asInt()).isEqualTo(1);
    assertThat(again.at("/changed").asInt()).isEqualTo(1);
    assertThat(again.at("/same").asInt()).isEqualTo(1);
    assertThat(cases()).isEqualTo(3);
  }

  @Test
  void tell_what_is_new_to_who_has_the_case() {
    apply(LIFT);
    var changed = apply(LIFT.replace("停在5楼", "停在5楼两天了"));
    assertThat(changed.at("/changed").asInt()).isEqualTo(1);
    assertThat(cases()).isEqualTo(1);
    assertThat(ApiService.count("select count(*) as n from case_report where kind = 'supplement'"))
        .isEqualTo(1);
    assertThat(apply(LIFT.replace("停在5楼", "停在5楼两天了")).at("/same").asInt()).isEqualTo(1);
  }

  @Test
  void leave_the_number_of_a_second_caller_with_a_danger_that_is_known() {
    var fire = "HX-%d,,5号楼1单元着火了,5号楼1单元,%s,,\n";
    apply(fire.formatted(7, "13900001111"));
    apply(fire.formatted(8, "13700002222"));
    assertThat(cases()).isEqualTo(1);
    assertThat(ApiService.count("select count(*) as n from case_contact")).isEqualTo(2);
  }

  @Test
  void are_read_once_with_one_key() {
    api.post(ORDERS + "?apply=true", api.operator(), "same", HEADER + LIFT);
    api.post(ORDERS + "?apply=true", api.operator(), "same", HEADER + LIFT);
    assertThat(cases()).isEqualTo(1);
    var other = api.post(ORDERS + "?apply=true", api.operator(), "same", HEADER + LAMP);
    assertThat(other.status()).isEqualTo(409);
    assertThat(api.post(ORDERS + "?apply=true", api.operator(), null, HEADER).status())
        .isEqualTo(400);
  }

  @Test
  void come_and_go_by_command_beside_a_running_service() throws IOException {
    var config =
        Files.writeString(
            data.resolve("linli.yml"),
            "data: %s\ndatabase: {url: \"%s\"}\n".formatted(data, TestDatabase.url()));
    var orders = Files.writeString(data.resolve("orders.csv"), HEADER + LIFT).toString();
    var back = data.resolve("back.csv");
    assertThat(command(config, "import", orders, "--yes"))
        .contains("新增 HX-1 【", "新增1,变更0,相同0。已写入。")
        .doesNotContain("139", "张三");
    assertThat(command(config, "export", back.toString())).isEqualTo("已导出1单。\n");
    assertThat(Files.readString(back)).contains("HX-1,");
  }

  private static String command(Path config, String... words) {
    var out = new StringWriter();
    var all =
        Stream.concat(
            Stream.of("orders"),
            Stream.concat(
                Stream.of(words), Stream.of("--estate", "幸福里小区", "--config", config.toString())));
    Main.commandLine().setOut(new PrintWriter(out)).execute(all.toArray(String[]::new));
    return out.toString();
  }

  @Test
  void are_told_back_with_their_states() {
    apply(LIFT + LAMP);
    assertThat(states())
        .startsWith("\ufeff工单编号,本系统编号,状态,")
        .contains("HX-1,2026-11-23-01,\"已派单,等待接单\",万家物业,2026-11-23 10:00")
        .contains("2026-11-28 18:00,否")
        .doesNotContain("139", "停在5楼");
    api.clock.forward(Duration.ofDays(6));
    assertThat(states()).contains("2026-11-28 18:00,是");
    var tied = ApiService.token("wanjia-app", "wanjia", Scope.CASES_READ, Scope.CASES_WRITE);
    assertThat(api.post(ORDERS, tied, null, HEADER + LIFT).status()).isEqualTo(403);
  }
}
