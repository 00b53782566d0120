package linli.nlp.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import linli.nlp.SharedData;
import linli.nlp.Understander;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The understanding of messages it never saw")
class EvaluatorTest {

  @Test
  void is_printed_and_above_plain_floors() {
    Path folder = SharedData.folder();
    Map<String, int[]> figures = new Evaluator(Understander.load(), folder).measure();
    figures.forEach((name, hits) -> System.out.println(Evaluator.line(name, hits)));
    assertThat(share(figures, "chat main type, one matter")).isGreaterThan(0.8);
    assertThat(share(figures, "real type")).isGreaterThan(0.7);
    assertThat(share(figures, "chat report heard")).isGreaterThan(0.9);
    assertThat(share(figures, "chat place")).isGreaterThan(0.9);
    assertThat(share(figures, "chat hazard found")).isGreaterThan(0.8);
    assertThat(share(figures, "chat no false alarm")).isGreaterThan(0.95);
    assertThat(share(figures, "journeys intent")).isGreaterThan(0.8);
  }

  private static double share(Map<String, int[]> figures, String name) {
    int[] hits = figures.get(name);
    return (double) hits[0] / hits[1];
  }
}
