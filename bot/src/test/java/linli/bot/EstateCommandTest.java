package linli.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import linli.bot.estates.EstateFile;
import linli.bot.estates.EstateFileCheck;
import linli.bot.store.CannotStart;
import linli.bot.store.TestDatabase;
import linli.nlp.Catalogue;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The command estate")
class EstateCommandTest {

  private static final Features.Knowledge KNOWLEDGE = Features.Knowledge.load();

  private static final String GOOD =
      """
      id: nan
      name: 南苑
      community: 幸福社区
      committee: 南苑居委会
      street: 幸福街道
      parties:
        committee: {kind: committee, name: 南苑居委会}
      buildings:
        - {building: "1", units: ["1"], floors: 6, flatsPerFloor: 2}
      """;

  @TempDir Path directory;

  private record Run(int status, String out, String err) {}

  private Run run(String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    var status =
        Main.commandLine()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err, true))
            .execute(arguments);
    return new Run(status, out.toString(), err.toString());
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text).toString();
  }

  private String config(TestDatabase.Fresh fresh, boolean demo) throws IOException {
    return file(
        "linli-" + demo + ".yml",
        "database: {url: \"%s\"}\ndata: \"%s\"\nhttp: {port: 0}\ndemo: %s\n"
            .formatted(fresh.url(), directory.resolve("data"), demo));
  }

  @Test
  void says_everything_that_is_wrong_and_writes_nothing() throws IOException {
    try (var fresh = TestDatabase.fresh()) {
      var config = config(fresh, false);
      var bad =
          GOOD.replace("kind: committee", "kind: club")
              + """
              groups:
                南苑群: {audience: residents, building: "7"}
              routes:
                - {type: elevater, party: nobody}
              people:
                张三丰: {homes: [{at: 1-1-999}]}
              duty:
                grid_worker: [{person: 李四, weekdays: [8], starts: "25:00"}]
              """;
      var refused = run("estate", "add", file("bad.estate.yml", bad), "--config", config);
      assertThat(refused.status()).isOne();
      assertThat(refused.out())
          .contains(
              "parties:应为至少一个 kind: committee(居委会);实际是“没有”",
              "groups.南苑群.building:应为buildings 里的楼栋;实际是“7”",
              "routes.type:应为taxonomy.tsv 里的类型或 *;实际是“elevater”",
              "people.张**.homes:应为buildings 里有的一户;实际是“没有这一户”",
              "duty.grid_worker.weekdays:应为1(周一)到7;实际是“[8]”",
              "什么都没有写入。")
          .doesNotContain("张三丰", "1-1-999");
      assertThat(run("estate", "list", "--config", config).out()).isEmpty();
    }
  }

  @Test
  void refuses_what_another_estate_has() throws IOException {
    try (var fresh = TestDatabase.fresh()) {
      var config = config(fresh, false);
      run("estate", "add", file("nan.estate.yml", GOOD), "--config", config);
      var same = GOOD.replace("id: nan", "id: bei");
      var refused = run("estate", "add", file("bei.estate.yml", same), "--config", config);
      assertThat(refused.status()).isOne();
      assertThat(refused.out()).startsWith("name:已有同名的小区(id nan)\n");
    }
  }

  @Test
  void checks_single_settings() throws IOException {
    try (var fresh = TestDatabase.fresh()) {
      var config = config(fresh, false);
      run("estate", "add", file("nan.estate.yml", GOOD), "--config", config);
      assertThat(run("estate", "text", "南苑", "withdrawn", "撤了。", "--config", config).out())
          .startsWith("空格要和原句一样:应为[no];实际是[]\n");
      assertThat(run("estate", "text", "南苑", "hazard.fire", "跑", "--config", config).status())
          .isOne();
      assertThat(run("estate", "text", "南苑", "thanks", "谢".repeat(30), "--config", config).out())
          .startsWith("空格以外最多19个字;实际是30个\n");
      assertThat(run("estate", "sla", "南苑", "PARIS", "--config", config).err())
          .contains("PROFILE: expected own, SHANDONG, BEIJING, got PARIS");
      assertThat(run("estate", "number", "南苑", "gas", "请打119", "--config", config).err())
          .contains("NUMBER: expected digits, blanks and hyphens");
      var check = run("estate", "check", "南苑", "--config", config);
      assertThat(check.status()).isOne();
      assertThat(check.out()).contains("✗ 还没有书记", "✗ 没有电话:燃气抢修", "⚠ 还没有居民群", "绑定本群 居委会");
      var duty = file("duty.csv", "角色,人员,星期,开始,结束\n网格员,小红,周八,8点,\n");
      assertThat(run("estate", "duty", "南苑", duty, "--config", config).out())
          .contains("第2行 人员", "第2行 星期", "第2行 时间", "3处有错,什么都没有写入。");
    }
  }

  @Test
  void takes_back_homes_that_only_an_earlier_file_gave_and_lets_their_people_leave()
      throws IOException {
    try (var fresh = TestDatabase.fresh()) {
      var config = config(fresh, false);
      var people = "people:\n  张三: {homes: [{at: 1-1-101}, {at: 1-1-102}, {at: 1-1-201}]}\n";
      run("estate", "add", file("nan.estate.yml", GOOD + people), "--config", config);
      sql(
          fresh,
          """
          update resident set verified_by = 'code', verified_at = now() where room = '102'
          """);
      var later = file("later.estate.yml", GOOD + "people:\n  张三: {homes: [{at: 1-1-201}]}\n");
      assertThat(run("estate", "add", later, "--config", config).out()).contains("还没有写入");
      assertThat(sql(fresh, "select room from resident order by 1"))
          .containsExactly("101", "102", "201");
      assertThat(run("estate", "add", later, "--apply", "--config", config).out()).contains("已写入");
      assertThat(sql(fresh, "select room from resident order by 1")).containsExactly("102", "201");
      assertThat(
              sql(
                  fresh,
                  "select split_part(subject, ' ', 2) from due_work where kind = 'roster.home-lost'"))
          .containsExactly("1-1-101");
      var silent = file("silent.estate.yml", GOOD + "people:\n  张三: {}\n");
      run("estate", "add", silent, "--apply", "--config", config);
      assertThat(sql(fresh, "select room from resident order by 1")).containsExactly("102", "201");
    }
  }

  @Test
  void does_not_dismiss_the_last_who_can_set_up() throws IOException {
    try (var fresh = TestDatabase.fresh()) {
      var config = config(fresh, false);
      var post = "{staff: [{role: secretary, party: committee, title: 书记}]}";
      var people = "people:\n  李书记: %s\n  王书记: %s\n".formatted(post, post);
      run("estate", "add", file("nan.estate.yml", GOOD + people), "--config", config);
      String[] dismiss = {
        "estate", "dismiss", "南苑", "--role", "secretary", "--name", "李书记", "--config", config
      };
      assertThat(run(dismiss).out()).contains("已撤岗");
      dismiss[6] = "王书记";
      var refused = run(dismiss);
      assertThat(refused.status()).isOne();
      assertThat(refused.out()).contains("最后一位", "什么都没有写入");
      assertThat(sql(fresh, "select role from staff_role")).containsExactly("secretary");
    }
  }

  private static java.util.List<String> sql(TestDatabase.Fresh fresh, String sql) {
    var rows = fresh.database().pool().query(sql).execute().await();
    return rows.stream().map(row -> row.getString(0)).toList();
  }

  @Test
  void removes_the_demo_and_only_then_lets_the_service_start_without_it() throws IOException {
    try (var fresh = TestDatabase.fresh()) {
      var demo = new ConfigReader(name -> null).read(Path.of(config(fresh, true)));
      ServeCommand.open(demo, Clock.systemUTC(), () -> KNOWLEDGE).close();
      var config = config(fresh, false);
      run("estate", "add", file("nan.estate.yml", GOOD), "--config", config);
      var real = new ConfigReader(name -> null).read(Path.of(config));
      assertThatThrownBy(() -> ServeCommand.open(real, Clock.systemUTC(), () -> KNOWLEDGE))
          .isInstanceOf(CannotStart.class)
          .hasMessageContaining("./linli estate remove-demo --yes removes it");

      assertThat(run("estate", "remove-demo", "--config", config).out())
          .isEqualTo("幸福东院\n幸福里小区\n以上小区和其中的一切会被删除。核对后加 --yes 再运行一次。\n");
      assertThat(run("estate", "remove-demo", "--yes", "--config", config).out())
          .endsWith("已删除。\n");
      assertThat(run("estate", "list", "--config", config).out()).startsWith("nan\t南苑\t楼栋1\t群0");
      ServeCommand.open(real, Clock.systemUTC(), () -> KNOWLEDGE).close();
    }
  }

  @Test
  void finds_nothing_wrong_in_the_estates_of_the_demo() {
    var problems = new ArrayList<String>();
    EstateFile.shippedDemos()
        .forEach(file -> problems.addAll(EstateFileCheck.problems(file, Catalogue.load())));
    assertThat(problems).isEmpty();
  }
}
