package linli.nlp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Masking of personal data")
class PersonalDataTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "打我手机13912345678,打我手机【手机号已隐藏】",
    "我是5号楼2单元302李强,我是5号楼【房号已隐藏】【姓名已隐藏】",
    "住3-2-501,住【房号已隐藏】",
    "鲁A8K392堵门,【车牌号已隐藏】堵门",
    "周师傅修得好,周师傅修得好",
    "96333没人接,96333没人接"
  })
  void hides_in_public(String text, String masked) {
    assertThat(PersonalData.mask(text)).isEqualTo(masked);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "打我手机139 1234 5678,打我手机139****5678",
    "我叫李建国,我叫李**",
    "鲁A8K392堵门,鲁A8K392堵门",
    "身份证11010519491231002X,身份证【身份证号已隐藏】"
  })
  void shortens_for_staff(String text, String masked) {
    assertThat(PersonalData.maskForStaff(text)).isEqualTo(masked);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "打我手机13912345678那个又坏了,打我手机【手机号已隐藏】那个又坏了",
    "3号楼2单元502张伟家那个又来了,某号楼【房号已隐藏】【姓名已隐藏】家那个又来了",
    "十二号楼王秀英那边又不行了,某号楼【姓名已隐藏】那边又不行了",
    "五零二那家又来了,【房号已隐藏】又来了",
    "加我wxid_abc123,加我【账号已隐藏】",
    "@老陈 那个呢,【姓名已隐藏】 那个呢",
    "跟刘丽说了没用,跟【姓名已隐藏】说了没用",
    "那边一直响,那边一直响"
  })
  void leaves_no_number_and_no_name_for_strangers(String text, String masked) {
    assertThat(PersonalData.maskForStrangers(text)).isEqualTo(masked);
  }

  @Test
  void masking_twice_changes_nothing_more() {
    String once = PersonalData.mask("我是3-2-501王芳,电话13900000000,邮箱a@b.cn");
    assertThat(PersonalData.mask(once)).isEqualTo(once);
  }

  @Test
  void never_throws() {
    for (String text : Oddities.TEXTS) {
      PersonalData.mask(text);
      PersonalData.maskForStaff(text);
      PersonalData.maskForStrangers(text);
    }
  }

  @Nested
  class On_the_shared_table {
    @Test
    void every_row_holds() {
      for (String[] row : SharedData.rows("pii_cases.tsv", 5)) {
        String masked = PersonalData.mask(row[0]);
        if (!SharedData.isEmpty(row[2])) {
          assertThat(masked).as(row[0]).doesNotContain(row[2].split("\\|"));
        }
        if (!SharedData.isEmpty(row[3])) {
          assertThat(masked).as(row[0]).contains(row[3].split("\\|"));
        }
      }
    }
  }
}
