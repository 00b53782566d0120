package linli.nlp.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The clauses of a message")
class ClausesTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "灯不亮,灯不亮",
    "灯不亮;门也坏了。快来,灯不亮|门也坏了|快来",
    "灯不亮 门关不上,灯不亮|门关不上",
    "水停了暖气也凉了,水停了|暖气也凉了",
    "墙面裂了还渗水,墙面裂了|还渗水",
    "桶满得冒尖又招苍蝇,桶满得冒尖|又招苍蝇",
    "灯坏了 还有门,灯坏了|还有门",
    "想多了解一下收费,想多了解一下收费",
    "大家为了孩子都忍着,大家为了孩子都忍着",
    "灯还没好,灯还没好"
  })
  void end_where_the_next_statement_begins(String text, String clauses) {
    assertThat(Clauses.of(text).stream().map(Clauses.Clause::text))
        .isEqualTo(List.of(clauses.split("\\|")));
  }

  @Test
  void know_where_they_stand() {
    var text = "水停了暖气也凉了";
    for (var clause : Clauses.of(text)) {
      assertThat(text.substring(clause.begin(), clause.end())).isEqualTo(clause.text());
    }
  }
}
