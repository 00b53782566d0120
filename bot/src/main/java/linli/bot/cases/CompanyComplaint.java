package linli.bot.cases;

import java.util.regex.Pattern;

/**
 * Words by which somebody accuses the property company or its people: 投诉物业, 举报保安. Such a complaint
 * hides from the company who made it (decisions 8), whatever it is about.
 */
public final class CompanyComplaint {

  /** The company, and those who work for it: a regular expression. */
  public static final String COMPANY =
      "(?:(?:我们|咱们?|你们|这个|本)?(?:小区)?的?(?:\\p{IsHan}{2})?物业(?:公司|服务)?的?"
          + "(?:客服|经理|保安|保洁|管家|前台|员工|工作人员|人员?|师傅|维修工?)?"
          + "|(?:客服|保安|门卫|保洁员?|物管|物业管家)(?:人员)?)";

  /** To complain: a regular expression. */
  public static final String COMPLAIN = "(?:投诉|举报|检举|控告|告(?![诉知示]))(?:一下|下)?";

  private static final Pattern ACCUSES =
      Pattern.compile(
          "(?<![不没别])(?:"
              + COMPLAIN
              + COMPANY
              + "|(?<![跟和向找给到])(?:物业|保安|客服)[^,,。;;!!??]{1,20}[,,。;;!! ]?[我俺](?:就?是?要|想要?|得)(?:匿名)?(?:投诉|举报))");

  private static final Pattern REPORTS =
      Pattern.compile("(?<![不没别])(?:举报|检举|控告)(?:一下|下)?" + COMPANY);

  private CompanyComplaint() {}

  /** Whether the words accuse the company. */
  public static boolean in(String words) {
    return words != null && ACCUSES.matcher(words).find();
  }

  /** Whether they report it (举报): it must not be the one who looks into that. */
  public static boolean reports(String words) {
    return words != null && REPORTS.matcher(words).find();
  }
}
