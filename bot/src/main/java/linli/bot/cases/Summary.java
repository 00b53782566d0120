package linli.bot.cases;

import java.util.regex.Pattern;
import linli.nlp.PersonalData;

/** The start of what somebody wrote, short enough for a line about a case. */
final class Summary {

  /** Characters of a report that fit into a group line beside number, place and deadlines. */
  private static final int LONGEST = 24;

  private Summary() {}

  private static final int LONGEST_REASON = 30;

  static String of(String text) {
    return of(text, LONGEST);
  }

  /** A room and nothing that tells so (302说是你们的线): floor and flat, no amount, size or model. */
  private static final Pattern BARE_ROOM =
      Pattern.compile(
          "(?<![\\dA-Za-z.¥-]|型号|电话|电压|编号|第|约|共|花|号)(?:[1-9]|[12]\\d|3[0-3])(?:0[1-9]|1[0-6])"
              + "(?![\\dA-Za-z.%:点元块年月日号度瓦伏米个根块只台次公斤升毫])");

  /** What staff write beside a verb and others will read: without rooms, names and phones. */
  static String reason(String text) {
    if (text.isBlank()) {
      return "";
    }
    return of(masked(text), LONGEST_REASON);
  }

  private static final Pattern SOMEBODY = Pattern.compile("(?:【(?:房号|姓名)已隐藏】\\s*家?)+");

  /**
   * What was done, for every neighbour who waits for it to read: whose flat it was in is not
   * theirs.
   */
  static String done(String text) {
    var masked = SOMEBODY.matcher(masked(text)).replaceAll("住户家");
    return of(masked, masked.equals(text) ? LONGEST : LONGEST_REASON);
  }

  private static String masked(String text) {
    return BARE_ROOM.matcher(PersonalData.mask(text)).replaceAll("【房号已隐藏】");
  }

  /**
   * @param longest characters that there is room for
   */
  static String of(String text, int longest) {
    if (text == null || text.isBlank()) {
      return "(图片或语音)";
    }
    var bare = text.strip().replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    if (bare.codePointCount(0, bare.length()) <= longest) {
      return bare;
    }
    return bare.substring(0, bare.offsetByCodePoints(0, Math.max(1, longest - 1))) + "…";
  }
}
