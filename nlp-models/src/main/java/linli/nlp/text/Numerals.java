package linli.nlp.text;

/**
 * Chinese numerals (一二三, 十六, 六零二) written as digits, with the way back to the original text.
 *
 * @param text the text with digits
 * @param origin for each character of {@code text}, and one past its end, its index in the original
 */
public record Numerals(String text, int[] origin) {
  private static final String DIGITS = "零一二三四五六七八九";
  private static final String FORMAL = "〇壹贰叁肆伍陆柒捌玖";
  private static final String NUMERAL = DIGITS + FORMAL + "十拾";

  public static Numerals of(String original) {
    StringBuilder out = new StringBuilder(original.length());
    int[] origin = new int[original.length() + 1];
    int at = 0;
    while (at < original.length()) {
      int end = endOfRun(original, at);
      String piece =
          end == at ? original.substring(at, ++end) : digits(original.substring(at, end));
      for (int i = 0; i < piece.length(); i++) {
        origin = withRoom(origin, out.length() + 2);
        origin[out.length()] = at;
        out.append(piece.charAt(i));
      }
      at = end;
    }
    origin = withRoom(origin, out.length() + 1);
    origin[out.length()] = original.length();
    return new Numerals(out.toString(), origin);
  }

  private static int endOfRun(String text, int from) {
    int end = from;
    while (end < text.length() && NUMERAL.indexOf(text.charAt(end)) >= 0) {
      end++;
    }
    return end;
  }

  /** 六零二 is read digit by digit, 二十二 as a number. */
  private static String digits(String run) {
    boolean placed = run.indexOf('十') >= 0 || run.indexOf('拾') >= 0;
    return placed ? number(run) : oneByOne(run);
  }

  private static String oneByOne(String run) {
    StringBuilder out = new StringBuilder(run.length());
    for (int i = 0; i < run.length(); i++) {
      out.append(value(run.charAt(i)));
    }
    return out.toString();
  }

  private static String number(String run) {
    int total = 0;
    int pending = -1;
    for (int i = 0; i < run.length(); i++) {
      char c = run.charAt(i);
      if (c == '十' || c == '拾') {
        total += (pending < 0 ? 1 : pending) * 10;
        pending = -1;
      } else {
        pending = value(c);
      }
    }
    return Integer.toString(total + Math.max(pending, 0));
  }

  private static int value(char c) {
    int value = DIGITS.indexOf(c);
    return value >= 0 ? value : FORMAL.indexOf(c);
  }

  private static int[] withRoom(int[] origin, int size) {
    return origin.length >= size ? origin : java.util.Arrays.copyOf(origin, size * 2);
  }
}
