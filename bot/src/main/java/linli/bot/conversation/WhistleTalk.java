package linli.bot.conversation;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import linli.bot.cases.Case;
import linli.bot.cases.CaseNo;
import linli.bot.cases.CaseService;
import linli.bot.conversation.Command.Verb;
import linli.bot.estates.Estate.Party;
import linli.bot.speech.ChinaTime;
import linli.bot.speech.Speech.Line;
import linli.bot.whistles.Answerer;
import linli.bot.whistles.WhistleResult;
import linli.bot.whistles.WhistleResult.Arrived;
import linli.bot.whistles.WhistleResult.Blown;
import linli.bot.whistles.WhistleResult.CalledAlready;
import linli.bot.whistles.WhistleResult.Decided;
import linli.bot.whistles.WhistleResult.Disputed;
import linli.bot.whistles.WhistleResult.Final;
import linli.bot.whistles.WhistleResult.MayNot;
import linli.bot.whistles.WhistleResult.NeedsAlternative;
import linli.bot.whistles.WhistleResult.NoSuchTime;
import linli.bot.whistles.WhistleResult.NothingDisputed;
import linli.bot.whistles.WhistleResult.Over;
import linli.bot.whistles.WhistleResult.OwnMatter;
import linli.bot.whistles.WhistleResult.SentOn;
import linli.bot.whistles.WhistleResult.Taken;
import linli.bot.whistles.WhistleResult.TooEarly;
import linli.bot.whistles.WhistleResult.UnknownCase;
import linli.bot.whistles.WhistleResult.UnknownParty;
import linli.bot.whistles.Whistles;

/**
 * 吹哨 by a resident or staff; 接 退 报到 by whoever was called, also when nobody knows them; 裁定 by the
 * community.
 */
final class WhistleTalk {

  private final Whistles whistles;
  private final CaseService cases;
  private final Answers answers;

  WhistleTalk(Whistles whistles, CaseService cases, Answers answers) {
    this.whistles = whistles;
    this.cases = cases;
    this.answers = answers;
  }

  /** Empty when it is none of these words, or they are not about a whistle. */
  Optional<String> command(Turn turn) {
    var command = Command.parse(turn.text(), true);
    if (command.isEmpty()) {
      return Optional.empty();
    }
    var number = number(turn, command.get());
    return switch (command.get().verb()) {
      case WHISTLE -> Optional.of(blow(turn, number, command.get().words()));
      case TAKE -> number.flatMap(no -> take(turn, no));
      case REFUSE -> number.flatMap(no -> refuse(turn, no, command.get().words()));
      case REPORT_IN -> arrive(turn, number, command.get().words());
      case DECIDE -> number.flatMap(no -> decide(turn, no, command.get().words()));
      default -> Optional.empty();
    };
  }

  private static Optional<CaseNo> number(Turn turn, Command command) {
    return command
        .number()
        .or(() -> turn.quotedCase() == null ? Optional.empty() : CaseNo.in(turn.quotedCase()));
  }

  /** 吹哨; without a number it is about the only open case that the speaker reported. */
  String blow(Turn turn, Optional<CaseNo> number, String words) {
    var no = number.or(() -> onlyOwn(turn));
    if (no.isEmpty()) {
      answers.say(turn, "whistle.which");
      return "answered";
    }
    return say(
        turn,
        Verb.WHISTLE,
        whistles
            .service()
            .blow(turn.tx(), turn.estate(), no.get(), turn.speaker(), words, turn.now()));
  }

  private Optional<CaseNo> onlyOwn(Turn turn) {
    var open =
        cases.ofSpeaker(turn.tx(), turn.estate(), turn.speaker(), turn.now()).stream()
            .filter(about -> !about.state().isOver())
            .toList();
    return open.size() == 1 ? CaseNo.in(open.getFirst().no()) : Optional.empty();
  }

  private Optional<String> take(Turn turn, CaseNo no) {
    return said(
        turn, whistles.answers().take(turn.tx(), turn.estate(), no, answerer(turn), turn.now()));
  }

  private Optional<String> refuse(Turn turn, CaseNo no, String words) {
    return said(
        turn,
        whistles.answers().refuse(turn.tx(), turn.estate(), no, answerer(turn), words, turn.now()));
  }

  private Optional<String> arrive(Turn turn, Optional<CaseNo> number, String words) {
    var result =
        number.flatMap(
            no ->
                whistles
                    .answers()
                    .arrive(turn.tx(), turn.estate(), no, answerer(turn), words, turn.now()));
    if (result.isEmpty() && turn.speaker().isStaff() && number.isPresent()) {
      answers.say(turn, "whistle.nothing", "no", number.get());
      return Optional.of("answered");
    }
    return said(turn, result);
  }

  /** Where no whistle is in dispute it is the case itself that is given to somebody. */
  private Optional<String> decide(Turn turn, CaseNo no, String words) {
    if (!turn.speaker().isStaff()) {
      return Optional.empty();
    }
    var result =
        whistles.answers().decide(turn.tx(), turn.estate(), no, turn.speaker(), words, turn.now());
    return result instanceof NothingDisputed
        ? Optional.empty()
        : Optional.of(say(turn, Verb.DECIDE, result));
  }

  private static Answerer answerer(Turn turn) {
    return new Answerer(
        turn.speaker(),
        turn.channel(),
        turn.conversationId(),
        turn.group() != null && turn.group().isStaff() ? turn.group().party() : null);
  }

  // --- answers ----------------------------------------------------------------------------------

  private Optional<String> said(Turn turn, Optional<WhistleResult> result) {
    return result.map(one -> say(turn, Verb.TAKE, one));
  }

  private String say(Turn turn, Verb verb, WhistleResult result) {
    switch (result) {
      case Blown blown -> sayBlown(turn, blown);
      case Taken taken -> done(turn, "whistle.staff.taken", taken.about());
      case Arrived arrived ->
          done(turn, "whistle.staff.arrived", arrived.about(), "parties", names(arrived.parties()));
      case SentOn sent ->
          done(turn, "whistle.staff.sent-on", sent.about(), "other", sent.other().name());
      case Disputed disputed -> done(turn, "whistle.staff.disputed", disputed.about());
      case Decided decided ->
          done(turn, "whistle.staff.decided", decided.about(), "party", decided.party().name());
      case UnknownCase unknown -> answers.say(turn, "staff.unknown", "no", unknown.no());
      case Over over -> answers.say(turn, "whistle.over", "no", over.about().no());
      case MayNot not -> sayMayNot(turn, verb, not);
      case TooEarly early -> sayTooEarly(turn, early);
      case CalledAlready called ->
          answers.say(
              turn,
              "whistle.called",
              "no",
              called.about().no(),
              "party",
              called.party().name(),
              "arrive",
              ChinaTime.deadline(called.arriveBy(), turn.now()));
      case UnknownParty unknown -> sayUnknownParty(turn, unknown);
      case NoSuchTime no ->
          answers.say(turn, "whistle.no-such-time", "no", no.about().no(), "words", no.words());
      case NeedsAlternative needs ->
          answers.say(turn, "whistle.needs-alternative", "no", needs.about().no());
      case Final decided -> answers.say(turn, "whistle.final", "no", decided.about().no());
      case OwnMatter own -> answers.say(turn, "staff.own-matter", "party", own.party().name());
      case NothingDisputed none -> answers.say(turn, "whistle.nothing", "no", none.about().no());
    }
    return result instanceof Blown ? "whistled" : "answered";
  }

  /** Reporters heard it already, whoever blew. */
  private void sayBlown(Turn turn, Blown blown) {
    if (cases.isReporter(turn.tx(), blown.about(), turn.speaker())) {
      return;
    }
    done(
        turn,
        "whistle.staff.blown",
        blown.about(),
        "parties",
        names(blown.parties()),
        "arrive",
        ChinaTime.deadline(blown.arriveBy(), turn.now()));
  }

  private void sayMayNot(Turn turn, Verb verb, MayNot not) {
    if (verb == Verb.DECIDE) {
      answers.say(turn, "whistle.community-decides", "no", not.about().no());
    } else if (cases.isReporter(turn.tx(), not.about(), turn.speaker())) {
      answers.say(turn, "whistle.may-not.top", "no", not.about().no());
    } else if (!turn.speaker().isStaff()) {
      answers.say(turn, "whistle.may-not.reporter", "no", not.about().no());
    } else if (not.party() != null && !not.who().isEmpty()) {
      answers.say(
          turn,
          "whistle.may-not.role",
          "no",
          not.about().no(),
          "party",
          not.party().name(),
          "who",
          String.join("、", not.who()));
    } else if (not.party() == null) {
      answers.say(turn, "whistle.may-not.nobody", "no", not.about().no());
    } else {
      answers.say(turn, "whistle.may-not", "no", not.about().no(), "party", not.party().name());
    }
  }

  private void sayUnknownParty(Turn turn, UnknownParty unknown) {
    if (unknown.name().isBlank()) {
      answers.say(turn, "whistle.needs-party", "no", unknown.about().no());
    } else {
      answers.say(
          turn, "whistle.unknown-party", "name", unknown.name(), "list", names(unknown.known()));
    }
  }

  private void sayTooEarly(Turn turn, TooEarly early) {
    var about = early.about();
    var until = about.respondedAt() == null ? about.respondBy() : about.resolveBy();
    answers.say(
        turn,
        "whistle.too-early",
        "no",
        about.no(),
        "n",
        early.neighbours(),
        "until",
        ChinaTime.deadline(until, turn.now()));
  }

  private void done(Turn turn, String key, Case about, Object... gaps) {
    var all = new Object[gaps.length + 2];
    all[0] = "no";
    all[1] = about.no();
    System.arraycopy(gaps, 0, all, 2, gaps.length);
    answers.say(turn, Line.of(answers.text(turn, key, all)).about(about.no()));
  }

  private static String names(List<Party> parties) {
    return parties.stream().map(Party::name).collect(Collectors.joining("、"));
  }
}
