package linli.bot.votes;

import java.math.BigDecimal;
import linli.bot.speech.ChinaTime;
import linli.bot.speech.Texts;
import linli.bot.votes.tally.Choice;
import linli.bot.votes.tally.Kind;
import linli.bot.votes.tally.Matter;
import linli.bot.votes.tally.Scope;

/** Votes as people say them. */
public final class VoteWords {

  private static final int SHORT_TITLE = 20;
  private static final int GROUPED = 3;
  private static final int HUNDREDTHS_OF_PERCENT = 10_000;

  private final Texts texts;

  public VoteWords(Texts texts) {
    this.texts = texts;
  }

  /** 5,400.00㎡ */
  public static String area(long hundredths) {
    var plain = new BigDecimal(hundredths).movePointLeft(2).toPlainString();
    var point = plain.indexOf('.') < 0 ? plain.length() : plain.indexOf('.');
    var text = new StringBuilder(plain);
    for (var at = point - GROUPED; at > 0; at -= GROUPED) {
      text.insert(at, ',');
    }
    return text + (plain.indexOf('.') < 0 ? ".00" : "") + "㎡";
  }

  /** 69.30%, rounded down (decisions 6); of nothing 0.00%. */
  public static String percent(long part, long whole) {
    var of = whole == 0 ? 0 : Math.multiplyExact(part, HUNDREDTHS_OF_PERCENT) / whole;
    return "%d.%02d%%".formatted(of / 100, of % 100);
  }

  /** 3号楼2单元, 全小区 */
  public String scope(Scope scope) {
    if (scope.building() == null) {
      return texts.say("vote.scope.estate");
    }
    var building =
        scope.building().matches("\\d+") ? scope.building() + "号楼" : scope.building() + "座";
    return scope.unit() == null ? building : building + scope.unit() + "单元";
  }

  /** 表决1; 协商2 of a consultation, which is no vote. */
  public static String no(Vote vote) {
    return (vote.matter().kind() == Kind.CONSULTATION ? "协商" : "表决") + vote.no();
  }

  /** The question, cut to what a line in a group can bear. */
  public static String title(Vote vote) {
    var question = vote.question();
    var cut =
        question.codePointCount(0, question.length()) <= SHORT_TITLE
            ? question
            : question.substring(0, question.offsetByCodePoints(0, SHORT_TITLE)) + "…";
    return vote.dryRun() ? "(预演)" + cut : cut;
  }

  public String matter(Matter matter) {
    return texts.say("vote.matter." + matter.code());
  }

  public String kind(Kind kind) {
    return texts.say("vote.kind." + kind);
  }

  public String choice(Choice choice) {
    return texts.say("vote.choice." + choice);
  }

  /** 11月1日08:00 */
  public static String time(java.time.Instant at) {
    return ChinaTime.dayAndTime(at);
  }

  /** What the vote cannot do, said wherever it is spoken of; nothing where it decides. */
  public String caveat(Vote vote) {
    if (vote.matter().kind() == Kind.CONSULTATION) {
      return texts.say("vote.caveat.consultation");
    }
    return vote.dryRun() ? texts.say("vote.caveat.dry-run") : "";
  }

  /** What silence means, where the assembly's rules say that it means something. */
  public String silence(Vote vote) {
    return vote.followsMajority() ? texts.say("vote.silence") : "";
  }

  /** How many must agree. */
  public String threshold(Vote vote) {
    return switch (vote.matter().kind()) {
      case CONSULTATION -> texts.say("vote.threshold.consultation");
      case UNANIMOUS -> texts.say("vote.threshold.unanimous");
      case ELEVATOR -> texts.say("vote.threshold.elevator." + vote.policy().elevatorProfile());
      case STATUTORY ->
          switch (vote.matter()) {
            case RAISE_MAINTENANCE_FUND, REBUILD, CHANGE_COMMON_USE ->
                texts.say("vote.threshold.three-quarters");
            default -> texts.say("vote.threshold.half");
          };
    };
  }
}
