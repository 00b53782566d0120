package linli.bot.conversation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import linli.bot.cases.CaseNo;
import linli.bot.cases.Report;
import linli.bot.residents.Topic;

/**
 * A verb that somebody typed or pressed, with the case numbers in it.
 *
 * @param before what was done before it, in that order: 接单到场 is 到场 after 接单
 * @param words what stands beside verb and numbers
 */
record Command(List<Verb> before, Verb verb, List<CaseNo> numbers, String words) {

  Command(Verb verb, List<CaseNo> numbers, String words) {
    this(List.of(), verb, numbers, words);
  }

  /** Verbs of staff and of residents (product 1.7). */
  enum Verb {
    ACCEPT(true, "接单|我?接了|收到接单"),
    ARRIVE(true, "到场|已到场|到现场了?"),
    ON_DUTY(true, "到岗|已到岗"),
    DONE(true, "办结"),
    PAUSE(true, "缓|暂缓|缓办"),
    TRANSFER(true, "转|转给|转交|转办"),
    TAKE(true, "接"),
    REFUSE(true, "退|退回|退单"),
    RETYPE(true, "改类"),
    MERGE(true, "合并"),
    SPLIT(true, "拆分"),
    FALSE_ALARM(true, "解除"),
    URGE(true, "催|催办|催一下"),
    REPORT_IN(true, "报到|已报到"),
    DECIDE(true, "裁定"),
    RAISE(true, "升级"),
    IN_HAND(true, "我的在办|在办|我?(?:手上|手里)还?有(?:几单|哪些单|什么活|几个单子?|多少单)"),
    CARDS(true, "红黄牌|黄红牌|红牌|黄牌"),
    ON_BEHALF(true, "代报"),
    NOTICE(true, "通知"),
    RESTORED(true, "恢复"),
    SOLVE(true, "解决|结案|关单"),
    DETAILS(true, "详情"),
    ANSWER(true, "回复"),
    CONFIRM_BINDING(true, "确认绑定|同意绑定"),
    REFUSE_BINDING(true, "拒绝绑定|不同意绑定"),
    REGISTER(true, "登记"),
    PLACE_NAME(true, "地名"),
    SELF_CHECK(true, "自检"),
    PROGRESS(false, "进度|查进度|查询进度|(?:现在)?是?(?:什么|啥|怎么个?)情况|(?:现在)?(?:到哪一?步|怎么样|咋样|办得?(?:怎么样|咋样))了?"),
    WHISTLE(false, "/?吹哨|我?要吹哨"),
    PLUS_ONE(false, "\\+\\s*1|加1|加一|\\+一|我家也是|我们家也是|俺家也是|我也是"),
    SUPPLEMENT(false, "补充"),
    WITHDRAW(false, "撤销|撤回|撤单"),
    SOLVED(false, "好了|修好了|已经好了|弄好了|可以了|正常了|已解决"),
    NOT_SOLVED(false, "没好|还没好|没修好|没有好"),
    RATE(false, "满意|一般|不满意"),
    NOT_SAME(false, "不是|不是同一件|不是这个|不是这个原因"),
    WHO_IS_WHO(false, "谁管我们小区|谁管小区|谁管我们"),
    PROPERTY_TASKS(false, "物业管什么|物业管啥|物业都管什么"),
    MINE(false, "我的|我的单|我的信息"),
    BIND(false, "绑定|绑定码|我要绑定"),
    UNBIND(false, "解绑|解除绑定"),
    ANONYMOUS(false, "匿名|" + Report.SECRET),
    MUTE(false, "不要再提醒|别再提醒|不用再提醒|(?:别|不要|甭)(?:再|老)?给(?:我|俺)(?:发|推)(?:消息|短信|信息|通知)?了?"),
    UNMUTE(false, "恢复提醒|继续提醒"),
    FORGET_PHONE(
        false,
        "(?:我的?)?(?:电话|手机号?)(?:号码?)?(?:删了|删掉|删除|撤回|不留了)|(?:删掉|删除|撤回|删了)(?:我的?)?(?:电话|手机号?)(?:号码?)?"),
    ERASE_DATA(
        false,
        "(?:请?把?)?(?:删除|删掉|清除)我的(?:所有|全部)?(?:个人)?(?:信息|资料|数据)|(?:请?把)?我的(?:个人)?(?:信息|资料|数据)(?:都|全)?(?:删了|删掉|删除)"),
    KEEP_DATA(false, "(?:先)?不(?:想)?删(?:除)?了|别删了|我?反悔了|我?后悔了"),
    LARGE_TEXT(false, "大字|大字版|大字模式|开大字|我要大字|要大字|字大一?点"),
    USUAL_TEXT(false, "小字|普通字|正常字|关(?:闭|掉|了)?大字|取消大字|不要大字"),
    HUMAN(false, "人工|转人工|找人工|人工服务"),
    BACK(false, "小邻回来"),
    BIND_GROUP(false, "绑定本群|绑定群"),
    UNBIND_GROUP(false, "解绑本群|解绑群"),
    ADD_STAFF(false, "加人"),
    REMOVE_STAFF(false, "撤人"),
    START_WORK(false, "上岗"),
    WHO_IS_ON_DUTY(false, "值班|值班表|谁值班|今天谁值班"),
    HELP(false, "帮助|help|怎么用|[??]");

    private final boolean staff;
    private final String words;
    private final Pattern whole;
    private final Pattern leading;

    Verb(boolean staff, String words) {
      this.staff = staff;
      this.words = words;
      this.whole = Pattern.compile("(?:" + words + ")[。!!.~]*", Pattern.CASE_INSENSITIVE);
      this.leading =
          Pattern.compile("(?:" + words + ")(?=[\\s::,,【\\d]|$)", Pattern.CASE_INSENSITIVE);
    }

    /** What is typed for it: a regular expression. */
    String words() {
      return words;
    }

    boolean isStaff() {
      return staff;
    }

    /** Moves a case on; nobody else has a word like it. */
    boolean isWork() {
      return switch (this) {
        case ACCEPT,
            ARRIVE,
            ON_DUTY,
            DONE,
            PAUSE,
            TRANSFER,
            TAKE,
            REFUSE,
            RETYPE,
            MERGE,
            SPLIT,
            FALSE_ALARM,
            SOLVE ->
            true;
        default -> false;
      };
    }

    boolean isNotice() {
      return this == NOTICE || this == RESTORED;
    }

    /** Needs no words beside it. */
    private boolean standsAlone() {
      return this == ACCEPT || this == ARRIVE || this == ON_DUTY || this == TAKE;
    }

    /** Sets up the estate; heard wherever it is said, from whoever may. */
    boolean isSetUp() {
      return switch (this) {
        case BIND_GROUP, UNBIND_GROUP, ADD_STAFF, REMOVE_STAFF, START_WORK -> true;
        default -> false;
      };
    }
  }

  private static final List<Verb> NONE = List.of();

  /** The verbs that can begin with a sign: most of what people say begins with none of theirs. */
  private static final Map<Character, List<Verb>> BY_FIRST_SIGN = byFirstSign();

  private static Map<Character, List<Verb>> byFirstSign() {
    var bySign = new HashMap<Character, List<Verb>>();
    for (var verb : Verb.values()) {
      for (var sign : signs(verb)) {
        var begun = verb.whole.matcher(sign.toString());
        if (begun.matches() || begun.hitEnd()) {
          bySign.computeIfAbsent(sign, x -> new ArrayList<>()).add(verb);
        }
      }
    }
    return bySign;
  }

  /** All that stand in its words, as they are written and in capitals. */
  private static Set<Character> signs(Verb verb) {
    return (verb.words + verb.words.toUpperCase(Locale.ROOT))
        .chars()
        .mapToObj(sign -> (char) sign)
        .collect(Collectors.toSet());
  }

  /**
   * Reads a typed command: the verb stands first, or alone beside a number ({@code 1123-07好了}).
   *
   * @param staff whether the verbs of staff are looked for, too
   */
  static Optional<Command> parse(String text, boolean staff) {
    var numbers = CaseNo.allIn(text);
    var rest = CaseNo.removedFrom(text);
    var inOrder = staff ? inOrder(text, numbers) : Optional.<Command>empty();
    if (inOrder.isPresent()) {
      return inOrder;
    }
    for (var verb : rest.isEmpty() ? NONE : BY_FIRST_SIGN.getOrDefault(rest.charAt(0), NONE)) {
      if (verb.isStaff() && !staff) {
        continue;
      }
      var leading = verb.leading.matcher(rest);
      if (leading.lookingAt() && takesWords(verb, rest.substring(leading.end()), numbers)) {
        return Optional.of(new Command(verb, numbers, words(rest.substring(leading.end()))));
      }
      if (verb.whole.matcher(rest).matches()) {
        return Optional.of(new Command(verb, numbers, ""));
      }
    }
    return Optional.empty();
  }

  /** 接单到场 1123-01, 1123-01 到场、办结 换了灯泡: what follows from one another, of one case. */
  private static final Pattern IN_ORDER =
      Pattern.compile(
          "(?:【?\\d{4}-\\d{1,4}】?[\\s::,,]*)?"
              + "(?<accept>(?:我?已?接单了?|我?接了)[\\s,,、/+&]*(?:并|和|且|也|就|后|再)?)?"
              + "(?<arrive>(?:人?已?(?:到场|到现场)了?)[\\s,,、/+&]*(?:并|和|且|也|就|后|再)?)?"
              + "(?<done>已?办结了?)?(?=[\\s::,,。【\\d]|$)");

  private static Optional<Command> inOrder(String text, List<CaseNo> numbers) {
    var said = IN_ORDER.matcher(text.strip());
    if (!said.lookingAt()) {
      return Optional.empty();
    }
    var verbs =
        Stream.of(Verb.ACCEPT, Verb.ARRIVE, Verb.DONE)
            .filter(verb -> said.group(verb.name().toLowerCase(Locale.ROOT)) != null)
            .toList();
    if (verbs.size() < 2) {
      return Optional.empty();
    }
    var beside = CaseNo.removedFrom(text.strip().substring(said.end()));
    return Optional.of(
        new Command(verbs.subList(0, verbs.size() - 1), verbs.getLast(), numbers, words(beside)));
  }

  private static final Set<Verb> OF_REPORTERS =
      Set.of(Verb.SOLVED, Verb.NOT_SOLVED, Verb.WITHDRAW, Verb.SUPPLEMENT, Verb.ANONYMOUS);

  private static final Pattern WORK = numbered(Verb::isWork);
  private static final Pattern REPORTERS = numbered(OF_REPORTERS::contains);

  private static Pattern numbered(Predicate<Verb> wanted) {
    return Pattern.compile(
        "(?:^|(?<=[\\s,,。;;】\\d]))(?:"
            + Arrays.stream(Verb.values())
                .filter(wanted)
                .map(Verb::words)
                .collect(Collectors.joining("|"))
            + ")(?=[\\s::,,【]*\\d{4}-\\d)");
  }

  /** Whether somebody says more than one thing, each of another case: 好了 1123-01 没好 1123-02. */
  static boolean saysTwoThings(String text) {
    return REPORTERS.matcher(text).results().count() > 1;
  }

  /**
   * Whether a line names more than one verb, each with a number, or a second one right behind the
   * first: which was meant for which case nobody knows.
   */
  boolean isOneOfSeveral(String text) {
    if (!before.isEmpty()) {
      var said = IN_ORDER.matcher(text.strip());
      return said.lookingAt() && WORK.matcher(text.strip()).find(said.end());
    }
    return WORK.matcher(text).results().count() > 1
        || verb.isWork() && verb.standsAlone() && startsWithWork(words);
  }

  private static boolean startsWithWork(String words) {
    return Arrays.stream(Verb.values())
        .anyMatch(v -> v.isWork() && v.leading.matcher(words).lookingAt());
  }

  /** Verbs that are ordinary words, too, count only when little or nothing follows. */
  private static boolean takesWords(Verb verb, String after, List<CaseNo> numbers) {
    return switch (verb) {
      case ACCEPT, ARRIVE, ON_DUTY, DONE, SOLVE, DETAILS, ANSWER, SUPPLEMENT -> true;
      case PAUSE,
          TRANSFER,
          TAKE,
          REFUSE,
          RETYPE,
          MERGE,
          SPLIT,
          FALSE_ALARM,
          URGE,
          REPORT_IN,
          DECIDE,
          RAISE,
          WHISTLE ->
          !numbers.isEmpty() || words(after).isEmpty();
      case ON_BEHALF, NOTICE, RESTORED, CONFIRM_BINDING, REFUSE_BINDING, BIND, UNBIND -> true;
      case REGISTER -> words(after).isEmpty() || after.matches("\\s*[\\w\\p{IsHan}]*\\d.*");
      case PLACE_NAME -> words(after).isEmpty() || after.matches("\\s.*");
      case SOLVED -> words(after).matches("(?:谢谢|多谢|感谢|辛苦|麻烦).*") || words(after).isEmpty();
      case NOT_SOLVED -> true;
      case BIND_GROUP, ADD_STAFF, REMOVE_STAFF, START_WORK -> true;
      case UNBIND_GROUP, WHO_IS_ON_DUTY -> words(after).isEmpty();
      case IN_HAND, CARDS, SELF_CHECK, WHO_IS_WHO, PROPERTY_TASKS, MINE -> words(after).isEmpty();
      case FORGET_PHONE, ERASE_DATA, KEEP_DATA, LARGE_TEXT, USUAL_TEXT -> words(after).isEmpty();
      case PROGRESS, WITHDRAW, RATE, HUMAN, HELP, BACK, PLUS_ONE, NOT_SAME, ANONYMOUS ->
          words(after).isEmpty() || !numbers.isEmpty();
      case MUTE, UNMUTE ->
          words(after).isEmpty() || !numbers.isEmpty() || Topic.named(words(after)).isPresent();
    };
  }

  private static String words(String rest) {
    return rest.replaceAll("^[\\s::,,。]+", "").strip();
  }

  /** The text that the person meant beside the verb, with numbers kept inside it. */
  Optional<CaseNo> number() {
    return numbers.stream().findFirst();
  }

  @Override
  public String toString() {
    return "Command[" + verb + "]";
  }
}
