package linli.bot.estates.roster;

import java.util.regex.Pattern;

/** Blanks of every width that people and spreadsheets leave in cells. */
final class Blanks {

  private static final String BLANK = "[\\s\\u00a0\\u200b\\u3000\\ufeff]+";
  private static final Pattern AROUND = Pattern.compile("^" + BLANK + "|" + BLANK + "$");

  /** {@code 张 三}: set wider so that it is as long as other names. */
  private static final Pattern BETWEEN_HAN =
      Pattern.compile("(?<=\\p{IsHan})" + BLANK + "(?=\\p{IsHan})");

  private Blanks() {}

  static String strip(String text) {
    return AROUND.matcher(text).replaceAll("");
  }

  static String join(String name) {
    return BETWEEN_HAN.matcher(name).replaceAll("");
  }
}
