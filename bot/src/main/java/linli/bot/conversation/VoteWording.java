package linli.bot.conversation;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Optional;
import java.util.regex.Pattern;
import linli.bot.estates.Estate;
import linli.bot.speech.ChinaTime;
import linli.bot.speech.SpokenTime;
import linli.bot.votes.tally.Choice;
import linli.bot.votes.tally.Scope;
import linli.nlp.text.Numerals;

/** What is written about votes: answers, numbers of votes, scopes, spans of time. */
final class VoteWording {

  private static final String FOR = "同意|赞成|赞同|支持";
  private static final String AGAINST = "反对|不同意|不赞成|不支持";
  private static final String ABSTAIN = "弃权";
  private static final String END = "\\s*(?:票|吧|了)?[。.!!~~\\s]*";

  /** 同意, 我同意!, 投反对票, 1同意: an answer and nothing else. */
  private static final Pattern CHOICE =
      Pattern.compile(
          "(?:我|本人|我家|我们家|俺|俺家|俺们家)?(?:投|选|回|就|是|都)?\\s*(?:"
              + "(?:(?:1|一|壹)\\s*[、.。]?\\s*)?(?<for>"
              + FOR
              + ")|(?:(?:2|二|贰)\\s*[、.。]?\\s*)?(?<against>"
              + AGAINST
              + ")|(?:(?:3|三|叁)\\s*[、.。]?\\s*)?(?<abstain>"
              + ABSTAIN
              + "))"
              + END);

  /** 我投2: a digit that can only be an answer. */
  private static final Pattern CAST_DIGIT =
      Pattern.compile("(?:我|本人|我家|我们家)?\\s*投\\s*([1-3一二三壹贰叁])\\s*(?:号|票|吧|了)?[。.!!~~\\s]*");

  private static final String NUMBER =
      "[((\\[【]?\\s*(?:\\d{1,2}|[零〇一二三四五六七八九十两壹贰叁肆伍])\\s*[))\\]】]?";

  /** 1 2, 1或2, 12, 0, √, 👍: looks like an answer and is none. */
  private static final Pattern LIKE_CHOICE =
      Pattern.compile(
          "(?:"
              + NUMBER
              + "(?:\\s*[、,,.。和跟或/+&\\s]?\\s*"
              + NUMBER
              + "){0,3}|[√✓✔☑✅×✗✘❌⭕👍👎👌]\\S{0,6}|[xX]|[oO][kK])[、.。,,!!??~~\\s]*");

  /** Speaks of an answer without being one: 不同意不行, 2楼同意. */
  private static final Pattern ABOUT_CHOICE =
      Pattern.compile("同意|赞成|赞同|反对|弃权|改投|改票|投票|我投(?![诉放递])");

  private static final Pattern ABOUT_VOTES =
      Pattern.compile("票|投|表决|协商|选举|业委会|业主大会|同意|赞成|反对|弃权|支持|委托|异议");

  private static final Pattern HOW =
      Pattern.compile("(?:咋|怎么|如何|怎样)(?:个)?投(?:票|法)?[呢啊呀吗]?[??。\\s]*");

  private static final Pattern VOTE_NO =
      Pattern.compile(
          "(?:第?\\s*(\\d{1,4})\\s*号?\\s*(?:表决|协商)|(?:表决|协商)\\s*第?\\s*(\\d{1,4})\\s*号?)");

  /** 改成 and 改为 correct other things, too: an answer or a vote has to follow. */
  private static final Pattern CHANGE =
      Pattern.compile(
          "(?:我要?)?(?:改投|改票|改[成为](?=[::,\\s]*(?:投?(?:同意|赞成|不|反对|弃权)|[1-3]\\s*$|表决|协商)))[::,,\\s]*");

  private static final Pattern WHOLE_ESTATE = Pattern.compile("(?:全|整个?|本)?小区|全体业主|全部");
  private static final Pattern PART =
      Pattern.compile("(\\w{1,3})\\s*(?:号楼|栋|幢|座|号|#)?(?:\\s*(\\w{1,2})\\s*单元)?");
  private static final Pattern BETWEEN = Pattern.compile("\\s*(?:[—–~~]+|--+|至|到)\\s*");

  private VoteWording() {}

  /** An answer, as a digit or in words, and nothing else. */
  static Optional<Choice> choice(String text) {
    var said = text.strip();
    var digit = Wording.digit(said);
    if (digit.isPresent()) {
      return choice(digit.get());
    }
    var cast = CAST_DIGIT.matcher(said);
    if (cast.matches()) {
      return Wording.digit(cast.group(1)).flatMap(VoteWording::choice);
    }
    var words = CHOICE.matcher(said);
    if (!words.matches()) {
      return Optional.empty();
    }
    if (words.group("for") != null) {
      return Optional.of(Choice.FOR);
    }
    return Optional.of(words.group("against") != null ? Choice.AGAINST : Choice.ABSTAIN);
  }

  static Optional<Choice> choice(int digit) {
    return switch (digit) {
      case 1 -> Optional.of(Choice.FOR);
      case 2 -> Optional.of(Choice.AGAINST);
      case 3 -> Optional.of(Choice.ABSTAIN);
      default -> Optional.empty();
    };
  }

  /** The words of an answer without a digit: these need no open question to be one. */
  static boolean isChoiceInWords(String text) {
    return Wording.digit(text.strip()).isEmpty() && choice(text).isPresent();
  }

  /** Whether it is a sign or a number that stands for no answer. */
  static boolean looksLikeChoice(String text) {
    return LIKE_CHOICE.matcher(text.strip()).matches() && choice(text).isEmpty();
  }

  static boolean speaksOfChoice(String text) {
    return ABOUT_CHOICE.matcher(text).find();
  }

  static boolean speaksOfVotes(String text) {
    return ABOUT_VOTES.matcher(text).find();
  }

  /** 咋投, 怎么投票. */
  static boolean asksHow(String text) {
    return HOW.matcher(text.strip()).matches();
  }

  /** The number of a vote that is named: 表决2. */
  static Optional<Integer> no(String text) {
    var found = VOTE_NO.matcher(text);
    return found.find()
        ? Optional.of(Integer.valueOf(found.group(1) == null ? found.group(2) : found.group(1)))
        : Optional.empty();
  }

  static String withoutNo(String text) {
    return VOTE_NO.matcher(text).replaceFirst("").replaceAll("^[\\s::,,。]+", "").strip();
  }

  /** What stands behind 改投; empty when that does not stand first. */
  static Optional<String> changed(String text) {
    var said = CHANGE.matcher(text.strip());
    return said.lookingAt() ? Optional.of(text.strip().substring(said.end())) : Optional.empty();
  }

  /** Square metres as people write them: a message's signs were made narrow. */
  static String areas(String text) {
    return text.replaceAll("(?<=\\d)\\s?m2(?!\\d)", "㎡");
  }

  /** 全小区, 3号楼, 3号楼2单元; empty when the estate has no such part. */
  static Optional<Scope> scope(String text, Estate estate) {
    var said = Numerals.of(text.strip().replaceAll("[。.!!]+$", "")).text();
    if (WHOLE_ESTATE.matcher(said).matches()) {
      return Optional.of(Scope.estate());
    }
    var part = PART.matcher(said);
    if (!part.matches()) {
      return Optional.empty();
    }
    return estate
        .building(part.group(1))
        .filter(building -> part.group(2) == null || building.units().contains(part.group(2)))
        .map(building -> new Scope(building.name(), part.group(2)));
  }

  /** From when until when. */
  record Span(Instant opensAt, Instant closesAt) {}

  /** 11月1日8:00—11月15日20:00; without a time from 08:00 until 20:00. Empty when it is none. */
  static Optional<Span> span(String text, LocalDate today) {
    var parts = BETWEEN.split(text.strip(), 2);
    if (parts.length < 2) {
      return Optional.empty();
    }
    var opens = at(parts[0], today, LocalTime.of(8, 0));
    var closes = at(parts[1], today, LocalTime.of(20, 0));
    return opens.flatMap(from -> closes.map(until -> new Span(from, until)));
  }

  private static Optional<Instant> at(String text, LocalDate today, LocalTime otherwise) {
    return SpokenTime.find(text, today)
        .filter(SpokenTime.Said.class::isInstance)
        .map(SpokenTime.Said.class::cast)
        .map(
            said ->
                said.day()
                    .atTime(said.time() == null ? otherwise : said.time())
                    .atZone(ChinaTime.ZONE)
                    .toInstant());
  }
}
