package linli.nlp.text;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * Reads from a pattern with which characters a match can begin. Knows the syntax that our rules
 * use: where it meets another it says that any character may begin one, so it never says too few.
 */
final class FirstCharacters {

  /** Any character may begin a match, as far as is known. */
  private static final class Any extends RuntimeException {
    Any() {
      super("any character", null, false, false);
    }
  }

  /**
   * A part of the pattern.
   *
   * @param mayBeEmpty whether it takes no character: then what follows may begin the match
   */
  private record Part(BitSet firsts, boolean mayBeEmpty) {

    static Part empty() {
      return new Part(new BitSet(), true);
    }

    static Part of(char c) {
      Part part = new Part(new BitSet(), false);
      part.firsts.set(c);
      return part;
    }
  }

  private static final List<String> LOOKING_AROUND = List.of("?=", "?!", "?<=", "?<!");

  private final String pattern;
  private int at;

  private FirstCharacters(String pattern) {
    this.pattern = pattern;
  }

  /**
   * @param pattern that {@link java.util.regex.Pattern} accepts
   * @return nothing where any character may begin a match, or none is needed
   */
  static Optional<BitSet> of(String pattern) {
    try {
      Part whole = new FirstCharacters(pattern).alternatives();
      return whole.mayBeEmpty ? Optional.empty() : Optional.of(whole.firsts);
    } catch (Any any) {
      return Optional.empty();
    }
  }

  /** Up to the bracket that closes the group, or the end. */
  private Part alternatives() {
    BitSet firsts = new BitSet();
    boolean mayBeEmpty = false;
    boolean more = true;
    while (more) {
      Part sequence = sequence();
      firsts.or(sequence.firsts);
      mayBeEmpty |= sequence.mayBeEmpty;
      more = isAt('|');
      at += more ? 1 : 0;
    }
    return new Part(firsts, mayBeEmpty);
  }

  private Part sequence() {
    BitSet firsts = new BitSet();
    while (!atEndOfSequence()) {
      Part element = element();
      firsts.or(element.firsts);
      if (!isOptional() && !element.mayBeEmpty) {
        skipSequence();
        return new Part(firsts, false);
      }
    }
    return new Part(firsts, true);
  }

  private Part element() {
    char c = pattern.charAt(at++);
    return switch (c) {
      case '^', '$' -> Part.empty();
      case '(' -> group();
      case '[' -> oneOf();
      case '\\' -> escaped(pattern.charAt(at++));
      case '.' -> throw new Any();
      default -> Part.of(c);
    };
  }

  private Part group() {
    for (String sign : LOOKING_AROUND) {
      if (pattern.startsWith(sign, at)) {
        skipGroup();
        return Part.empty();
      }
    }
    if (pattern.startsWith("?:", at)) {
      at += 2;
    } else if (pattern.startsWith("?<", at)) {
      at = pattern.indexOf('>', at) + 1;
    } else if (isAt('?')) {
      throw new Any();
    }
    Part inside = alternatives();
    at++;
    return inside;
  }

  private Part oneOf() {
    Part part = new Part(new BitSet(), false);
    if (isAt('^')) {
      throw new Any();
    }
    while (!isAt(']')) {
      char c = pattern.charAt(at++);
      if (c == '[' || c == '&') {
        throw new Any();
      }
      if (c == '\\') {
        part.firsts.or(escaped(pattern.charAt(at++)).firsts);
      } else if (isAt('-') && pattern.charAt(at + 1) != ']') {
        part.firsts.set(c, pattern.charAt(at + 1) + 1);
        at += 2;
      } else {
        part.firsts.set(c);
      }
    }
    at++;
    return part;
  }

  private static Part escaped(char c) {
    Part part = new Part(new BitSet(), false);
    switch (c) {
      case 'd' -> part.firsts.set('0', '9' + 1);
      case 's' -> " \t\n\u000B\f\r".chars().forEach(part.firsts::set);
      case 'b' -> {
        return Part.empty();
      }
      default -> {
        if (Character.isLetterOrDigit(c)) {
          throw new Any();
        }
        part.firsts.set(c);
      }
    }
    return part;
  }

  /** Reads how often the element stands there; whether that may be not at all. */
  private boolean isOptional() {
    boolean optional = isAt('?') || isAt('*');
    if (isAt('{')) {
      optional = pattern.charAt(at + 1) == '0';
      at = pattern.indexOf('}', at) + 1;
    } else if (optional || isAt('+')) {
      at++;
    }
    at += isAt('?') || isAt('+') ? 1 : 0;
    return optional;
  }

  /** What stands behind the first character does not matter. */
  private void skipSequence() {
    while (!atEndOfSequence()) {
      skipOne();
    }
  }

  private void skipGroup() {
    while (!isAt(')')) {
      skipOne();
    }
    at++;
  }

  private void skipOne() {
    switch (pattern.charAt(at++)) {
      case '\\' -> at++;
      case '(' -> skipGroup();
      case '[' -> skipClass();
      default -> {}
    }
  }

  private void skipClass() {
    while (!isAt(']')) {
      at += isAt('\\') ? 2 : 1;
    }
    at++;
  }

  private boolean atEndOfSequence() {
    return at >= pattern.length() || isAt('|') || isAt(')');
  }

  private boolean isAt(char c) {
    return at < pattern.length() && pattern.charAt(at) == c;
  }
}
