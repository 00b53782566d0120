package linli.nlp.text;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * Words of dialects (方言: 山东, 河南, 四川, 东北, 粤语) and typing slips written in standard Chinese, longest
 * first. Thread-safe.
 */
public final class Dialect {
  private final Map<String, String> standard = new HashMap<>();
  private int longest;
  private final BitSet firsts = new BitSet();

  private Dialect() {
    for (String[] row : Table.rows("dialect.tsv")) {
      for (String written : row[1].split(" ")) {
        String word = written.replace('_', ' ');
        longest = Math.max(longest, word.length());
        standard.put(word, row[0]);
        firsts.set(word.charAt(0));
      }
    }
  }

  public static Dialect load() {
    return new Dialect();
  }

  public String toStandard(String text) {
    StringBuilder out = new StringBuilder(text.length());
    int at = 0;
    while (at < text.length()) {
      int length = longestAt(text, at);
      if (length == 0) {
        out.append(text.charAt(at++));
      } else {
        out.append(standard.get(text.substring(at, at + length)));
        at += length;
      }
    }
    return out.toString();
  }

  private int longestAt(String text, int at) {
    if (!firsts.get(text.charAt(at))) {
      return 0;
    }
    for (int length = Math.min(longest, text.length() - at); length > 0; length--) {
      if (standard.containsKey(text.substring(at, at + length))) {
        return length;
      }
    }
    return 0;
  }
}
