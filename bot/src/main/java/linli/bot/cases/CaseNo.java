package linli.bot.cases;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A case number as people type it: {@code 1123-07}, {@code 1123-7}, {@code 【1123-07】}. */
public record CaseNo(int month, int day, int seq) {

  private static final Pattern WRITTEN =
      Pattern.compile("(?<!\\d)(0[1-9]|1[0-2])([0-2]\\d|3[01])\\s*[-–—－_]\\s*(\\d{1,4})(?!\\d)");

  /** The first number in the text. */
  public static Optional<CaseNo> in(String text) {
    return allIn(text).stream().findFirst();
  }

  /** Every number in the text, in order. */
  public static List<CaseNo> allIn(String text) {
    var found = new ArrayList<CaseNo>();
    var matcher = WRITTEN.matcher(text);
    while (matcher.find()) {
      var no =
          new CaseNo(
              Integer.parseInt(matcher.group(1)),
              Integer.parseInt(matcher.group(2)),
              Integer.parseInt(matcher.group(3)));
      if (no.day() > 0 && !found.contains(no)) {
        found.add(no);
      }
    }
    return found;
  }

  /** The text without its numbers. */
  public static String removedFrom(String text) {
    return WRITTEN.matcher(text).replaceAll(" ").replace("【 】", " ").strip();
  }

  @Override
  public String toString() {
    return "%02d%02d-%02d".formatted(month, day, seq);
  }
}
