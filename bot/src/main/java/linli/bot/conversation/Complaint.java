package linli.bot.conversation;

import java.util.regex.Pattern;
import linli.bot.cases.CompanyComplaint;

/** Somebody wants to complain (投诉, 举报) or asks how, and does not say about what yet. */
enum Complaint {
  /**
   * About the property company: the community's matter, and the company never learns who it was.
   */
  COMPANY,
  /** About somebody else, or they did not say about whom. */
  ANYBODY;

  private static final String WISH =
      "(?:您?你?好)?(?:我们?|俺们?|咱们?|本人)?(?:就是|真的?|今天|现在)?(?:想要?|要|得|需要|打算|准备|必须)?(?:来|去)?";

  private static final String ASK =
      "(?:请问|能不能|可不可以|可以|能|怎么样?|怎样|如何|咋|在?(?:哪里?|哪儿)(?:可以|能)?|去哪里?|找谁|向谁|跟谁|这里?|这儿"
          + "|你们?|您|帮我|请|麻烦)*";

  private static final String SECRETLY = "(?:匿名|实名|偷偷|悄悄)?地?";

  private static final String SOMEBODY =
      "(?:我?(?:们)?(?:家)?(?:的)?(?:楼上|楼下|隔壁|对门|上面|下面)?(?:的)?(?:邻居|住户|那?一?[家户]人?家?)?"
          + "|网格员|居委会?|社区|书记|业委会|街道|开发商|[一有]?个?(?:人|别人|事儿?|件事儿?|点事儿?|情况|问题))";

  private static final String END = "(?:[吗么呢啊呀吧嘛了哦]|怎么办|行不行|可以吗|行吗)*";

  private static final Pattern COMPLAINS =
      Pattern.compile(
          WISH
              + ASK
              + WISH
              + "(?:有个?)?"
              + SECRETLY
              + CompanyComplaint.COMPLAIN
              + "(?<who>"
              + CompanyComplaint.COMPANY
              + "|"
              + SOMEBODY
              + ")?的?"
              + END);

  private static final Pattern IS_UNHAPPY =
      Pattern.compile(
          WISH
              + "(?:对(?:着|于)?"
              + CompanyComplaint.COMPANY
              + "(?:很|非常|特别|太)?(?:有意见|不满意?|意见(?:很|太)?大)|(?:反映|反应)(?:一下)?"
              + CompanyComplaint.COMPANY
              + "的?(?:问题|情况|事儿?)|(?:给)?"
              + CompanyComplaint.COMPANY
              + "(?:打个?|一个)?差评)"
              + END);

  private static final Pattern SECRET =
      Pattern.compile(
          "(?:我|俺)?(?:要|想要?|希望|请|得|必须)?(?:匿名|保密)(?:的|吧|处理|反映)?"
              + "|(?:请|希望|千万|可|我|但是?)*(?:别|不要|不想|不能|不愿意?|不敢|怕)(?:让|被|叫)?"
              + "(?:他们|物业|人家|别人|人|邻居|大家|任何人)?(?:知道|看到|看见|发现|查到|查出|说|透露)"
              + "(?:出去)?(?:是|我|俺|的|谁|名字|说|报|反映|投诉|举报)*");

  private static final Pattern ASIDE =
      Pattern.compile("(?:你好|您好|在吗|谢谢|多谢|麻烦了?|请问|急|小邻|喂|可以吗|行吗|怎么办)[啊呀吧了]?");

  private static final Pattern CLAUSES = Pattern.compile("[\\s,,。;;!!??、~…]+");

  /** Which complaint the words begin and no more than that; null for everything else. */
  static Complaint begunBy(String text) {
    Complaint begun = null;
    for (var clause : CLAUSES.split(text.strip())) {
      var complains = COMPLAINS.matcher(clause);
      if (IS_UNHAPPY.matcher(clause).matches()) {
        begun = COMPANY;
      } else if (complains.matches()) {
        var who = complains.group("who");
        begun = begun == COMPANY || isCompany(who) ? COMPANY : ANYBODY;
      } else if (!SECRET.matcher(clause).matches() && !ASIDE.matcher(clause).matches()) {
        return null;
      }
    }
    return begun;
  }

  private static boolean isCompany(String who) {
    return who != null && !who.isEmpty() && who.matches(CompanyComplaint.COMPANY);
  }
}
