package linli.bot.estates.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import linli.bot.estates.Estate.Building;
import linli.bot.store.CannotStart;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Reading a roster")
class RosterReaderTest {

  private static final String HEADER = "楼栋,单元,楼层,房号,建筑面积,面积来源,姓名,手机,关系,居住,备注\n";
  private static final String GOOD = "3,2,11,1101,89.60,不动产权证,张三,13900000000,业主,是,\n";

  private static final RosterLayout LAYOUT =
      new RosterLayout(Map.of("3", new Building("3", List.of("1", "2"), 15, 2)));

  private static RosterReader reader(RosterSheet sheet) {
    return new RosterReader(sheet, LAYOUT);
  }

  private static List<String> problems(RosterSheet sheet) {
    var reader = reader(sheet);
    reader.read();
    return reader.problems().stream().map(RosterProblem::line).toList();
  }

  private static List<String> problems(String csv) {
    return problems(CsvFile.read(csv.getBytes(StandardCharsets.UTF_8)));
  }

  private static Roster good(RosterSheet sheet) {
    var reader = reader(sheet);
    var roster = reader.read();
    assertThat(reader.problems()).extracting(RosterProblem::line).isEmpty();
    return roster;
  }

  @Test
  void takes_columns_in_any_order_and_optional_ones_may_be_missing() {
    var roster = good(csv("姓名,关系,房号,单元,楼栋,建筑面积\n张三,租客,1101,2,3,89.6\n"));
    var flat = new Flat("3", "2", "1101");
    assertThat(roster.flats())
        .isEqualTo(Map.of(flat, new Roster.Area(8960, null, Delivery.DELIVERED)));
    var person = roster.people().getFirst();
    assertThat(person.identity()).isEqualTo(new Roster.Identity("张三", null));
    assertThat(person.homes()).isEqualTo(Map.of(flat, new Roster.Home(Relation.TENANT, true)));
  }

  @Test
  void takes_the_ways_in_which_people_write_places_numbers_and_names() {
    var roster = good(csv(HEADER + "3号楼,2单元,11层,1101室,89.60,,张 三,+86 139-0000-0000,业主,否,老住户\n"));
    var person = roster.people().getFirst();
    assertThat(person.identity()).isEqualTo(new Roster.Identity("张三", "13900000000"));
    assertThat(person.homes())
        .isEqualTo(Map.of(new Flat("3", "2", "1101"), new Roster.Home(Relation.OWNER, false)));
  }

  @Test
  void makes_one_person_of_one_name_with_one_phone() {
    var roster =
        good(
            csv(
                HEADER
                    + "3,2,,1101,89.60,,张三,13900000000,业主,,\n"
                    + "3,2,,1102,70,,张三,13900000000,业主,,\n"
                    + "3,2,,1102,70,,张三,13900000001,租客,,\n"));
    assertThat(roster.people()).extracting(person -> person.homes().size()).containsExactly(2, 1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "9,2,,1101,89.6,,张三,,业主,,    | 第2行 楼栋:应为本小区的楼栋(3);实际是“9”",
        "3,5,,1101,89.6,,张三,,业主,,    | 第2行 单元:应为本楼的单元(1、2);实际是“5”",
        "3,2,,1601,89.6,,张三,,业主,,    | 第2行 房号:应为本楼的房号(15层,每层2户);实际是“1601”",
        "3,2,,一楼,89.6,,张三,,业主,,    | 第2行 房号:应为楼层加两位户号,如 101、1102;实际是“一楼”",
        "3,2,10,1101,89.6,,张三,,业主,,  | 第2行 楼层:应为与房号一致的楼层11;实际是“10”",
        ",2,,1101,89.6,,张三,,业主,,     | 第2行 楼栋:应为楼栋,如 3;实际是空",
        "3,2,,1101,-89.6,,张三,,业主,,   | 第2行 建筑面积:应为大于0、最多两位小数的平方米数,如 89.60;实际是“-89.6”",
        "3,2,,1101,0.00,,张三,,业主,,    | 第2行 建筑面积:应为大于0、最多两位小数的平方米数,如 89.60;实际是“0.00”",
        "3,2,,1101,89.605,,张三,,业主,,  | 第2行 建筑面积:应为大于0、最多两位小数的平方米数,如 89.60;实际是“89.605”",
        "3,2,,1101,,,张三,,业主,,        | 第2行 建筑面积:应为大于0、最多两位小数的平方米数,如 89.60;实际是空",
        "3,2,,1101,89.6,,,,业主,,        | 第2行 姓名:应为以文字开头、最多50个字的姓名;实际是空",
        "3,2,,1101,89.6,,=1+1,,业主,,    | 第2行 姓名:应为以文字开头、最多50个字的姓名;实际是4个字符",
        "3,2,,1101,89.6,,张三,139,业主,, | 第2行 手机:应为11位手机号或空;实际是3个字符",
        "3,2,,1101,89.6,,张三,,房主,,    | 第2行 关系:应为业主、家人或租客;实际是“房主”",
        "3,2,,1101,89.6,,张三,,业主,有,  | 第2行 居住:应为是、否或空;实际是“有”",
        "3,2,,1101,89.6,,张三,,业主,,,多 | 第2行 第12列:应为空(表头没有这一列);实际是“多”",
      })
  void says_what_is_wrong_in_a_row(String row, String expected) {
    assertThat(problems(HEADER + row + "\n")).containsExactly(expected);
  }

  @Test
  void names_every_wrong_cell_of_every_wrong_row() {
    assertThat(problems(HEADER + "9,2,,1101,0,,张三,,业主,,\n" + GOOD + "3,2,,1101,x,,李四,,业主,,\n"))
        .extracting(line -> line.replaceFirst(":.*", ""))
        .containsExactly("第2行 楼栋", "第2行 建筑面积", "第4行 建筑面积");
  }

  @Test
  void shows_no_phone_that_slipped_into_another_column() {
    assertThat(problems(HEADER + "3,2,,1101,89.6,,张三,,13912345678,,\n"))
        .containsExactly("第2行 关系:应为业主、家人或租客;实际是“139****5678”");
  }

  @Test
  void refuses_the_same_person_twice_in_a_flat() {
    assertThat(problems(HEADER + GOOD + "\n" + GOOD))
        .containsExactly("第4行 姓名:应为每人每套房只有一行;实际是与第2行重复");
  }

  @Test
  void refuses_two_areas_or_sources_of_one_flat() {
    assertThat(problems(HEADER + GOOD + "3,2,11,1101,89.61,物业登记,李四,,家人,,\n"))
        .containsExactly(
            "第3行 建筑面积:应为同一套房各行一致(第2行:89.60);实际是89.61", "第3行 面积来源:应为同一套房各行一致(第2行:相同的来源);实际是不同的来源");
  }

  @Test
  void refuses_another_word_for_the_delivery_and_two_for_one_flat() {
    var header = "楼栋,单元,房号,建筑面积,交付,姓名,关系\n";
    assertThat(problems(header + "3,2,1101,89.6,已卖,张三,业主\n"))
        .containsExactly("第2行 交付:应为已交付、未交付、未售或空;实际是“已卖”");
    assertThat(problems(header + "3,2,1101,89.6,未交付,张三,业主\n3,2,1101,89.6,,李四,业主\n"))
        .containsExactly("第3行 交付:应为同一套房各行一致(第2行:未交付);实际是已交付");
  }

  @Test
  void refuses_a_missing_an_unknown_and_a_repeated_header() {
    assertThat(problems("楼栋,单元,单元,房号,姓名,关系,居往\n"))
        .containsExactly(
            "第1行 单元:应为只有一列;实际是两列",
            "第1行 第7列:应为表头:楼栋、单元、楼层、房号、建筑面积、面积来源、交付、姓名、手机、关系、居住、备注;实际是“居往”",
            "第1行 建筑面积:应为表头里有“建筑面积”列;实际是没有");
  }

  @Test
  void refuses_an_empty_table() {
    assertThat(problems("")).hasSize(1);
    assertThat(problems(HEADER)).containsExactly("第2行 姓名:应为至少一行;实际是空");
  }

  @Test
  void reads_csv_in_utf_8_with_and_without_its_mark_and_in_gb18030() {
    var text = HEADER + "3,2,,1101,89.60,,张䶮,,业主,,\n";
    var expected = good(csv(text));
    assertThat(expected.people().getFirst().identity().name()).isEqualTo("张䶮");
    assertThat(good(csv("\ufeff" + text))).isEqualTo(expected);
    assertThat(good(CsvFile.read(text.getBytes(Charset.forName("GB18030"))))).isEqualTo(expected);
  }

  @Test
  void refuses_bytes_that_are_no_text_and_quotes_that_do_not_fit() {
    assertThatThrownBy(() -> CsvFile.read(new byte[] {(byte) 0xff, (byte) 0xff, 1}))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining("UTF-8 or GB18030");
    assertThatThrownBy(() -> csv(HEADER + "\"3,2\n"))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining("after line 1");
  }

  @Test
  void reads_a_workbook_with_numbers_and_texts() throws IOException {
    var roster =
        good(
            xlsx(
                sheet -> {
                  fill(sheet, 0, (Object[]) HEADER.strip().split(","));
                  fill(sheet, 1, 3, "2", 11, 1101, 89.6, "", "张三", 13900000000L, "业主", "是");
                  fill(sheet, 2, "3", 2, "", "602", 70.1 + 0.2, "", "李四", "", "业主", "");
                }));
    assertThat(roster)
        .isEqualTo(
            good(
                csv(
                    HEADER
                        + "3,2,11,1101,89.60,,张三,13900000000,业主,是,\n"
                        + "3,2,6,602,70.30,,李四,,业主,是,\n")));
  }

  @Test
  void refuses_merged_cells_in_a_workbook() throws IOException {
    var sheet =
        xlsx(
            cells -> {
              fill(cells, 0, (Object[]) HEADER.strip().split(","));
              fill(cells, 1, 3, 2, 11, 1101, 89.6, "", "张三", "", "业主", "是");
              fill(cells, 2, "", 2, 6, 602, 70, "", "李四", "", "业主", "是");
              cells.range(1, 0, 2, 0).merge();
            });
    assertThat(problems(sheet))
        .containsExactly("第2行 楼栋:应为单独的单元格;实际是合并单元格A2:A3", "第3行 楼栋:应为单独的单元格;实际是合并单元格A2:A3");
  }

  @Test
  void refuses_a_file_that_is_no_workbook() throws IOException {
    var whole = workbook(sheet -> fill(sheet, 0, "楼栋", "单元"));
    for (var file :
        List.of(
            new byte[0],
            GOOD.getBytes(StandardCharsets.UTF_8),
            HexFormat.of().parseHex("d0cf11e0a1b11ae1" + "00".repeat(600)), // .xls, or encrypted
            Arrays.copyOf(whole, whole.length / 2),
            emptyZip())) {
      assertThatThrownBy(() -> XlsxFile.read(file))
          .isInstanceOf(CannotStart.class)
          .hasMessageContaining(".xlsx");
    }
  }

  private static byte[] emptyZip() throws IOException {
    var out = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("nothing.txt"));
    }
    return out.toByteArray();
  }

  private static RosterSheet csv(String text) {
    return CsvFile.read(text.getBytes(StandardCharsets.UTF_8));
  }

  private static RosterSheet xlsx(Consumer<Worksheet> filler) throws IOException {
    return XlsxFile.read(workbook(filler));
  }

  private static byte[] workbook(Consumer<Worksheet> filler) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var workbook = new Workbook(out, "test", "1.0")) {
      filler.accept(workbook.newWorksheet("名册"));
    }
    return out.toByteArray();
  }

  private static void fill(Worksheet sheet, int row, Object... values) {
    for (int column = 0; column < values.length; column++) {
      if (values[column] instanceof Number number) {
        sheet.value(row, column, number);
      } else if (!values[column].equals("")) {
        sheet.value(row, column, (String) values[column]);
      }
    }
  }
}
