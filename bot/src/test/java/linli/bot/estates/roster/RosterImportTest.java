package linli.bot.estates.roster;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.sqlclient.Tuple;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import linli.bot.estates.EstateFile;
import linli.bot.estates.EstateImport;
import linli.bot.estates.roster.RosterImport.Result;
import linli.bot.store.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Importing a roster")
class RosterImportTest {

  private static final String HEADER = "楼栋,单元,房号,建筑面积,面积来源,姓名,手机,关系,居住\n";
  private static final String ZHANG = "3,2,1101,89.60,不动产权证,张三,13900000000,业主,是\n";
  private static final String ZHANGS_WIFE = "3,2,1101,89.60,,李红,,家人,是\n";
  private static final String WANG = "3,1,602,70,,王五,13900000001,租客,是\n";

  private static final String ESTATE =
      """
      id: nan
      name: 南苑小区
      community: 南苑社区
      committee: 南苑居委会
      street: 南苑街道
      """;

  private static final String BUILDINGS =
      """
      buildings:
        - {building: "3", units: ["1", "2"], floors: 15, flatsPerFloor: 2}
      """;

  @TempDir Path directory;

  @BeforeEach
  void empty() {
    TestDatabase.clean();
    estate(BUILDINGS);
  }

  private static void estate(String more) {
    var text = (ESTATE + more).getBytes(StandardCharsets.UTF_8);
    var file = EstateFile.read(new ByteArrayInputStream(text), "nan.estate.yml");
    TestDatabase.transactions()
        .run(
            tx -> {
              EstateImport.run(tx, file, "webhook", Instant.EPOCH);
              return null;
            });
  }

  private Result run(String rows, boolean apply) {
    try {
      var file = Files.createTempFile(directory, "roster", ".csv");
      Files.writeString(file, HEADER + rows);
      return new RosterImport(TestDatabase.transactions(), Clock.systemUTC(), "nan")
          .run(file, apply);
    } catch (IOException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private List<String> lines(String rows, boolean apply) {
    var result = run(rows, apply);
    return result instanceof Result.Shown shown
        ? shown.lines()
        : result instanceof Result.Applied applied ? applied.lines() : List.of();
  }

  private static List<String> query(String sql) {
    var rows = TestDatabase.pool().preparedQuery(sql).execute(Tuple.of("nan")).await();
    return StreamSupport.stream(rows.spliterator(), false).map(row -> row.getString(0)).toList();
  }

  private static List<String> residents() {
    return query(
        """
        select concat_ws(' ', p.name, p.phone, concat_ws('-', r.building, r.unit, r.room),
                         r.relation, r.lives_here)
        from resident r join person p using (estate_id, person_id)
        where estate_id = $1
        order by p.name, r.unit, r.room
        """);
  }

  private static List<String> areas() {
    return query(
        """
        select concat_ws(' ', concat_ws('-', building, unit, room), area_hundredths, area_source)
        from household
        where estate_id = $1 and area_hundredths is not null
        order by building, unit, room
        """);
  }

  private static List<String> people() {
    return query("select name || ' ' || person_id from person where estate_id = $1 order by 1");
  }

  @Test
  void applies_the_first_one_at_once() {
    assertThat(lines(ZHANG + ZHANGS_WIFE + WANG, false))
        .containsExactly(
            "房屋:新增2,变更0,移出0。人员:新增3,变更0,移出0。",
            "新增 房屋 3-1-602 70.00㎡",
            "新增 房屋 3-2-1101 89.60㎡(不动产权证)",
            "新增 人员 张* 139****0000 +3-2-1101业主",
            "新增 人员 李* +3-2-1101家人",
            "新增 人员 王* 139****0001 +3-1-602租客");
    assertThat(areas()).containsExactly("3-1-602 7000", "3-2-1101 8960 不动产权证");
    assertThat(residents())
        .containsExactly(
            "张三 13900000000 3-2-1101 owner t",
            "李红 3-2-1101 family t",
            "王五 13900000001 3-1-602 tenant t");
  }

  @Test
  void finds_no_difference_the_second_time() {
    run(ZHANG + WANG, false);
    assertThat(run(WANG + ZHANG, true)).isEqualTo(new Result.Same());
  }

  @Test
  void only_shows_a_difference_until_it_is_told_to_apply_it() {
    run(ZHANG + ZHANGS_WIFE + WANG, false);
    var before = people();
    var changed = "3,2,1101,90.10,测绘报告,张三,13900000000,业主,否\n" + "3,2,102,50,,张三,13900000000,业主,是\n";

    assertThat(run(changed, false)).isInstanceOf(Result.Shown.class);
    assertThat(areas()).containsExactly("3-1-602 7000", "3-2-1101 8960 不动产权证");
    assertThat(residents()).hasSize(3);

    assertThat(lines(changed, true))
        .containsExactly(
            "房屋:新增1,变更1,移出1。人员:新增0,变更1,移出2。",
            "移出 房屋 3-1-602 70.00㎡",
            "新增 房屋 3-2-102 50.00㎡",
            "变更 房屋 3-2-1101 89.60㎡(不动产权证) → 90.10㎡(测绘报告)",
            "变更 人员 张* 139****0000 +3-2-102业主 +3-2-1101业主(不居住)",
            "移出 人员 李* -3-2-1101家人",
            "移出 人员 王* 139****0001 -3-1-602租客");
    assertThat(areas()).containsExactly("3-2-102 5000", "3-2-1101 9010 测绘报告");
    assertThat(residents())
        .containsExactly("张三 13900000000 3-2-102 owner t", "张三 13900000000 3-2-1101 owner f");
    assertThat(people()).as("history needs them").isEqualTo(before);
  }

  @Test
  void knows_who_comes_back() {
    run(ZHANG + ZHANGS_WIFE + WANG, false);
    var before = people();
    run(WANG, true);
    assertThat(residents()).hasSize(1);
    assertThat(lines(ZHANG + ZHANGS_WIFE + WANG, true).getFirst())
        .isEqualTo("房屋:新增1,变更0,移出0。人员:新增2,变更0,移出0。");
    assertThat(people()).isEqualTo(before);
  }

  @Test
  void knows_who_has_a_new_phone() {
    run(ZHANG + WANG, false);
    var before = people();
    assertThat(lines(ZHANG.replace("13900000000", "13900000009") + WANG, true))
        .containsExactly("房屋:新增0,变更0,移出0。人员:新增0,变更1,移出0。", "变更 人员 张* 139****0009 手机");
    assertThat(people()).isEqualTo(before);
    assertThat(residents()).contains("张三 13900000009 3-2-1101 owner t");
  }

  @Test
  void gives_the_phone_to_somebody_whom_the_estate_file_named() {
    estate(BUILDINGS + "people:\n  张三: {homes: [{at: 3-2-1101}]}\n");
    assertThat(run(ZHANG, false)).as("there is a resident").isInstanceOf(Result.Shown.class);
    run(ZHANG, true);
    assertThat(people()).hasSize(1);
    assertThat(residents()).containsExactly("张三 13900000000 3-2-1101 owner t");
  }

  @Test
  void makes_the_buildings_of_an_estate_whose_file_names_none() {
    TestDatabase.clean();
    estate("");
    run("A,1,2203,88,,张三,,业主,\n" + "A,2,101,88,,李四,,业主,\n", false);
    assertThat(
            query(
                """
                select concat_ws(' ', building, units::text, floors, flats_per_floor)
                from building where estate_id = $1
                """))
        .containsExactly("A {1,2} 22 3");
    run("A,1,2203,88,,张三,,业主,\n" + "B,1,101,88,,李四,,业主,\n", true);
    assertThat(query("select building from building where estate_id = $1 order by 1"))
        .containsExactly("A", "B");
  }

  @Test
  @Timeout(60)
  void of_5000_rows_with_one_wrong_names_that_one_and_imports_nothing() {
    TestDatabase.clean();
    estate("");
    var rows = new StringBuilder();
    for (int i = 0; i < 5_000; i++) {
      rows.append(
          "%d,%d,%d%02d,%d.%02d,,住户%d,139%08d,业主,是\n"
              .formatted(
                  i / 200 + 1, i / 100 % 2 + 1, i / 4 % 25 + 1, i % 4 + 1, 60, i % 99, i, i));
    }
    var good = rows.toString();
    var bad = good.replaceFirst("(住户3210,139\\d+),业主", "$1,邻居");
    assertThat(bad).isNotEqualTo(good);

    var begun = System.nanoTime();
    assertThat(run(bad, true))
        .isEqualTo(new Result.Refused(List.of(new RosterProblem(3212, "关系", "业主、家人或租客", "“邻居”"))));
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
    assertThat(query("select name from person where estate_id = $1")).isEmpty();
    assertThat(areas()).isEmpty();

    assertThat(lines(good, false)).hasSize(22).last().isEqualTo("…… 另有9980条");
    assertThat(residents()).hasSize(5_000);
    assertThat(run(good, false)).isEqualTo(new Result.Same());
  }

  @Test
  void reads_back_what_it_exported() throws IOException {
    run(ZHANG + ZHANGS_WIFE + WANG, false);
    var file = directory.resolve("out.csv");
    assertThat(RosterExport.run(TestDatabase.transactions(), "nan", file)).isEqualTo(3);
    assertThat(Files.readString(file))
        .isEqualTo(
            "\ufeff楼栋,单元,楼层,房号,建筑面积,面积来源,交付,姓名,手机,关系,居住\r\n"
                + "3,1,6,602,70.00,,已交付,王五,13900000001,租客,是\r\n"
                + "3,2,11,1101,89.60,不动产权证,已交付,张三,13900000000,业主,是\r\n"
                + "3,2,11,1101,89.60,不动产权证,已交付,李红,,家人,是\r\n");
    var importing = new RosterImport(TestDatabase.transactions(), Clock.systemUTC(), "nan");
    assertThat(importing.run(file, true)).isEqualTo(new Result.Same());
    run(WANG, true);
    importing.run(file, true);
    assertThat(residents()).hasSize(3);
    assertThat(areas()).containsExactly("3-1-602 7000", "3-2-1101 8960 不动产权证");
  }

  @Test
  void knows_what_the_developer_has_not_sold_or_handed_over() throws IOException {
    var file = directory.resolve("new.csv");
    Files.writeString(
        file,
        "楼栋,单元,房号,建筑面积,交付,姓名,关系\n"
            + "3,1,101,70.00,未售,某某置业,业主\n"
            + "3,1,102,70.00,未交付,张三,业主\n"
            + "3,1,201,70.00,,李四,业主\n");
    var importing = new RosterImport(TestDatabase.transactions(), Clock.systemUTC(), "nan");
    importing.run(file, true);

    assertThat(deliveries())
        .containsExactly("3-1-101 unsold", "3-1-102 undelivered", "3-1-201 delivered");
    var written = directory.resolve("written.csv");
    RosterExport.run(TestDatabase.transactions(), "nan", written);
    assertThat(importing.run(written, true)).isEqualTo(new Result.Same());
  }

  private static List<String> deliveries() {
    return query(
        """
        select building || '-' || unit || '-' || room || ' ' || delivery from household
        where estate_id = $1 and area_hundredths is not null
        order by 1
        """);
  }
}
