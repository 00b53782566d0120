package linli.bot.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import linli.bot.cases.SlaProfiles.Limits;
import linli.bot.estates.EstateSettings;
import linli.nlp.Catalogue;
import linli.schedules.TimeLimit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The deadlines of an estate")
class SlaProfilesTest {

  private final SlaProfiles profiles = SlaProfiles.load();
  private final Catalogue catalogue = Catalogue.load();

  private Limits of(String profile, String type, String urgency, String nature) {
    return profiles.of(profile, catalogue.issueType(type), urgency, nature);
  }

  private static Limits limits(String respond, String resolve) {
    return new Limits(TimeLimit.parse(respond), TimeLimit.parse(resolve));
  }

  @Test
  void are_those_of_the_catalogue_unless_a_profile_is_chosen() {
    assertThat(of("own", "lighting", "P2", "报修")).isEqualTo(limits("PT4H@work", "P2WD"));
    assertThat(of("SHANDONG", "lighting", "P2", "报修")).isEqualTo(limits("P1WD", "P5WD"));
    assertThat(of("BEIJING", "lighting", "P2", "报修")).isEqualTo(limits("PT24H", "PT168H"));
  }

  @Test
  void follow_how_urgent_and_how_complex_it_is() {
    assertThat(of("SHANDONG", "elevator", "P1", "报修")).isEqualTo(limits("PT1H", "PT24H"));
    assertThat(of("SHANDONG", "gas", "P0", "报修")).isEqualTo(limits("PT15M", "PT2H"));
    assertThat(of("SHANDONG", "illegal_construction", "P2", "举报"))
        .isEqualTo(limits("P1WD", "P15WD"));
    assertThat(of("BEIJING", "illegal_construction", "P2", "举报"))
        .isEqualTo(limits("PT24H", "PT360H"));
    assertThat(of("SHANDONG", "property_fee", "P2", "咨询")).isEqualTo(limits("P1WD", "P1WD"));
  }

  @Test
  void are_refused_where_a_profile_lacks_an_entry_or_a_line_is_wrong() {
    var whole =
        """
        CITY	EMERGENCY	PT15M	PT2H
        CITY	URGENT	PT1H	PT24H
        CITY	NORMAL	P1WD	P5WD
        CITY	COMPLEX	P1WD	P15WD
        CITY	CONSULT	P1WD	P1WD
        """;
    assertThat(SlaProfiles.parse(whole, "sla.tsv")).isNotNull();
    assertThatThrownBy(
            () -> SlaProfiles.parse(whole.replace("CITY	NORMAL", "#CITY	NORMAL"), "sla.tsv"))
        .hasMessage("sla.tsv, line 5: profile CITY ends without an entry for NORMAL");
    assertThatThrownBy(() -> SlaProfiles.parse(whole.replace("PT24H", "soon"), "sla.tsv"))
        .hasMessageStartingWith("sla.tsv, line 2: \"soon\" is not a time limit");
    assertThatThrownBy(() -> SlaProfiles.parse(whole + "CITY	CONSULT	P1WD	P1WD\n", "sla.tsv"))
        .hasMessage("sla.tsv, line 6: CITY CONSULT stands there already");
    assertThatThrownBy(() -> SlaProfiles.parse(whole + "CITY	SLOW	P1WD	P1WD\n", "sla.tsv"))
        .hasMessageStartingWith("sla.tsv, line 6: expected profile, one of [EMERGENCY, URGENT");
  }

  @Test
  void exist_for_every_profile_type_and_urgency() {
    for (var profile : EstateSettings.SLA_PROFILES) {
      for (var type : catalogue.issueTypes()) {
        for (var urgency : new String[] {"P0", "P1", "P2", "P3"}) {
          assertThat(profiles.of(profile, type, urgency, type.nature())).isNotNull();
        }
      }
    }
  }
}
