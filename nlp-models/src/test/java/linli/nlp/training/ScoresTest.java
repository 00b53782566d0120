package linli.nlp.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import linli.nlp.training.Scores.Confusion;
import linli.nlp.training.Scores.Row;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The scores of a model")
class ScoresTest {
  private final Scores scores = new Scores();

  @Test
  void count_by_label() {
    scores.add(List.of("lift"), "lift", 0.9);
    scores.add(List.of("lift"), "leak", 0.6);
    scores.add(List.of("leak"), "leak", 0.8);
    assertThat(scores.accuracy()).isCloseTo(2 / 3.0, within(1e-9));
    assertThat(scores.table())
        .containsExactly(new Row("leak", 1, 0.5, 1, 2 / 3.0), new Row("lift", 2, 1, 0.5, 2 / 3.0));
    assertThat(scores.macroF1()).isCloseTo(2 / 3.0, within(1e-9));
    assertThat(scores.confusions())
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.getKey()).isEqualTo(new Confusion("lift", "leak"));
              assertThat(entry.getValue()).isEqualTo(1);
            });
  }

  @Test
  void take_any_accepted_label() {
    scores.add(List.of("lift", "leak"), "leak", 0.7);
    assertThat(scores.accuracy()).isEqualTo(1);
  }

  @Test
  void leave_labels_that_nothing_wanted_out_of_the_mean() {
    scores.add(List.of("lift"), "lift", 1);
    scores.add(List.of("lift"), "noise", 1);
    assertThat(scores.macroF1()).isCloseTo(2 / 3.0, within(1e-9));
  }

  @Test
  void know_how_far_the_model_misjudges_itself() {
    scores.add(List.of("lift"), "lift", 0.85);
    scores.add(List.of("lift"), "leak", 0.85);
    scores.add(List.of("lift"), "lift", 0.25);
    assertThat(scores.calibrationError()).isCloseTo((0.7 + 0.75) / 3, within(1e-9));
  }

  @Test
  void have_no_calibration_without_probabilities() {
    scores.add(List.of("lift"), "lift", Double.NaN);
    assertThat(scores.calibrationError()).isNaN();
  }
}
