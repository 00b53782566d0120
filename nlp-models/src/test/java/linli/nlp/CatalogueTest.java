package linli.nlp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The catalogue")
class CatalogueTest {
  private final Catalogue catalogue = Catalogue.load();

  @Test
  void holds_28_issue_types_12_hazards_and_every_intent() {
    assertThat(catalogue.issueTypes()).hasSize(28);
    assertThat(catalogue.hazards()).hasSize(12);
    assertThat(catalogue.intents()).hasSize(31);
  }

  @Test
  void every_hazard_opens_a_case_of_a_known_type() {
    assertThat(catalogue.hazards())
        .allSatisfy(hazard -> assertThat(catalogue.issueType(hazard.issueType())).isNotNull());
  }

  @Test
  void durations_carry_their_clock() {
    assertThat(catalogue.issueTypes())
        .allSatisfy(
            type -> {
              assertThat(type.respond()).matches("P(?:T\\d+[HM](?:@work)?|\\d+WD)");
              assertThat(type.resolve()).matches("P(?:T\\d+[HM](?:@work)?|\\d+WD)");
              assertThat(type.nature()).matches("报修|求助|投诉|咨询");
            });
  }

  @Test
  void visible_damage_needs_a_photo() {
    assertThat(catalogue.issueType("leak").doneEvidence()).isTrue();
    assertThat(catalogue.issueType("property_fee").doneEvidence()).isFalse();
  }
}
