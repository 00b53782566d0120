package linli.nlp.hazard;

import static org.assertj.core.api.Assertions.assertThat;

import linli.nlp.Catalogue;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The file of hazard rules")
class HazardRulesTest {
  private final HazardRules rules = new HazardRules();

  @Test
  void defines_every_class_that_it_uses() {
    assertThat(rules.undefined()).isEmpty();
  }

  @Test
  void has_rules_for_every_hazard_of_the_catalogue() {
    assertThat(rules.rules().keySet())
        .containsExactlyInAnyOrderElementsOf(
            Catalogue.load().hazards().stream().map(Catalogue.Hazard::id).toList());
    assertThat(rules.rules()).allSatisfy((hazard, list) -> assertThat(list).isNotEmpty());
  }
}
