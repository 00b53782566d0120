package linli.bot.conversation;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import linli.bot.cases.CaseNo;
import linli.bot.conversation.Command.Verb;

/** What staff say of numbers or of a resident in their own words: 合并, 拆分, 代报. */
final class NumberedWords {

  private static final Pattern MERGES =
      Pattern.compile(
          "(?:把|将)?[\\s和跟与、,,]*(?:都?是|就是|其实是)?(?:一回事|同一?件?事?|同一个|重复的?)?[\\s,,]*"
              + "(?:合并|并|合)(?<into>到|进)?[\\s]*(?:里面?|里头|一起|一单|一件)?(?:吧|了|一下|去|啊)*[。!!]*");

  private static final Pattern SPLITS =
      Pattern.compile(
          "(?:把|将)?[\\s里中的那单]*(?:说了|有|是|写了|报了)?(?:两|2)(?:件|个|样)(?:事儿?|问题|活)?[\\s,,]*"
              + "(?:拆|分)(?:开|成两单|成两件|分)(?:吧|了|一下)*[。!!]*");

  private static final Pattern FOR_SOMEBODY =
      Pattern.compile(
          "(?:我?来?)?(?:帮|替)着?(?<who>.{2,24}?)(?:报(?:一下|个|修)?|反映(?:一下)?)(?<what>.{2,40}?)[,,。\\s]*"
              + "(?:(?:她|他|本人|老人家?)(?:已经?|都)?同意)(?:了|的)?[。!!]*");

  private static final Pattern WAS_ASKED =
      Pattern.compile(
          "(?<matter>.{4,60}?)[,,。\\s]*(?:她|他|本人|老人家?|奶奶|大爷|大妈)(?:让|叫|请|托)我(?:帮(?:着|忙)?)?"
              + "(?:报|说|反映)(?:一下|的)?[。!!]*");

  private NumberedWords() {}

  static Optional<Command> read(String text) {
    var numbers = CaseNo.allIn(text);
    var rest = CaseNo.removedFrom(text);
    var merges = MERGES.matcher(rest);
    if (numbers.size() == 2 && merges.matches()) {
      return Optional.of(
          new Command(Verb.MERGE, merges.group("into") == null ? olderLast(numbers) : numbers, ""));
    }
    if (numbers.size() == 1 && SPLITS.matcher(rest).matches()) {
      return Optional.of(new Command(Verb.SPLIT, numbers, ""));
    }
    return numbers.isEmpty() ? forSomebody(text) : Optional.empty();
  }

  /** Who reported first keeps the number that neighbours know. */
  private static List<CaseNo> olderLast(List<CaseNo> two) {
    return two.getFirst().toString().compareTo(two.getLast().toString()) < 0 ? two.reversed() : two;
  }

  /** Who was asked by somebody to report it has their consent. */
  private static Optional<Command> forSomebody(String text) {
    var asked = WAS_ASKED.matcher(text);
    if (asked.matches()) {
      return Optional.of(onBehalf(asked.group("matter")));
    }
    var agreed = FOR_SOMEBODY.matcher(text);
    return agreed.matches()
        ? Optional.of(onBehalf(agreed.group("who") + " " + agreed.group("what")))
        : Optional.empty();
  }

  private static Command onBehalf(String matter) {
    return new Command(Verb.ON_BEHALF, List.of(), matter.strip() + " 本人同意");
  }
}
