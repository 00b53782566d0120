package linli.nlp.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import linli.nlp.text.Table;
import opennlp.tools.ml.model.AbstractModel;
import opennlp.tools.ml.model.BinaryFileDataReader;
import opennlp.tools.ml.model.GenericModelReader;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The score of a model")
class ScorerTest {

  @ParameterizedTest
  @ValueSource(strings = {"types", "intents", "hazards"})
  void is_what_opennlp_computes(String name) throws IOException {
    Map<String, Float> idf = new HashMap<>();
    NaiveBayes bayes;
    AbstractModel model;
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Table.open("model/" + name + ".bin")))) {
      in.readUTF();
      in.readLong(); // the checksum
      in.readDouble();
      in.readDouble();
      int size = in.readInt();
      for (int i = 0; i < size; i++) {
        idf.put(in.readUTF(), in.readFloat());
      }
      bayes = NaiveBayes.read(in);
      model = new GenericModelReader(new BinaryFileDataReader(in)).getModel();
    }
    Scorer scorer = Scorer.of(model, idf, bayes, 0);
    Features features = Features.load();
    for (String text :
        List.of("电梯又停了,老人下不来", "楼道灯跺脚都不亮", "谢谢大家", "", "zzz ### 9", "水从墙缝里往外冒,冒了一晚上")) {
      Map<String, Integer> counts = features.count(text);
      Vectors.Vector vector = Vectors.weigh(counts, idf);
      double[] expected = model.eval(vector.names(), vector.values());
      double[] actual = scorer.score(counts, 1);
      assertThat(actual).hasSameSizeAs(expected);
      for (int i = 0; i < expected.length; i++) {
        assertThat(actual[i]).as(text).isCloseTo(expected[i], within(1e-5));
      }
    }
  }
}
