package linli.schedules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import linli.schedules.TimeLimit.AroundTheClock;
import linli.schedules.TimeLimit.WorkingDays;
import linli.schedules.TimeLimit.WorkingHours;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A time limit")
class TimeLimitTest {

  @Test
  void names_its_clock_in_its_text() {
    assertThat(TimeLimit.parse("PT24H")).isEqualTo(new AroundTheClock(Duration.ofHours(24)));
    assertThat(TimeLimit.parse("PT30M")).isEqualTo(new AroundTheClock(Duration.ofMinutes(30)));
    assertThat(TimeLimit.parse("PT4H@work")).isEqualTo(new WorkingHours(Duration.ofHours(4)));
    assertThat(TimeLimit.parse(" P3WD ")).isEqualTo(new WorkingDays(3));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT15M", "PT168H", "PT2H@work", "PT1H30M@work", "P1WD", "P15WD"})
  void prints_as_it_is_read(String text) {
    assertThat(TimeLimit.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "3",
        "P0WD",
        "P-1WD",
        "P1000WD",
        "PT0S",
        "PT-1H",
        "PT0H@work",
        "P1D@work",
        "P3WD@work",
        "PT4H@home",
        "4 hours",
        "P٣WD",
        "PT99999999999999999999H",
        "三个工作日"
      })
  void that_cannot_be_read_is_refused_with_what_is_expected(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TimeLimit.parse(text))
        .withMessageStartingWith("\"" + text + "\" is not a time limit; expected PT24H")
        .withMessageContaining("PT4H@work")
        .withMessageContaining("P3WD");
  }
}
