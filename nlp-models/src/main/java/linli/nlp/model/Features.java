package linli.nlp.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
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
  private static final int LEXICON_WEIGHT = 2;

  private static final String OBJECT = "L:o_";
  private static final int MOST_OBJECTS = 3;
  private static final Pattern PLACE = Pattern.compile("[0一二三四五六七八九十](?:号楼|栋|幢|座|单元|楼|层|室|#)");

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

  /** Name of feature to the number of its occurrences, in the order of their first occurrence. */
  public Map<String, Integer> count(String normalized) {
    String standard = dialect.toStandard(normalized.toLowerCase(Locale.ROOT));
    Map<String, Integer> counts = new LinkedHashMap<>();
    String text = '^' + plain(standard) + '$';
    for (int i = 0; i < text.length(); i++) {
      for (int n = 1; n <= LONGEST_GRAM && i + n <= text.length(); n++) {
        counts.merge(text.substring(i, i + n), 1, Integer::sum);
      }
    }
    counts.put("F:" + length(text.length()), LEXICON_WEIGHT);
    if (PLACE.matcher(text).find()) {
      counts.put("F:place", LEXICON_WEIGHT);
    }
    int objects = 0;
    for (TermScanner.Term term : lexicon.scan(standard)) {
      String name = classes.get(term.kind());
      boolean fresh = counts.put(name, LEXICON_WEIGHT) == null;
      objects += fresh && name.startsWith(OBJECT) ? 1 : 0;
    }
    counts.put("F:objects" + Math.min(objects, MOST_OBJECTS), LEXICON_WEIGHT);
    return counts;
  }

  private static String length(int characters) {
    return characters < 7
        ? "shortest"
        : characters < 12
            ? "short"
            : characters < 20 ? "middle" : characters < 32 ? "long" : "longest";
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
