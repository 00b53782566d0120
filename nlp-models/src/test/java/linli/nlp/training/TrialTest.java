package linli.nlp.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import linli.nlp.Models;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The trial of new models")
class TrialTest {

  private static Trial trial(int hitsBefore, int dangersBefore, int hits, int dangers) {
    return new Trial(
        Map.of("main type", figure(hitsBefore), "hazard heard", figure(dangersBefore)),
        Map.of("main type", figure(hits), "hazard heard", figure(dangers)));
  }

  private static int[] figure(int hits) {
    return new int[] {hits, 100};
  }

  @Test
  void is_passed_by_what_is_right_as_often() {
    assertThat(trial(80, 90, 80, 90).isPassed()).isTrue();
    assertThat(trial(80, 90, 81, 90).isPassed()).isTrue();
    assertThat(trial(80, 90, 79, 90).isPassed()).isFalse();
  }

  @Test
  void is_failed_by_what_misses_one_danger_more_whatever_else_it_knows() {
    assertThat(trial(80, 90, 95, 89).isPassed()).isFalse();
  }

  @Test
  void is_passed_by_the_models_in_use_themselves() {
    var shipped = Models.shipped();
    assertThat(Trial.of(shipped, shipped, List.of(Path.of("held-out", "clean.tsv"))).isPassed())
        .isTrue();
  }
}
