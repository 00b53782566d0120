package linli.bot.whistles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import linli.bot.whistles.WhistleRules.BadRules;
import linli.schedules.TimeLimit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The rules of the ladder")
class WhistleRulesTest {

  private static final String GOOD =
      "resident\tcommittee\treporter\tlate,neighbours=3\tPT30M@work\tP1WD\n";

  @Test
  void lead_from_everybody_upwards() {
    var rules = WhistleRules.shipped();
    assertThat(rules.between(Level.RESIDENT, Level.COMMITTEE))
        .hasValueSatisfying(
            rule -> {
              assertThat(rule.late()).isTrue();
              assertThat(rule.neighbours()).isEqualTo(3);
              assertThat(rule.respond()).isEqualTo(TimeLimit.parse("PT30M@work"));
            });
    assertThat(rules.between(Level.PROPERTY, Level.DEPARTMENT)).isEmpty();
    for (var level : Level.values()) {
      if (level != Level.DISTRICT) {
        assertThat(rules.from(level)).as(level.title()).isNotEmpty();
      }
      assertThat(rules.from(level)).allMatch(rule -> rule.to().compareTo(level) > 0);
    }
  }

  @Test
  void are_refused_when_they_whistle_in_a_circle() {
    var circle =
        "# comment\n"
            + GOOD
            + "committee\tstreet\tsecretary\tany\tPT4H@work\tP1WD\n"
            + "street\tdepartment\tstreet_duty\tany\tPT4H@work\tP1WD\n"
            + "department\tcommittee\t-\tany\tPT4H@work\tP1WD\n";
    assertThatThrownBy(() -> WhistleRules.parse(circle, "rules.tsv"))
        .isInstanceOf(BadRules.class)
        .hasMessage(
            "rules.tsv, line 5: whistles in a circle: department → committee → street →"
                + " department");
    assertThatThrownBy(
            () -> WhistleRules.parse("street\tstreet\t-\tany\tPT4H@work\tP1WD\n", "rules.tsv"))
        .hasMessage("rules.tsv, line 1: whistles in a circle: street → street");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          resident,committee,reporter,late,PT4H@work            | expected from, to, who, when, respond and arrive, parted by tabs; got 5 cells
          village,committee,reporter,late,PT4H@work,P1WD        | expected one of resident, property, committee, street, department, district, got "village"
          property,committee,boss,any,PT4H@work,P1WD            | expected reporter, property_manager, customer_service
          property,committee,repair,sometimes,PT4H@work,P1WD    | expected any, late or neighbours=3, got "sometimes"
          property,committee,repair,neighbours=0,PT4H@work,P1WD | expected any, late or neighbours=3, got "neighbours=0"
          property,committee,repair,any,soon,P1WD               | "soon" is not a time limit
          resident,committee,reporter,any,PT4H@work,P1WD        | resident to committee stands there already
          """)
  void are_refused_with_the_line_at_fault(String cells, String problem) {
    var text = GOOD + "\n" + cells.replace(',', '\t') + "\n";
    assertThatThrownBy(() -> WhistleRules.parse(text, "rules.tsv"))
        .isInstanceOf(BadRules.class)
        .hasMessageStartingWith("rules.tsv, line 3: " + problem);
  }

  @Test
  void are_more_than_comments() {
    assertThatThrownBy(() -> WhistleRules.parse("# nothing\n", "rules.tsv"))
        .hasMessage("rules.tsv, line 1: expected at least one rule");
  }
}
