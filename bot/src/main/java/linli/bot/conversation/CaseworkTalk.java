package linli.bot.conversation;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import linli.bot.cases.Case;
import linli.bot.cases.Case.State;
import linli.bot.cases.CaseGrades;
import linli.bot.cases.CaseNo;
import linli.bot.cases.CaseNotices;
import linli.bot.cases.CasePlace;
import linli.bot.cases.CaseService;
import linli.bot.cases.CaseSplits;
import linli.bot.cases.CaseWords;
import linli.bot.cases.Casework;
import linli.bot.cases.HandOver;
import linli.bot.cases.MoveResult;
import linli.bot.cases.Pausing;
import linli.bot.cases.Report;
import linli.bot.cases.Retyping;
import linli.bot.conversation.Command.Verb;
import linli.bot.speech.ChinaTime;
import linli.bot.speech.Speech.Line;
import linli.bot.speech.SpokenTime;
import linli.nlp.Understander;

/** Further verbs of staff: 缓 转 接 退 改类 合并 拆分 解除 催 我的在办 代报. */
final class CaseworkTalk {

  /** Characters of a line in a group (decisions 2). */
  private static final int LONGEST_LINE = 90;

  private static final int MOST_LINES = 8;

  private static final Pattern DAYS = Pattern.compile("([0-9]{1,2}|[一二两三四五六七八九十])个?(?:工作日|天)");
  private static final String CHINESE_NUMBERS = "一二三四五六七八九十";

  private final CaseService cases;
  private final Casework casework;
  private final Pausing pausing;
  private final Retyping retyping;
  private final HandOver handOver;
  private final CaseGrades grades;
  private final CaseSplits splits;
  private final CaseNotices notices;
  private final CaseWords words;
  private final HomeWords homes;
  private final ReportTalk reports;
  private final Understander understander;
  private final Refusals refusals;
  private final Answers answers;

  CaseworkTalk(
      CaseService cases,
      Casework casework,
      Pausing pausing,
      Retyping retyping,
      HandOver handOver,
      CaseGrades grades,
      CaseSplits splits,
      CaseNotices notices,
      CaseWords words,
      HomeWords homes,
      ReportTalk reports,
      Understander understander,
      Refusals refusals,
      Answers answers) {
    this.cases = cases;
    this.casework = casework;
    this.pausing = pausing;
    this.retyping = retyping;
    this.handOver = handOver;
    this.grades = grades;
    this.splits = splits;
    this.notices = notices;
    this.words = words;
    this.homes = homes;
    this.reports = reports;
    this.understander = understander;
    this.refusals = refusals;
    this.answers = answers;
  }

  String command(Turn turn, Command command, List<CaseNo> numbers) {
    var no = numbers.getFirst();
    return switch (command.verb()) {
      case PAUSE -> pause(turn, command, no);
      case TRANSFER -> transfer(turn, command.verb(), no, command.words());
      case REFUSE -> refuse(turn, no, command.words());
      case RETYPE ->
          answer(
              turn,
              command.verb(),
              retyping.retype(
                  turn.tx(), turn.estate(), no, turn.speaker(), command.words(), turn.now()),
              "staff.retyped");
      case MERGE -> merge(turn, command, numbers);
      case SPLIT -> split(turn, command, no);
      case FALSE_ALARM -> falseAlarm(turn, command, no);
      case URGE ->
          answer(
              turn,
              command.verb(),
              casework.urge(turn.tx(), turn.estate(), no, turn.speaker(), turn.now()),
              "staff.urge-sent");
      case DECIDE -> transfer(turn, Verb.TRANSFER, no, command.words());
      case RAISE ->
          answer(
              turn,
              command.verb(),
              grades.raise(
                  turn.tx(), turn.estate(), no, turn.speaker(), command.words(), turn.now()),
              "staff.raise-noted");
      default -> throw new IllegalArgumentException("not a verb of staff: " + command.verb());
    };
  }

  // --- 缓 ---------------------------------------------------------------------------------------

  private String pause(Turn turn, Command command, CaseNo no) {
    var days = DAYS.matcher(command.words());
    if (days.find()) {
      var count = number(days.group(1));
      return pause(turn, command, no, count, days.replaceAll("").strip());
    }
    return SpokenTime.find(command.words(), ChinaTime.date(turn.now()))
        .map(time -> pauseUntil(turn, command, no, time))
        .orElseGet(() -> pause(turn, command, no, 0, command.words()));
  }

  /** 缓 … 到下周三: it goes on after that day. */
  private String pauseUntil(Turn turn, Command command, CaseNo no, SpokenTime time) {
    if (time instanceof SpokenTime.Said said) {
      var days = pausing.workingDaysUntil(said.day(), turn.now());
      if (days > 0) {
        var reason = said.rest().replaceAll("\\s*[到至](?=\\s|$)", "").strip();
        return pause(turn, command, no, days, reason);
      }
    }
    answers.say(turn, "staff.pause.no-such-day", "no", no);
    return "answered";
  }

  private String pause(Turn turn, Command command, CaseNo no, int days, String reason) {
    return answer(
        turn,
        command.verb(),
        pausing.pause(turn.tx(), turn.estate(), no, turn.speaker(), days, reason, turn.now()),
        "staff.paused");
  }

  private static int number(String written) {
    if (written.equals("两")) {
      return 2;
    }
    var chinese = CHINESE_NUMBERS.indexOf(written);
    return chinese >= 0 ? chinese + 1 : Integer.parseInt(written);
  }

  // --- 转, 接, 退 -------------------------------------------------------------------------------

  private String transfer(Turn turn, Verb verb, CaseNo no, String rest) {
    return answer(
        turn,
        verb,
        handOver.transfer(turn.tx(), turn.estate(), no, turn.speaker(), rest, turn.now()),
        "staff.given");
  }

  /** Takes a case that another party offered; empty when nobody offered it. */
  Optional<String> take(Turn turn, CaseNo no) {
    return handOver
        .take(turn.tx(), turn.estate(), no, turn.speaker(), turn.now())
        .map(result -> answer(turn, Verb.TAKE, result, "staff.taken"));
  }

  /** 退 of an offer; of an own case it is 转 to whoever it belongs to. */
  private String refuse(Turn turn, CaseNo no, String rest) {
    var refused = handOver.refuse(turn.tx(), turn.estate(), no, turn.speaker(), rest, turn.now());
    if (refused.isEmpty()) {
      return transfer(turn, Verb.REFUSE, no, rest);
    }
    if (refused.get() instanceof MoveResult.CommunityDecides decides) {
      answers.say(turn, about(turn, "staff.community-decides", decides.now()));
      return "refused";
    }
    return answer(turn, Verb.REFUSE, refused.get(), "staff.refusal-noted");
  }

  // --- 合并, 解除 -------------------------------------------------------------------------------

  private String merge(Turn turn, Command command, List<CaseNo> numbers) {
    if (numbers.size() != 2) {
      answers.say(turn, "staff.needs-two");
      return "answered";
    }
    var result =
        casework.merge(
            turn.tx(),
            turn.estate(),
            numbers.getFirst(),
            numbers.getLast(),
            turn.speaker(),
            turn.now());
    return answer(turn, command.verb(), result, "staff.merged");
  }

  /**
   * 拆分: what was merged is a case of its own again; of two matters in one the second becomes one.
   */
  private String split(Turn turn, Command command, CaseNo no) {
    var merged = cases.find(turn.tx(), turn.estate(), no, turn.now());
    if (merged.filter(c -> c.state() == State.MERGED).isPresent()) {
      return answer(
          turn,
          command.verb(),
          casework.unmerge(turn.tx(), turn.estate(), no, turn.speaker(), turn.now()),
          "staff.unmerged");
    }
    var split =
        splits.split(turn.tx(), turn.estate(), no, turn.speaker(), command.words(), turn.now());
    if (split.other() == null) {
      refusals.explain(turn, command.verb(), split.result());
      return "answered";
    }
    answers.say(turn, about(turn, "staff.split", split.other()));
    return "split";
  }

  private String falseAlarm(Turn turn, Command command, CaseNo no) {
    var result =
        casework.falseAlarm(
            turn.tx(), turn.estate(), no, turn.speaker(), command.words(), turn.now());
    if (result instanceof MoveResult.Moved moved) {
      answers.say(turn, about(turn, "staff.cleared", moved.now()));
      notices.tellConcerned(
          turn.tx(),
          turn.estate(),
          List.of(moved.now()),
          turn.now(),
          "cleared",
          "type",
          words.type(moved.now()));
      return "cleared";
    }
    refusals.explain(turn, command.verb(), result);
    return "answered";
  }

  // --- 我的在办, 代报 ---------------------------------------------------------------------------

  String inHand(Turn turn) {
    var inHand = casework.inHand(turn.tx(), turn.estate(), turn.speaker());
    if (inHand.isEmpty()) {
      answers.say(turn, "staff.in-hand.none");
      return "answered";
    }
    var lines = inHand.stream().limit(MOST_LINES).map(c -> line(turn, c)).toList();
    var list =
        answers.text(turn, "staff.in-hand", "n", inHand.size(), "list", String.join("\n", lines));
    if (answers.standsInGroup(turn) && list.codePointCount(0, list.length()) > LONGEST_LINE) {
      answers.say(turn, "staff.in-hand.private", "n", inHand.size());
      answers.alone(turn, Line.of(list));
    } else {
      answers.say(turn, Line.of(list));
    }
    return "answered";
  }

  private String line(Turn turn, Case about) {
    return answers.text(
        turn,
        "staff.in-hand.item",
        "no",
        about.no(),
        "type",
        words.type(about),
        "place",
        words.staffPlace(turn.estate(), about),
        "state",
        answers.text(turn, "state." + about.state()),
        "until",
        ChinaTime.deadline(about.resolveBy(), turn.now()));
  }

  /** 代报: for somebody without a phone, who agreed to it. */
  String onBehalf(Turn turn, String said) {
    if (said.isBlank()) {
      answers.say(turn, "proxy.needs-matter");
      return "answered";
    }
    var consent = Consent.in(said);
    if (consent.isEmpty()) {
      answers.say(turn, "proxy.needs-consent");
      return "answered";
    }
    var matter = onBehalf(turn.saying(consent.get().words()));
    return reports.report(matter, understander.understandAddressed(matter.text()));
  }

  /** The helper stands where the resident lives; that the resident agreed is noted. */
  private Turn onBehalf(Turn matter) {
    var home = homes.read(matter, matter.text());
    var place =
        home instanceof HomeWords.Written.Home known
            ? HomeWords.place(known.household())
            : CasePlace.UNKNOWN;
    var report = matter.report(Report.Kind.REPORT, 0);
    cases.onBehalf(matter.tx(), matter.estate(), report, place);
    return matter.by(matter.speaker().standingIn(place.building(), place.unit(), place.room()));
  }

  // --- answers ----------------------------------------------------------------------------------

  private String answer(Turn turn, Verb verb, MoveResult result, String key) {
    if (result instanceof MoveResult.Moved moved) {
      answers.say(turn, about(turn, key, moved.now()));
      return "moved";
    }
    refusals.explain(turn, verb, result);
    return "answered";
  }

  private Line about(Turn turn, String key, Case now) {
    return Line.of(
            answers.text(
                turn,
                key,
                "no",
                now.no(),
                "type",
                words.type(now),
                "party",
                words.party(turn.estate(), now)))
        .about(now.no());
  }
}
