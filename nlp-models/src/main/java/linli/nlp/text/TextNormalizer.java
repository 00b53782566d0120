package linli.nlp.text;

import com.hankcs.hanlp.HanLP;
import java.text.Normalizer;

/**
 * One spelling for one thing: NFKC (full width to half width), traditional to simplified
 * characters, no zero-width, direction or control characters. Line breaks stay. Thread-safe.
 */
public final class TextNormalizer {
  private static final char FIRST_IDEOGRAPH = 0x4e00;
  private static final char LAST_IDEOGRAPH = 0x9fff;
  private static final char[] SIMPLIFIED = simplified();

  private TextNormalizer() {}

  public static String normalize(String text) {
    String compatible =
        Normalizer.isNormalized(text, Normalizer.Form.NFKC)
            ? text
            : Normalizer.normalize(text, Normalizer.Form.NFKC);
    StringBuilder out = new StringBuilder(compatible.length());
    for (int i = 0; i < compatible.length(); i++) {
      char c = compatible.charAt(i);
      if (isVisible(c)) {
        out.append(simplify(c));
      }
    }
    return out.toString();
  }

  /** The simplified form (简体) of one character; length never changes. */
  public static char simplify(char c) {
    return c >= FIRST_IDEOGRAPH && c <= LAST_IDEOGRAPH ? SIMPLIFIED[c - FIRST_IDEOGRAPH] : c;
  }

  private static boolean isVisible(char c) {
    if (c == '\n' || c == '\t') {
      return true;
    }
    int kind = Character.getType(c);
    return kind != Character.CONTROL
        && kind != Character.FORMAT
        && kind != Character.UNASSIGNED
        && !(c >= 0xfe00 && c <= 0xfe0f);
  }

  /** HanLP's dictionary read out once, character by character, so that a message costs no more. */
  private static char[] simplified() {
    char[] table = new char[LAST_IDEOGRAPH - FIRST_IDEOGRAPH + 1];
    for (int i = 0; i < table.length; i++) {
      char c = (char) (FIRST_IDEOGRAPH + i);
      String simple = HanLP.convertToSimplifiedChinese(String.valueOf(c));
      table[i] = simple.length() == 1 ? simple.charAt(0) : c;
    }
    return table;
  }
}
