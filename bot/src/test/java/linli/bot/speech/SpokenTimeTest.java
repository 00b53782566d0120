package linli.bot.speech;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A time in words")
class SpokenTimeTest {

  /** A Monday. */
  private static final LocalDate TODAY = LocalDate.parse("2026-11-23");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          下周三上午           | 2026-12-02 | 上午  | -
          周三                 | 2026-11-25 | -     | -
          本周日晚上七点半     | 2026-11-29 | 19:30 | -
          周一                 | 2026-11-23 | -     | -
          下下周一             | 2026-12-07 | -     | -
          礼拜天下午           | 2026-11-29 | 下午  | -
          今晚八点             | 2026-11-23 | 20:00 | -
          明天                 | 2026-11-24 | -     | -
          后天下午两点一刻     | 2026-11-25 | 14:15 | -
          大后天9:05           | 2026-11-26 | 09:05 | -
          11月30日             | 2026-11-30 | -     | -
          十一月三十日早上九点 | 2026-11-30 | 09:00 | -
          11-30                | 2026-11-30 | -     | -
          2026-11-30           | 2026-11-30 | -     | -
          1月5日               | 2027-01-05 | -     | -
          28号中午12点         | 2026-11-28 | 12:00 | -
          五号                 | 2026-12-05 | -     | -
          下个月三号           | 2026-12-03 | -     | -
          三天后               | 2026-11-26 | -     | -
          下周三 划好线再答复  | 2026-12-02 | -     | 划好线再答复
          明天上午去三号楼看看 | 2026-11-24 | 上午  | 去三号楼看看
          """)
  void is_a_day_and_perhaps_a_time(String words, LocalDate day, String time, String rest) {
    var said = (SpokenTime.Said) SpokenTime.find(words, TODAY).orElseThrow();
    assertThat(said.day()).isEqualTo(day);
    assertThat(said.timeText()).isEqualTo(time == null ? "" : time);
    assertThat(said.rest()).isEqualTo(rest == null ? "" : rest);
  }

  @ParameterizedTest
  @CsvSource({
    "2027-12-20, 2月29日,      2028-02-29",
    "2028-02-10, 29号,         2028-02-29",
    "2028-02-28, 明天,         2028-02-29",
    "2028-02-28, 后天,         2028-03-01",
    "2027-02-28, 明天,         2027-03-01",
    "2027-12-31, 明天,         2028-01-01",
    "2027-12-20, 1月5日,       2028-01-05",
    "2027-12-28, 下周六,       2028-01-08",
    "2028-01-31, 30天后,       2028-03-01",
    "2027-12-31, 下个月31号,   2028-01-31",
    "2028-02-20, 2028-02-29,   2028-02-29"
  })
  void knows_leap_days_and_the_ends_of_months_and_years(
      LocalDate today, String words, LocalDate day) {
    var said = SpokenTime.find(words, today).orElseThrow();
    assertThat(said).isInstanceOf(SpokenTime.Said.class);
    assertThat(((SpokenTime.Said) said).day()).isEqualTo(day);
  }

  @ParameterizedTest
  @CsvSource({
    "2027-02-10, 2月29日",
    "2028-04-05, 2月29日",
    "2027-02-10, 29号",
    "2028-01-31, 下个月30号",
    "2028-02-20, 2027-02-29"
  })
  void has_no_leap_day_in_other_years(LocalDate today, String words) {
    assertThat(SpokenTime.find(words, today).orElseThrow())
        .isInstanceOf(SpokenTime.Impossible.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2月30日", "13月1日", "11-31", "40号", "明天25点", "明天8点70分", "今天晚上12点"})
  void that_does_not_exist_is_impossible(String words) {
    assertThat(SpokenTime.find(words, TODAY).orElseThrow())
        .isInstanceOf(SpokenTime.Impossible.class);
  }

  @Test
  void needs_a_day() {
    assertThat(SpokenTime.find("尽快", TODAY)).isEmpty();
    assertThat(SpokenTime.find("3号楼的事", TODAY)).isEmpty();
    assertThat(SpokenTime.find("", TODAY)).isEmpty();
  }
}
