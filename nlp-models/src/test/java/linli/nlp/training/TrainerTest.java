package linli.nlp.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import linli.nlp.Catalogue;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The training")
class TrainerTest {

  @Test
  void gives_the_same_bytes_twice() throws IOException {
    List<Example> some = everyTenth();
    Map<String, byte[]> once = Trainer.train(some);
    Map<String, byte[]> again = Trainer.train(some);
    assertThat(again.keySet()).isEqualTo(once.keySet());
    once.forEach((name, bytes) -> assertThat(again.get(name)).as(name).isEqualTo(bytes));
  }

  private static List<Example> everyTenth() {
    List<Example> all = Corpus.read(Path.of("corpus"), Catalogue.load());
    List<Example> some = new ArrayList<>();
    for (int i = 0; i < all.size(); i += 10) {
      some.add(all.get(i));
    }
    return some;
  }
}
