package linli.schedules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDate;
import linli.schedules.WorkCalendar.Certainty;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A calendar file")
class WorkCalendarFileTest {

  private static final String YEAR = "2027 official notice source\n";

  @TempDir Path folder;

  @Test
  void says_how_sure_each_year_is() {
    var shipped = WorkCalendar.shipped();
    assertThat(shipped.certainty(2025)).isEqualTo(Certainty.OFFICIAL);
    assertThat(shipped.certainty(2026)).isEqualTo(Certainty.OFFICIAL);
    assertThat(shipped.certainty(2027)).isEqualTo(Certainty.PROVISIONAL);
    assertThat(shipped.certainty(2028)).isEqualTo(Certainty.UNKNOWN);
  }

  @Test
  void replaces_the_years_it_knows_whole_and_leaves_the_others() throws IOException {
    var newer = read(YEAR + "2027-02-14 work 春节 source\n2027-02-12 off 春节 source\n");
    var calendar = WorkCalendar.shipped().replacedBy(newer);

    assertThat(calendar.certainty(2027)).isEqualTo(Certainty.OFFICIAL);
    assertThat(calendar.isWorkingDay(LocalDate.parse("2027-02-14"))).isTrue();
    assertThat(calendar.isWorkingDay(LocalDate.parse("2027-02-12"))).isFalse();
    assertThat(calendar.isWorkingDay(LocalDate.parse("2027-10-01"))).isTrue();
    assertThat(calendar.holiday(LocalDate.parse("2026-10-01"))).contains("国庆节");
  }

  @Test
  void may_come_from_a_windows_editor() throws IOException {
    var calendar =
        read("\uFEFF# comment\r\n2027\tofficial\tn\ts\r\n\r\n2027-01-01\toff\t元旦\ts\r\n");
    assertThat(calendar.holiday(LocalDate.parse("2027-01-01"))).contains("元旦");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2027-01-04 work 元旦 s  | 2027-01-04 is a MONDAY; a make-up day is a Saturday or a Sunday
          2027-02-30 off 春节 s   | "2027-02-30" is not a date; expected for example 2027-02-08
          2027-2-3 off 春节 s     | "2027-2-3" is not a date; expected for example 2027-02-08
          2027-01-01 on 元旦 s    | 2027-01-01 is off or work, not "on"
          2027-01-01 off 元旦     | expected 4 columns (date or year, kind, name, source), found 3
          2028-01-01 off 元旦 s   | 2028-01-01 has no row for its year before it
          2027 official again s   | 2027 is listed twice
          2028 likely notice s    | a year is official or provisional, not "likely"
          """)
  void with_a_wrong_line_is_refused_and_names_the_line(String line, String fault) {
    assertThatExceptionOfType(CalendarRefused.class)
        .isThrownBy(() -> read("# a comment\n" + YEAR + "\n" + line + "\n"))
        .withMessage("years.tsv is refused: line 4: " + fault);
  }

  @Test
  void that_lists_a_day_twice_is_refused() {
    assertThatExceptionOfType(CalendarRefused.class)
        .isThrownBy(() -> read(YEAR + "2027-10-09 off 国庆节 s\n2027-10-09 work 国庆节 s\n"))
        .withMessage("years.tsv is refused: line 3: 2027-10-09 is listed twice");
  }

  @Test
  void is_refused_with_all_its_faults_at_once() {
    assertThatExceptionOfType(CalendarRefused.class)
        .isThrownBy(() -> read("2027 maybe n s\n" + YEAR + "2027-13-01 off 元旦 s\n"))
        .withMessageContaining("line 1: ")
        .withMessageContaining("line 3: ");
  }

  @Test
  void without_a_year_is_refused() {
    assertThatExceptionOfType(CalendarRefused.class)
        .isThrownBy(() -> read("# nothing\n"))
        .withMessageContaining("no year row");
  }

  @Test
  void that_is_not_there_is_a_plain_io_error() {
    assertThatThrownBy(() -> WorkCalendar.read(folder.resolve("absent.tsv")))
        .isInstanceOf(NoSuchFileException.class);
  }

  private WorkCalendar read(String text) throws IOException {
    return WorkCalendar.read(Files.writeString(folder.resolve("years.tsv"), text));
  }
}
