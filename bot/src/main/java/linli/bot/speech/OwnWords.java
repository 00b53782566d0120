package linli.bot.speech;

import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Whether an estate may say a sentence in its own words. */
public final class OwnWords {

  /** Characters of a line in a group (decisions 2). */
  private static final int LONGEST = 90;

  /** So much longer than the product's own, gaps apart, a sentence may be. */
  private static final int MORE = 15;

  private static final Pattern GAP = Pattern.compile("\\{(\\w+)}");

  private OwnWords() {}

  /** What is wrong with it: nothing when it can be said. */
  public static Optional<String> problem(Texts texts, String key, String text) {
    if (!texts.keys().contains(key)) {
      return Optional.of("没有这一句:" + key);
    }
    if (key.startsWith("hazard.")) {
      return Optional.of("险情用语经人审定,不能改");
    }
    var shipped = texts.sentence(key);
    if (!gaps(text).equals(gaps(shipped))) {
      return Optional.of("空格要和原句一样:应为%s;实际是%s".formatted(gaps(shipped), gaps(text)));
    }
    if (GAP.matcher(text).replaceAll("").matches("(?s).*[{}].*")) {
      return Optional.of("花括号只用来写空格,如 {no}");
    }
    var most = Math.min(LONGEST, length(shipped) + MORE);
    if (text.isBlank() || length(text) > most) {
      return Optional.of("空格以外最多%d个字;实际是%d个".formatted(most, length(text)));
    }
    if (text.contains("\n") && !shipped.contains("\n")) {
      return Optional.of("这一句要写在一行里");
    }
    return Optional.empty();
  }

  private static TreeSet<String> gaps(String sentence) {
    var gaps = new TreeSet<String>();
    GAP.matcher(sentence).results().forEach(found -> gaps.add(found.group(1)));
    return gaps;
  }

  private static int length(String sentence) {
    var fixed = GAP.matcher(sentence).replaceAll("");
    return fixed.codePointCount(0, fixed.length());
  }
}
