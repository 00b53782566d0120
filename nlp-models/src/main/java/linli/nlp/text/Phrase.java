package linli.nlp.text;

import java.util.BitSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A regular expression that is only tried where a match can begin: on a short Chinese text, with an
 * expression of many words, several times faster than {@link Matcher#find}. Finds the same. The
 * expression must not use {@code \G} or flags. Thread-safe.
 */
public final class Phrase {
  private final Pattern pattern;

  /** Null when any character may begin a match. */
  private final BitSet firsts;

  private Phrase(String regex) {
    pattern = Pattern.compile(regex);
    firsts = FirstCharacters.of(regex).orElse(null);
  }

  public static Phrase of(String regex) {
    return new Phrase(regex);
  }

  public boolean isIn(String text) {
    return isPossible(text) && next(over(text), text, 0);
  }

  /** Whether the text begins with it. */
  boolean begins(String text) {
    boolean possible = firsts == null || !text.isEmpty() && firsts.get(text.charAt(0));
    return possible && pattern.matcher(text).lookingAt();
  }

  /** Whether the text holds one of the characters with which it begins. */
  private boolean isPossible(String text) {
    return firsts == null || firstFrom(text, 0) < text.length();
  }

  /** For {@link #next}. */
  public Matcher over(String text) {
    return pattern.matcher(text).useTransparentBounds(true).useAnchoringBounds(false);
  }

  /**
   * Moves the matcher to the first match that begins at or behind a position.
   *
   * @return whether there is one; it may be empty only where the expression allows that
   */
  public boolean next(Matcher matcher, String text, int from) {
    if (firsts == null) {
      return from <= text.length() && matcher.find(from);
    }
    for (int at = firstFrom(text, from); at < text.length(); at = firstFrom(text, at + 1)) {
      if (matcher.region(at, text.length()).lookingAt()) {
        return true;
      }
    }
    return false;
  }

  private int firstFrom(String text, int from) {
    int at = from;
    while (at < text.length() && !firsts.get(text.charAt(at))) {
      at++;
    }
    return at;
  }
}
