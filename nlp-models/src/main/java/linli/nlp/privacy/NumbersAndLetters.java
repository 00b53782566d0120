package linli.nlp.privacy;

import java.util.regex.Pattern;

/** Hides every number and every Latin word: homes, accounts, plates, however they are written. */
public final class NumbersAndLetters {

  /** Also what is called by its sign: {@code @老陈}. */
  private static final Pattern CALLED = Pattern.compile("@[^\\s,,。!!??::@【]{1,20}");

  private static final Pattern NUMBER =
      Pattern.compile("[\\p{Nd}\\p{No}][\\p{Nd}\\p{No}A-Za-z.·-]*|[〇零幺一二三四五六七八九十百两壹贰叁肆伍陆柒捌玖拾]{2,}");

  private static final Pattern LETTERS = Pattern.compile("[A-Za-z0-9_-]{2,}");
  private static final String SOME = "某";

  private NumbersAndLetters() {}

  public static String hide(String text) {
    if (text == null) {
      return null;
    }
    var called = CALLED.matcher(text).replaceAll(PersonalDetail.Kind.NAME.hidden());
    return LETTERS.matcher(NUMBER.matcher(called).replaceAll(SOME)).replaceAll(SOME);
  }
}
