package linli.bot.cases;

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

  /** What staff write beside a verb and others will read: without rooms, names and phones. */
  static String reason(String text) {
    return text.isBlank() ? "" : of(PersonalData.mask(text), LONGEST_REASON);
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
