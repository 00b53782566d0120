package linli.bot.conversation;

import java.util.regex.Pattern;

/** The few words of somebody who waits for a case: they are about it, whatever they sound like. */
final class WaitingWords {

  private static final int LONGEST = 20;

  private static final Pattern WHEN =
      Pattern.compile(
          "(?:那|都|这都|到底|恁们?|你们|师傅|他们?|人|物业|维修的?|还|啥|[,,\\s])*(?:"
              + "人(?:来了?没有?|呢|哩)|来人了?没有?|来了?没有?|有人来了?[吗没]有?"
              + "|(?:咋|怎么|为啥|为什么)还(?:不|没|没人|没有人)(?:来|修|弄|管|给修|过来)"
              + "|(?:啥时候?|什么时候|几点|多会儿?|多久)(?:能|才能?|会)?(?:来人?|到|修|来修|修好|好|弄好|过来|给修)"
              + "|到底谁管|谁管)(?:[啊呀呢哩嘛吗了]|[??!!。.~,,\\s])*");

  private static final Pattern WHERE =
      Pattern.compile(
          "(?:就?在|是)?(?:我家|俺家|家里?)?的?"
              + "(?:(?:厨房|卫生间|厕所|洗手间|阳台|客厅|主卧|次卧|卧室|门口|楼道|门厅|餐厅|地下室)(?:里|那边|这边|那儿|那)?的?"
              + "|\\d{3,4}(?:室|户|号)?|(?:\\d{3,4})?(?:对门|楼上|楼下|隔壁)(?:那家|那户)?)[。.!!]*");

  /** A landmark tells where, unless it is said what is wrong there: 西门那边, but not 西门灯不亮. */
  private static final Pattern WRONG =
      Pattern.compile(
          "坏|漏|堵|没|断|臭|响|吵|裂|掉|歪|脏|乱|满|亮|冒|炸|偷|丢|塌|卡|停|烧|火|脱落|投诉|报|打|不(?!知道|清楚|记得)|[??]|吗|谁|啥|什么");

  private static final Pattern AT_HOME =
      Pattern.compile(
          ".*(?:今天|明天|后天|今晚|明晚|周[一二三四五六日]|星期[一二三四五六日天]|[上下中]午|晚上|早上|\\d点).*(?:在家|有空|有人|方便|没空|不在家|没人|能来|来吧|过来).*");

  private static final Pattern WORKS =
      Pattern.compile(
          "(?:好|正常|可以|能用|中|妥|通|亮|来水|来电|热)(?:了|啦|咧|嘞|喽|哩)|没(?:啥|有)?(?:问题|毛病)"
              + "|不(?:漏|堵|响|闪|滴|臭|晃|吵|卡)(?:了|啦|咧)");

  private static final Pattern DOES_NOT =
      Pattern.compile(
          "没(?!啥?(?:问题|毛病)|有(?:问题|毛病))|不(?!漏|堵|响|闪|滴|臭|晃|吵|卡|错|用)|还|又|就是|但|可是|只是|一半|半天|坏"
              + "|[??]|吗|么|啥时|什么|等|再|要是|如果");

  private static final Pattern BUT = Pattern.compile("就是|但|可是|不过|只是|还有点?");

  private WaitingWords() {}

  /** 来人没, 恁咋还不来, 啥时候修好. */
  static boolean askWhen(String text) {
    return text.length() <= LONGEST && WHEN.matcher(text.strip()).matches();
  }

  /**
   * 厨房, 501: where in the building, as an afterthought.
   *
   * @param clear whether the words name a matter of their own: 西门外墙皮鼓起来
   */
  static boolean sayWhere(String text, boolean clear) {
    return WHERE.matcher(text.strip()).matches()
        || !clear
            && text.length() <= LONGEST
            && !Landmarks.in(text).isEmpty()
            && !WRONG.matcher(text).find();
  }

  /** 明天上午在家: when somebody may come. */
  static boolean sayWhen(String text) {
    return text.length() <= LONGEST && AT_HOME.matcher(text).matches();
  }

  /** 不堵了,就是有点慢: not solved, and what is left. */
  static boolean sayItPartlyWorks(String text) {
    return text.length() <= 2 * LONGEST && WORKS.matcher(text).find() && BUT.matcher(text).find();
  }

  /** 嗯好了谢谢: yes, when asked whether it works again; what also says but is none. */
  static boolean sayItWorks(String text) {
    return text.length() <= LONGEST && WORKS.matcher(text).find() && !DOES_NOT.matcher(text).find();
  }
}
