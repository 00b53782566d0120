package linli.bot.speech;

import java.util.regex.Pattern;

/** How a sentence stands in large text (大字): one thing to a line, each choice on its own. */
final class LargeLines {

  private static final Pattern CHOICE = Pattern.compile("[\\s,]*回?([1-9])=");
  private static final Pattern END = Pattern.compile("([。!?;][”』」)]*)(?![”』」)\\n]|$)\\s*");

  private LargeLines() {}

  /** Set again, it stays as it is. */
  static String of(String text) {
    var choices = CHOICE.matcher(text).replaceAll("\n回$1=");
    return END.matcher(choices).replaceAll("$1\n").strip();
  }
}
