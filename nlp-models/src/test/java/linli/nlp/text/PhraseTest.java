package linli.nlp.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A phrase")
class PhraseTest {

  @ParameterizedTest
  @CsvSource({
    "ab|c, ac",
    "a?b, ab",
    "a*?b+, ab",
    "a{0;3}b{2}c, ab",
    "(?:a|b)?c|d, abcd",
    "(?<name>a|(b))c, ab",
    "(?<=[xy)])a(?!b), a",
    "[a-c(]d, (abc",
    "[\\]\\d]x, 0123456789]",
    "\\(a|\\|b, (|",
    "\\bx|y$, xy",
    "^(?!a|[)])b, b"
  })
  void begins_with_these_characters(String regex, String characters) {
    var firsts = FirstCharacters.of(regex.replace(';', ',')).orElseThrow();
    assertThat(firsts.stream().mapToObj(Character::toString).toList())
        .isEqualTo(characters.chars().sorted().mapToObj(Character::toString).toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a|", "a?", ".a", "[^a]b", "a?.", "(?i:a)", "\\w", "[a&&b]", "(?=a)"})
  void may_begin_with_anything(String regex) {
    assertThat(FirstCharacters.of(regex)).isEmpty();
  }

  /** All rules of the product, on texts made of their own characters and pieces. */
  @Test
  void finds_what_a_search_finds() {
    var seed = new Random().nextLong();
    var random = new Random(seed);
    var matches = 0;
    for (var regex : rules()) {
      var pattern = Pattern.compile(regex);
      var phrase = Phrase.of(regex);
      for (var i = 0; i < 60; i++) {
        var text = textOf(regex, random);
        var found = all(phrase, text);
        assertThat(found).as("%s in %s, seed %d", regex, text, seed).isEqualTo(all(pattern, text));
        assertThat(phrase.isIn(text)).isEqualTo(!found.isEmpty());
        assertThat(phrase.begins(text)).isEqualTo(pattern.matcher(text).lookingAt());
        matches += found.size();
      }
    }
    assertThat(matches).isGreaterThan(500);
  }

  private static List<String> rules() {
    return Stream.of("intent-rules.tsv", "sites.tsv", "urgency-rules.tsv", "nature-rules.tsv")
        .flatMap(name -> Table.rows(name).stream())
        .map(row -> row[1])
        .toList();
  }

  private static String textOf(String regex, Random random) {
    var pieces = regex.split("[^\\p{IsHan}\\w]+");
    var text = new StringBuilder();
    for (var i = random.nextInt(6); i >= 0; i--) {
      text.append(pieces[random.nextInt(pieces.length)]);
      text.append("1 了吗?,。-没".charAt(random.nextInt(9)));
    }
    return text.toString();
  }

  private static List<String> all(Pattern pattern, String text) {
    var matcher = pattern.matcher(text);
    return matcher.results().map(found -> found.start() + "-" + found.end()).toList();
  }

  private static List<String> all(Phrase phrase, String text) {
    var matcher = phrase.over(text);
    var found = new ArrayList<String>();
    for (var from = 0; phrase.next(matcher, text, from); from = matcher.end()) {
      found.add(matcher.start() + "-" + matcher.end());
    }
    return found;
  }
}
