package linli.nlp.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import linli.nlp.text.Dialect;
import linli.nlp.text.Table;
import linli.nlp.text.TermScanner;

/**
 * What the models see of a message: characters, pairs of them, and the classes of our lexicon
 * (lexicon.tsv) whose words occur. Numbers become one digit, dialect becomes standard. Thread-safe.
 */
public final class Features {
  private static final int LONGEST_GRAM = 2;

  /** A word of the lexicon counts as if it stood there so often. */
  private static final int LEXICON_WEIGHT = 4;

  private final Dialect dialect = Dialect.load();
  private final List<String> classes = new ArrayList<>();
  private final TermScanner lexicon;

  private Features() {
    List<List<String>> words = new ArrayList<>();
    for (String[] row : Table.rows("lexicon.tsv")) {
      classes.add("L:" + row[0]);
      words.add(List.of(row[1].split(" ")));
    }
    lexicon = new TermScanner(words);
  }

  public static Features load() {
    return new Features();
  }

  /** Name of feature to the number of its occurrences, in the order of names. */
  public Map<String, Integer> count(String normalized) {
    String standard = dialect.toStandard(normalized.toLowerCase(Locale.ROOT));
    Map<String, Integer> counts = new TreeMap<>();
    String text = '^' + plain(standard) + '$';
    for (int i = 0; i < text.length(); i++) {
      for (int n = 1; n <= LONGEST_GRAM && i + n <= text.length(); n++) {
        counts.merge(text.substring(i, i + n), 1, Integer::sum);
      }
    }
    for (TermScanner.Term term : lexicon.scan(standard)) {
      counts.put(classes.get(term.kind()), LEXICON_WEIGHT);
    }
    return counts;
  }

  /** Letters, one 0 for a number, one space between what punctuation divides; ? and ! stay. */
  static String plain(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      char kept = Character.isDigit(c) ? '0' : keeps(c) ? c : ' ';
      boolean repeated =
          !out.isEmpty() && out.charAt(out.length() - 1) == kept && (kept == ' ' || kept == '0');
      if (!repeated) {
        out.append(kept);
      }
    }
    return out.toString().strip();
  }

  private static boolean keeps(char c) {
    return Character.isLetter(c) || c == '?' || c == '!' || c == '+';
  }
}
