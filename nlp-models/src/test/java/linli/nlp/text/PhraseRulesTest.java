package linli.nlp.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Rules of phrases")
class PhraseRulesTest {

  @ParameterizedTest
  @CsvSource({
    "^a, true",
    "^a|^b, true",
    "^(?:a|b)|^[(|]c, true",
    "^a\\||^b, true",
    "^a|b, false",
    "a, false",
    "^[(]a|b, false",
    "^a\\(|b, false",
    "(?:^a|b), false",
    "^a|, false"
  })
  void are_looked_for_at_the_beginning_only_when_they_can_be_nowhere_else(
      String pattern, boolean anchored) {
    assertThat(PhraseRules.isAnchored(pattern)).isEqualTo(anchored);
  }

  @Test
  void find_the_same_as_a_search_through_the_whole_text() {
    for (String[] row : Table.rows("intent-rules.tsv")) {
      if (PhraseRules.isAnchored(row[1])) {
        var rule = Pattern.compile(row[1]);
        for (String text : new String[] {"进度 1123-01", "好了,谢谢", "我家也是", "x进度", "改投同意", "撤销"}) {
          assertThat(rule.matcher(text).lookingAt()).isEqualTo(rule.matcher(text).find());
        }
      }
    }
  }
}
