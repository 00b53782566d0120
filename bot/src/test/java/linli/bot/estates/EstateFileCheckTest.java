package linli.bot.estates;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import linli.nlp.Catalogue;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The check of an estate file")
class EstateFileCheckTest {

  private static final Catalogue CATALOGUE = Catalogue.load();

  private static final String HEAD =
      """
      id: nan
      name: 南苑
      community: 南苑社区
      committee: 南苑社区居委会
      street: 南街
      parties:
        committee: {kind: committee, name: 居委会}
      people:
        李四: {staff: [{role: grid_worker, party: committee, title: 网格员}]}
        王五: {staff: [{role: grid_worker, party: committee, title: 网格员}]}
      """;

  private static EstateFile file(String rest) {
    var bytes = (HEAD + rest).getBytes(StandardCharsets.UTF_8);
    return EstateFile.read(new ByteArrayInputStream(bytes), "nan.estate.yml");
  }

  private static List<String> duty(String... shifts) {
    var rest = "duty:\n  grid_worker: [" + String.join(", ", shifts) + "]\n";
    return EstateFileCheck.problems(file(rest), CATALOGUE);
  }

  private static String gap(String from) {
    return "duty.grid_worker:应为每周每时都有人(值班或替补);实际是“" + from + "起没人”";
  }

  @Test
  void finds_the_first_hour_of_a_week_that_nobody_covers() {
    assertThat(duty("{person: 李四, weekdays: [1, 2, 3, 4, 5]}")).containsExactly(gap("周六00:00"));
    assertThat(duty("{person: 李四, starts: \"08:00\", ends: \"24:00\"}"))
        .containsExactly(gap("周一00:00"));
    assertThat(
            duty(
                "{person: 李四, starts: \"00:00\", ends: \"12:00\"}",
                "{person: 王五, starts: \"12:30\", ends: \"24:00\"}"))
        .containsExactly(gap("周一12:00"));
  }

  @Test
  void lets_deputies_and_shifts_cover_it() {
    assertThat(duty("{person: 李四}")).isEmpty();
    assertThat(duty("{person: 李四, weekdays: [1, 2, 3, 4, 5]}", "{person: 王五}")).isEmpty();
    assertThat(
            duty(
                "{person: 李四, starts: \"06:00\", ends: \"24:00\"}",
                "{person: 王五, starts: \"00:00\", ends: \"07:00\"}"))
        .isEmpty();
  }

  @Test
  void names_channels_that_nobody_configured() {
    var file = file("groups:\n  城市平台: {audience: staff, party: committee, channel: city}\n");
    assertThat(EstateFileCheck.unknownChannels(file, Set.of("webhook", "city"))).isEmpty();
    assertThat(EstateFileCheck.unknownChannels(file, Set.of("webhook")))
        .containsExactly("groups.城市平台.channel:应为[webhook]之一;实际是“city”");
  }
}
