package linli.nlp.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Normalising a text")
class TextNormalizerTest {

  @Test
  void makes_full_width_half_width_and_traditional_simplified() {
    assertThat(TextNormalizer.normalize("３號樓２單元５０１,電梯壞了!")).isEqualTo("3号楼2单元501,电梯坏了!");
  }

  @Test
  void drops_what_nobody_sees() {
    assertThat(TextNormalizer.normalize("电\u200b梯\u202e坏\ufeff了\u0007")).isEqualTo("电梯坏了");
  }

  @Test
  void reads_chinese_numerals_one_by_one_or_as_a_number() {
    assertThat(Numerals.of("六零二").text()).isEqualTo("602");
    assertThat(Numerals.of("二十二栋十楼").text()).isEqualTo("22栋10楼");
  }

  @Test
  void knows_the_way_back_from_a_numeral() {
    Numerals numerals = Numerals.of("在二十二栋");
    assertThat(numerals.origin()[numerals.text().indexOf('栋')]).isEqualTo(4);
  }
}
