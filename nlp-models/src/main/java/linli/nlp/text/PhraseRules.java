package linli.nlp.text;

import java.util.List;
import java.util.regex.Pattern;

/**
 * An ordered list of patterns with the answer that each gives, read from a resource of lines {@code
 * answer<TAB>pattern}. Thread-safe.
 */
public final class PhraseRules {
  private final List<Rule> rules;

  private record Rule(String answer, Pattern pattern) {}

  private PhraseRules(List<Rule> rules) {
    this.rules = rules;
  }

  public static PhraseRules read(String name) {
    return new PhraseRules(
        Table.rows(name).stream().map(row -> new Rule(row[0], Pattern.compile(row[1]))).toList());
  }

  /** The answer of the first pattern found in the text, or null. */
  public String first(String text) {
    for (Rule rule : rules) {
      if (rule.pattern.matcher(text).find()) {
        return rule.answer;
      }
    }
    return null;
  }

  /** Whether one of the patterns of this answer is found. */
  public boolean matches(String answer, String text) {
    for (Rule rule : rules) {
      if (rule.answer.equals(answer) && rule.pattern.matcher(text).find()) {
        return true;
      }
    }
    return false;
  }
}
