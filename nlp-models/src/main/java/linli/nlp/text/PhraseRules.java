package linli.nlp.text;

import java.util.List;

/**
 * An ordered list of patterns with the answer that each gives, read from a resource of lines {@code
 * answer<TAB>pattern}. Thread-safe.
 */
public final class PhraseRules {
  private final List<Rule> rules;

  /**
   * One line.
   *
   * @param anchored whether it can only be found at the beginning of a text: then it is not looked
   *     for elsewhere
   */
  private record Rule(String answer, String pattern, Phrase phrase, boolean anchored) {

    static Rule of(String answer, String pattern) {
      return new Rule(answer, pattern, Phrase.of(pattern), isAnchored(pattern));
    }

    boolean isIn(String text) {
      return anchored ? phrase.begins(text) : phrase.isIn(text);
    }
  }

  private PhraseRules(List<Rule> rules) {
    this.rules = rules;
  }

  public static PhraseRules read(String name) {
    return new PhraseRules(Table.rows(name).stream().map(row -> Rule.of(row[0], row[1])).toList());
  }

  /** The answer of the first pattern found in the text, or null. */
  public String first(String text) {
    for (Rule rule : rules) {
      if (rule.isIn(text)) {
        return rule.answer;
      }
    }
    return null;
  }

  /** The first pattern found in the text, or null. */
  public String firstPattern(String text) {
    for (Rule rule : rules) {
      if (rule.isIn(text)) {
        return rule.pattern;
      }
    }
    return null;
  }

  /** Whether one of the patterns of this answer is found. */
  public boolean matches(String answer, String text) {
    for (Rule rule : rules) {
      if (rule.answer.equals(answer) && rule.isIn(text)) {
        return true;
      }
    }
    return false;
  }

  /** Whether every alternative that stands outside brackets begins with {@code ^}. */
  static boolean isAnchored(String pattern) {
    int depth = 0;
    boolean inClass = false;
    boolean begins = true;
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (begins && c != '^') {
        return false;
      }
      begins = depth == 0 && !inClass && c == '|';
      switch (c) {
        case '\\' -> i++;
        case '[' -> inClass = true;
        case ']' -> inClass = false;
        case '(' -> depth += inClass ? 0 : 1;
        case ')' -> depth -= inClass ? 0 : 1;
        default -> {}
      }
    }
    return !begins;
  }
}
