package linli.bot.estates;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import linli.bot.estates.EstateFile.BadEstateFile;
import linli.bot.store.TestDatabase;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Reception days of an estate file")
class ReceptionRuleImportTest {

  private static final String GOOD =
      """
      days: [5, 15, 25]
        starts: "19:00"
        ends: "20:30"
        place: 驿站
        secretary: 张
        deputy: 马
        manager: 李
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          [5, 15, 25]    | [5, 31]   | days: expected different days from 1 to 28, for example [5, 15, 25], got [5, 31]
          [5, 15, 25]    | [5, 5]    | days: expected different days from 1 to 28, for example [5, 15, 25], got [5, 5]
          [5, 15, 25]    | []        | days: expected different days from 1 to 28, for example [5, 15, 25], got []
          "19:00"        | "25:00"   | starts: expected a time such as 19:00, got 25:00
          "20:30"        | "19:05"   | ends: expected an end at least one slot after 19:00, got 19:05
          "20:30"        | "21:30"   | starts: expected a session between 08:00 and 21:00, got 19:00-21:30
          place: 驿站    | place: "" | place: expected at most 10 characters, got
          deputy: 马     | deputy: 张 | secretary, deputy, manager: expected different people, got 张, 张, 李
          deputy: 马     | deputy: 陈 | secretary, deputy, manager: expected names from people who have a role, got 陈
          secretary: 张  | holidays: MOVE | holidays: expected one of [KEEP, DEFER_HOLIDAY, DEFER_TO_WORKDAY, ADVANCE_TO_WORKDAY, SKIP_HOLIDAY], got MOVE
          manager: 李    | 'rota: [{day: 10, secretary: 马}]' | rota: expected different days out of [5, 15, 25], got [10]
          manager: 李    | 'rota: [{day: 5, deputy: 李}, {day: 5, manager: 李}]' | rota: expected different days out of [5, 15, 25], got [5, 5]
          manager: 李    | 'rota: [{day: 15, secretary: 马}]' | rota of the 15th: expected different people, got 马, 马
          manager: 李    | 'rota: [{day: 15, secretary: 马, deputy: 陈}]' | rota of the 15th: expected names from people who have a role, got 陈
          manager: 李    | slotMinutes: 0 | slotMinutes: expected 1 to 120, got 0
          """)
  void that_cannot_be_are_refused_with_what_to_change(String from, String to, String message) {
    var rule = GOOD.replace(from, to);
    if (!rule.contains("secretary:")) {
      rule += "  secretary: 张\n";
    }
    var file = file(rule);
    assertThatExceptionOfType(BadEstateFile.class)
        .isThrownBy(
            () ->
                TestDatabase.transactions()
                    .run(
                        tx -> {
                          EstateImport.run(tx, file, "webhook", Instant.EPOCH);
                          return null;
                        }))
        .withMessageStartingWith("reception." + message);
  }

  @Test
  void stand_in_a_file_once() {
    var twice = GOOD + "reception:\n  " + GOOD.replace("19:00", "19:30").replace("20:30", "20:00");
    assertThatExceptionOfType(BadEstateFile.class)
        .isThrownBy(() -> file(twice))
        .withMessage("east.estate.yml, line 21: Duplicate field 'reception'");
  }

  private static EstateFile file(String rule) {
    var text =
        """
        id: east
        name: 东院
        community: 社区
        committee: 居委会
        street: 街道
        parties:
          committee: {kind: committee, name: 居委会}
        people:
          张: {staff: [{role: secretary, party: committee, title: 书记}]}
          马: {staff: [{role: deputy_secretary, party: committee, title: 副书记}]}
          李: {staff: [{role: property_manager, party: committee, title: 经理}]}
          陈: {}
        reception:
          %s
        """
            .formatted(rule);
    return EstateFile.read(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "east.estate.yml");
  }
}
