package linli.bot.cases;

/** The start of what somebody wrote, short enough for a line about a case. */
final class Summary {

  /** Characters of a report that fit into a group line beside number, place and deadlines. */
  private static final int LONGEST = 24;

  private Summary() {}

  static String of(String text) {
    return of(text, LONGEST);
  }

  /**
   * @param longest characters that there is room for
   */
  static String of(String text, int longest) {
    if (text == null || text.isBlank()) {
      return "(图片)";
    }
    var bare = text.strip().replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    if (bare.codePointCount(0, bare.length()) <= longest) {
      return bare;
    }
    return bare.substring(0, bare.offsetByCodePoints(0, Math.max(1, longest - 1))) + "…";
  }
}
