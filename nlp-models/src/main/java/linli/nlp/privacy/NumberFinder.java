package linli.nlp.privacy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import linli.nlp.privacy.PersonalDetail.Kind;

/** Finds numbers and accounts of persons; the first kind that claims a piece of text has it. */
final class NumberFinder {
  private static final Pattern IDENTITY =
      Pattern.compile(
          "(?<![\\dA-Za-z])(?:\\d{6}[ -]?\\d{8}[ -]?\\d{3}[\\dXx]|\\d{15})(?![\\dA-Za-z])");
  private static final Pattern CARD = Pattern.compile("(?<!\\d)\\d(?:[ -]?\\d){15,18}(?!\\d)");
  private static final Pattern OWN_NUMBER = Pattern.compile("(?:工单|单|编|订单|流水|票)号?[::]?\\s*$");
  private static final Pattern MOBILE =
      Pattern.compile("(?<![\\d.])(?:\\+?86[ -]?)?1[3-9](?:[ -]?\\d){9}(?![\\d])");
  private static final Pattern TELEPHONE =
      Pattern.compile(
          "(?<!\\d)\\(?0\\d{2,3}\\)?[- ]?[2-8]\\d{6,7}(?!\\d)|(?<=(?:电话|座机|固话)[是:]?\\s?)[2-8]\\d{6,7}(?!\\d)");
  private static final Pattern ORGANISATION =
      Pattern.compile(
          "(?:物业|社区|居委会|街道|服务中心|热线|派出所|医院|公司|供电|供水|供热|燃气|自来水|热力|值班|客服|维保|调委会|城管)[^,。;\\n]{0,8}$");
  private static final Pattern PLATE =
      Pattern.compile(
          "[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使领][A-HJ-NP-Za-hj-np-z][·•. -]?[A-HJ-NP-Za-hj-np-z0-9]{4,5}(?:[A-HJ-NP-Za-hj-np-z0-9]|挂|学|警|港|澳)(?![A-Za-z0-9])");
  private static final Pattern MAIL =
      Pattern.compile("[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\\.[A-Za-z0-9-]{1,63}){1,4}");
  private static final Pattern ACCOUNT =
      Pattern.compile(
          "wxid_[A-Za-z0-9_]{4,40}|(?<=(?:微信|微信号|QQ|QQ号|qq|qq号|抖音号|支付宝|账号|vx|VX|wx)[::是]?\\s?)[A-Za-z0-9][A-Za-z0-9_-]{4,39}");

  /** Letters and digits of the shortest of them all: an account of five. */
  private static final int SHORTEST = 5;

  private final String text;
  private final List<PersonalDetail> found = new ArrayList<>();

  private NumberFinder(String text) {
    this.text = text;
  }

  /**
   * @param text folded to half width, of the original's length
   */
  static List<PersonalDetail> find(String text) {
    NumberFinder finder = new NumberFinder(text);
    if (text.chars().filter(NumberFinder::mayBelong).count() < SHORTEST) {
      return finder.found;
    }
    finder.add(Kind.IDENTITY_NUMBER, IDENTITY, m -> Checksums.isIdentityNumber(digits(m)));
    finder.add(Kind.BANK_CARD, CARD, finder::isCard);
    finder.add(Kind.MOBILE, MOBILE, m -> true);
    finder.add(Kind.TELEPHONE, TELEPHONE, m -> !finder.follows(ORGANISATION, m.start()));
    finder.add(Kind.PLATE, PLATE, m -> m.group().chars().anyMatch(Character::isDigit));
    finder.add(Kind.MAIL, MAIL, m -> true);
    finder.add(Kind.ACCOUNT, ACCOUNT, m -> true);
    return finder.found;
  }

  private static boolean mayBelong(int c) {
    return c < 128 && Character.isLetterOrDigit(c);
  }

  private boolean isCard(Matcher matcher) {
    return Checksums.isCardNumber(digits(matcher)) && !follows(OWN_NUMBER, matcher.start());
  }

  private boolean follows(Pattern cue, int position) {
    return cue.matcher(text.substring(Math.max(0, position - 16), position)).find();
  }

  private void add(Kind kind, Pattern pattern, Predicate<Matcher> isReal) {
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      PersonalDetail detail = new PersonalDetail(kind, matcher.start(), matcher.end());
      if (found.stream().noneMatch(detail::overlaps) && isReal.test(matcher)) {
        found.add(detail);
      }
    }
  }

  private static String digits(Matcher matcher) {
    return matcher.group().replaceAll("[ -]", "");
  }
}
