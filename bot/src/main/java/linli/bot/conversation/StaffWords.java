package linli.bot.conversation;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import linli.bot.cases.CaseNo;
import linli.bot.conversation.Command.Verb;

/**
 * Reads what staff say in their own words (那个电梯的单我接了): by rules that must explain the whole
 * sentence, since a verb that nobody meant is worse than one that is not heard.
 */
final class StaffWords {

  /** Longer talk is no verb. */
  private static final int LONGEST = 60;

  /** Questions, conditions, hearsay, memories, requests to others, jokes. */
  private static final Pattern NEVER =
      Pattern.compile(
          "[??]|吗|谁|怎么|咋|为啥|为什么|几点|啥时|什么|多久|是不是|有没有|能不能|要不要|会不会|行不行|可不可以|哪|要是|如果|假如|万一"
              + "|除非|才能|才会|等会|一会儿?|待会|回头|晚点|改天|准备|计划|争取|估计|可能|好像|听说|据说|说是|说要|说他|说她|昨[天晚]|前天"
              + "|上周|上次|上回|那次|去年|以前|之前|当时|麻烦|帮忙|帮我|请|您|希望|建议|记得|注意|不会|哈哈|呵呵|笑|奖金|红包");

  private static final Pattern CLAUSES = Pattern.compile("[\\s,,。;;!!、~]+");

  private static final Pattern FILLER =
      Pattern.compile(
          "(?:好(?:的|嘞|哒|滴)?|收到|知道了|行|ok|嗯+|没问题|可以|辛苦了?|谢谢|明白|了解|各位|大家|@.*)",
          Pattern.CASE_INSENSITIVE);

  private static final String NUMBER = "[\\d一二三四五六七八九十]";
  private static final String PLACE =
      "第?"
          + NUMBER
          + "{1,3}(?:号楼|栋楼?|幢|座|号院|单元|门洞|[楼层](?!道))|[东西南北]门|地库|车库|楼顶|门口|"
          + "\\d{3,4}(?:室|号|户|家)?|\\d{1,2}-\\d{1,2}(?:-\\d{3,4})?";

  /** A place that tells one case from another. */
  private static final Pattern NAMED_PLACE =
      Pattern.compile(
          NUMBER
              + "{1,3}(?:号楼|栋|幢|座|号院|单元|门洞|[楼层])|\\d{3,4}(?:室|号|户|家)|\\d{1,2}-\\d{1,2}|[东西南北]门|地库|车库|楼顶");

  /** 喷泉那单: a thing that the table of matters does not know. */
  private static final Pattern POINTED_AT = Pattern.compile("\\p{IsHan}{2,}[那这]一?[个单件台条户]");

  private static final Pattern SAYS_CASE = Pattern.compile("[那这的个]单|单子|工单|报修");

  private static final String POINTER =
      "那一?[个边单件台条户家]|这一?[个边单件台条户家]|[那这]件?事儿?|[那这]里|的?单子?|的?工单|的?报修|的?活儿?|的?事儿?|的"
          + "|我们这边|我这边|我们|咱们?|俺们?|我|已经|刚刚?|现在|马上|这就|立刻|就|也|先|都|给|把|[【】::]";
  private static final String PARTICLE = "[吧啊呀哈哦嗯啦咯呢了]";

  private static final String DAY = "(?:后|大后|今|明)天";
  static final String TIME =
      "(?:"
          + DAY
          + "(?:上午|下午|晚上)?|(?:下下?|这|本)?(?:周|星期|礼拜)[一二三四五六日天1-7](?:上午|下午)?|\\d{1,2}月\\d{1,2}[日号]?"
          + "|\\d{1,2}[日号](?!楼)|[\\d一二两三四五六七八九十]{1,2}个?(?:工作)?[天日](?:后|以后)?|下周|月底)";

  private static final Map<String, String> PARTS =
      Map.of(
          "{time}",
          "(?<time>" + TIME + ")",
          "{party}",
          "(?<party>\\p{IsHan}{2,8}?)",
          "{type}",
          "(?<type>\\p{IsHan}{2,8})",
          "{did}",
          "(?<did>(?:换|装|补|焊|清|调|紧|加|复位|重启|修)(?:上|掉|走|过|了|完)?(?:新的?)?(?:一?个|一下|根|块)?\\p{IsHan}{1,8}?(?:就|都|已经|现在)?)",
          "{eta}",
          "(?:[\\d一二两三四五六七八九十半]+个?(?:分钟|小时)(?:后|内)?(?:能|可以)?(?:到|过去|左右到?)?"
              + "|\\d{1,2}(?:[::]\\d{2}|点(?:半|\\d{1,2}分?)?)(?:左右|前)?(?:到|过去)|(?:马上|这就|现在)?就?(?:到|过去|去|来)(?:看看)?)",
          "{waits}",
          ".*(?:等|缺|没货|没配件|没有?件|不在家|没人|下雨|停工|订货|到货|采购|发货).*",
          "{anything}",
          ".*",
          "{notours}",
          "(?:(?:不归|不属于?|不是|不在)(?:我们|咱们?|物业|我)(?:物业)?(?:这边)?(?:管理?的?|的(?:活儿?|事儿?|范围|职责)?|负责的?|范围|办)?)");

  private final List<Row> rows;
  private final Map<String, Set<String>> matters;
  private final Pattern reference;
  private final Pattern notOurs;
  private final Pattern onlyTime = Pattern.compile(TIME);

  /** How much beside its words a verb needs. */
  private enum Strength {
    STRONG,
    WEAK,
    REASON,
    OURS,
    REFUSED
  }

  private record Row(Verb verb, Strength strength, Pattern core, Pattern details, Pattern veto) {}

  /**
   * What is meant.
   *
   * @param words what stands beside the verb, as if it had been typed behind it
   * @param about the part of the sentence that says which case is meant
   * @param types issue types that the matter may be; empty when none is named
   * @param nouns the words for it
   * @param unsure something is named beside the verb that may be another matter: it must be asked
   */
  record Meant(
      Verb verb,
      List<CaseNo> numbers,
      String words,
      String about,
      Set<String> types,
      Set<String> nouns,
      boolean unsure) {

    /** Whether it is said of a 单: no colleague who only chats speaks of one. */
    boolean saysCase() {
      return SAYS_CASE.matcher(about).find();
    }

    /** Nothing is named but the verb itself. */
    boolean namesNothing() {
      return types.isEmpty() && !NAMED_PLACE.matcher(about).find();
    }

    @Override
    public String toString() {
      return "Meant[" + verb + "]";
    }
  }

  private StaffWords(List<String[]> rows, List<String[]> matters) {
    this.matters = new LinkedHashMap<>();
    for (var row : matters) {
      for (var noun : row[1].split(" ")) {
        this.matters.computeIfAbsent(noun, x -> new LinkedHashSet<>()).add(row[0]);
      }
    }
    var nouns =
        this.matters.keySet().stream()
            .sorted(Comparator.comparing(String::length).reversed())
            .collect(Collectors.joining("|"));
    var pointing = "(?:" + PLACE + "|" + nouns + "|" + POINTER + ")";
    this.reference = Pattern.compile(pointing + "+");
    this.notOurs = Pattern.compile(pointing + "*" + PARTS.get("{notours}"));
    this.rows = rows.stream().map(row -> row(row, pointing)).toList();
  }

  private static Row row(String[] cells, String pointing) {
    return new Row(
        Verb.valueOf(cells[0]),
        Strength.valueOf(cells[1].toUpperCase(java.util.Locale.ROOT)),
        Pattern.compile(
            pointing
                + "*(?:"
                + filled(cells[2]).replace("{ref}", pointing + "*")
                + ")(?:"
                + pointing
                + "|"
                + PARTICLE
                + ")*"),
        Pattern.compile(filled(cells[3])),
        Pattern.compile(cells[4]));
  }

  private static String filled(String pattern) {
    var filled = pattern;
    for (var part : PARTS.entrySet()) {
      filled = filled.replace(part.getKey(), part.getValue());
    }
    return filled;
  }

  static StaffWords load() {
    return new StaffWords(table("staff-words.tsv", 5), table("staff-matters.tsv", 2));
  }

  private static List<String[]> table(String name, int columns) {
    var resource = "/linli/conversation/" + name;
    try (var in = StaffWords.class.getResourceAsStream(resource);
        var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .filter(line -> !line.startsWith("#") && !line.startsWith("verb\t"))
          .map(line -> line.split("\t", columns))
          .toList();
    } catch (IOException broken) {
      throw new IllegalStateException(resource, broken);
    }
  }

  /**
   * The verb that is meant; empty when the sentence is anything else, or more than one verb fits.
   *
   * @param isParty whether a word names a party of the estate
   */
  Optional<Meant> read(String text, Predicate<String> isParty) {
    var said = CaseNo.removedFrom(text);
    if (said.length() > LONGEST || NEVER.matcher(said).find()) {
      return Optional.empty();
    }
    var clauses = CLAUSES.splitAsStream(said).filter(c -> !c.isEmpty()).toList();
    var numbers = CaseNo.allIn(text);
    var found = new ArrayList<Meant>();
    for (var row : rows) {
      if (!row.veto().matcher(said).find()) {
        read(row, said, clauses, numbers, isParty).ifPresent(found::add);
      }
    }
    return found.stream().map(Meant::verb).distinct().count() == 1
        ? Optional.of(found.getFirst())
        : Optional.empty();
  }

  /** A verb that was typed as such, without saying of which case. */
  Meant bare(Verb verb, String words) {
    return new Meant(verb, List.of(), words, "", Set.of(), Set.of(), mayNameACase(words));
  }

  private Optional<Meant> read(
      Row row, String said, List<String> clauses, List<CaseNo> numbers, Predicate<String> isParty) {
    Matcher core = null;
    var details = new ArrayList<String>();
    var about = new StringBuilder();
    for (var clause : clauses) {
      var matcher = row.core().matcher(clause);
      if (core == null && matcher.matches() && names(row, matcher, isParty)) {
        core = matcher;
        about.append(withoutGroups(matcher)).append(' ');
      } else if (isDetail(row, clause)) {
        details.add(clause);
      } else if (reference.matcher(clause).matches()) {
        about.append(clause).append(' ');
      } else if (!FILLER.matcher(clause).matches()) {
        return Optional.empty();
      }
    }
    if (core == null || !hasWhatItNeeds(row, details)) {
      return Optional.empty();
    }
    if (row.verb() == Verb.PAUSE || row.verb() == Verb.TRANSFER) {
      about.append(String.join(" ", details)); // 门禁缺读卡器,周四再换
    }
    var meant =
        meant(row, numbers, words(row, core, said, details), about.toString().strip(), details);
    var weak = row.strength() == Strength.WEAK || row.strength() == Strength.REFUSED;
    return weak && numbers.isEmpty() && meant.namesNothing()
        ? Optional.empty()
        : Optional.of(meant);
  }

  private Meant meant(
      Row row, List<CaseNo> numbers, String words, String about, List<String> details) {
    var nouns = nouns(about);
    var types = nouns.stream().flatMap(n -> matters.get(n).stream()).collect(Collectors.toSet());
    var named = !types.isEmpty() || NAMED_PLACE.matcher(about).find();
    var unsure = !named && details.stream().anyMatch(this::mayNameACase);
    return new Meant(row.verb(), numbers, words, about, types, nouns, unsure);
  }

  private Set<String> nouns(String text) {
    var nouns = matters.keySet().stream().filter(text::contains).collect(Collectors.toSet());
    nouns.removeIf(noun -> nouns.stream().anyMatch(n -> !n.equals(noun) && n.contains(noun)));
    return nouns;
  }

  private boolean mayNameACase(String detail) {
    return NAMED_PLACE.matcher(detail).find()
        || POINTED_AT.matcher(detail).find()
        || !nouns(detail).isEmpty();
  }

  /** What was done, another type and another party say nothing about which case it is. */
  private static String withoutGroups(Matcher core) {
    var clause = core.group();
    for (var name : core.pattern().namedGroups().keySet()) {
      clause = core.group(name) == null ? clause : clause.replace(core.group(name), " ");
    }
    return clause;
  }

  private boolean isDetail(Row row, String clause) {
    return !FILLER.matcher(clause).matches()
        && !reference.matcher(clause).matches()
        && (row.details().matcher(clause).matches()
            || row.verb() == Verb.PAUSE && onlyTime.matcher(clause).matches());
  }

  private static boolean names(Row row, Matcher core, Predicate<String> isParty) {
    return row.verb() != Verb.TRANSFER
        || row.strength() == Strength.REFUSED
        || isParty.test(core.group("party"));
  }

  private boolean hasWhatItNeeds(Row row, List<String> details) {
    return switch (row.strength()) {
      case STRONG, WEAK, REFUSED -> true;
      case REASON -> details.stream().anyMatch(d -> row.details().matcher(d).matches());
      case OURS -> details.stream().anyMatch(d -> notOurs.matcher(d).matches());
    };
  }

  private static String words(Row row, Matcher core, String said, List<String> details) {
    var beside = String.join(" ", details);
    return switch (row.verb()) {
      case ACCEPT -> said;
      case DONE -> {
        var did = core.pattern().namedGroups().containsKey("did") ? core.group("did") : null;
        yield did == null ? beside : (did + " " + beside).strip();
      }
      case PAUSE -> {
        var time = core.group("time");
        yield time == null ? beside : beside + " " + time;
      }
      case TRANSFER -> row.strength() == Strength.REFUSED ? "" : core.group("party") + " " + beside;
      case FALSE_ALARM -> ("误报 " + beside).strip();
      case RETYPE -> (core.group("type") + " " + beside).strip();
      default -> beside;
    };
  }
}
