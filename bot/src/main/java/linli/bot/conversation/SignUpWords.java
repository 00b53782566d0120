package linli.bot.conversation;

import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import linli.nlp.Understanding;

/** What the words of somebody who wants to be heard at a reception say. */
final class SignUpWords {

  private static final Pattern SIGN_UP =
      Pattern.compile(
          "(?:我要|我想|帮我)?报名(?!费|表|处|参加)(?:接待日?)?(?=$|[\\s::,,]|\\d{1,2}[号日月])[\\s::,,]*(.*)");
  private static final Pattern CANCEL = Pattern.compile("(?:取消|撤销|撤回)报名.*|报名取消");

  /** 15号, 15日: the day, what is said only of a day, and what stands between it and the rest. */
  private static final Pattern DAY =
      Pattern.compile("(?<![\\d月])(\\d{1,2})([号日])(?!楼)(晚上?|那场|那天|那次|的|这场|这天|这次)?([\\s,,]*)");

  /** 12月15日, first of all. */
  private static final Pattern DATE =
      Pattern.compile("(\\d{1,2})月(\\d{1,2})[号日]?(?:晚上?|那场|那天|那次|这场|这天|这次)?(?=[\\s,,]|$)[\\s,,]*");

  private static final String FAMILY =
      "妈|爸|爷|奶|姥|婆|公|岳|老伴|老公|老婆|老人|老妈|老爸|爱人|媳妇|对象|父|母|姐|哥|弟|妹|儿|女|孙|邻居|家老|家里老|家人|家里人";

  /** 替老李, 帮我妈; not 帮我问问, 给我家修. */
  private static final Pattern FOR_ANOTHER =
      Pattern.compile("(?:替|代|帮|给)(?!我(?!" + FAMILY + ")|俺|自己).*");

  private static final String WISH = "(?:想|请(?!问)|让|希望|能|可以|可不可以|麻烦|劳烦|劳驾|盼|求)";
  private static final String HOST = "(?:书记|接待)";
  private static final Pattern AT_HOME =
      Pattern.compile(
          ".*"
              + WISH
              + ".{0,6}"
              + HOST
              + ".{0,12}(?:来家|到家|来我家|到我家|上门|入户).*|.*"
              + HOST
              + ".{0,6}"
              + WISH
              + ".{0,8}(?:来家|到家|来我家|到我家|上门|入户).*|.*"
              + WISH
              + ".{0,12}(?:上门|来家里|到家里).{0,8}"
              + HOST
              + ".*");

  private static final Pattern NUMBER =
      Pattern.compile(
          "(?:我|俺|俺们|我们)?(?:是|排|排到|轮到)?(?:第)?几(?:号|位|个)?[了??。]*|(?:啥时候|什么时候|几点|多会儿?)(?:能)?(?:轮到|到)(?:我|俺)[了??。]*");

  private SignUpWords() {}

  /** 我排第几, 几号, 啥时候轮到我. */
  static boolean asksForNumber(String text) {
    return NUMBER.matcher(text.strip()).matches();
  }

  static boolean cancels(String text) {
    return CANCEL.matcher(text).matches();
  }

  /** What follows 报名; empty when nobody signs up in so many words. */
  static Optional<String> after(String text) {
    var wanted = SIGN_UP.matcher(text);
    return wanted.matches() ? Optional.of(wanted.group(1)) : Optional.empty();
  }

  /** 书记能来家里吗: to be visited instead of coming. */
  static boolean wantVisit(String text) {
    return AT_HOME.matcher(text).matches();
  }

  /** The same where nobody said 报名: whose words are a report has reported something. */
  static boolean wantVisit(String text, Understanding understood) {
    var reports =
        "report".equals(understood.intent())
            && understood.issues().stream().anyMatch(issue -> !issue.type().equals("other"));
    return wantVisit(text) && !reports;
  }

  static boolean isForAnother(String said) {
    return said != null && FOR_ANOTHER.matcher(said).matches();
  }

  static boolean wantNoName(String said) {
    return said.contains("匿名");
  }

  /** Without the word that asks for no name. */
  static String withoutNoName(String said) {
    return said.replaceFirst("^匿名[\\s,,。::]*", "").strip();
  }

  /**
   * A day of the month and what else is said.
   *
   * @param month null when only a day is named
   * @param day null when none is named
   */
  record Named(Integer month, Integer day, String rest) {
    /** 12月15日, 15日. */
    String date() {
      return (month == null ? "" : month + "月") + day + "日";
    }

    @Override
    public String toString() {
      return "Named[]";
    }
  }

  /** Any number with 号 or 日. */
  static Integer anyDay(String said) {
    var found = DAY.matcher(said);
    return found.find() ? Integer.valueOf(found.group(1)) : null;
  }

  /**
   * The day that is named: 3号 before a thing is a building.
   *
   * @param isComing whether a reception is known by this day of the month
   * @param isBuilding whether a building has this number
   */
  static Named named(String said, IntPredicate isComing, IntPredicate isBuilding) {
    var date = DATE.matcher(said.strip());
    if (date.lookingAt()) {
      return new Named(
          Integer.valueOf(date.group(1)),
          Integer.valueOf(date.group(2)),
          said.strip().substring(date.end()));
    }
    var found = DAY.matcher(said);
    while (found.find()) {
      var day = Integer.parseInt(found.group(1));
      if (isComing.test(day) || isOnlyDay(said, found, isBuilding.test(day))) {
        return new Named(null, day, said.substring(0, found.start()) + said.substring(found.end()));
      }
    }
    return new Named(null, null, said);
  }

  private static boolean isOnlyDay(String said, Matcher found, boolean isBuilding) {
    var apart = !found.group(4).isEmpty() && !isBuilding;
    return found.group(2).equals("日")
        || found.group(3) != null
        || found.end() == said.length()
        || apart;
  }
}
