package linli.bot.conversation;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import linli.bot.cases.Case;
import linli.bot.cases.CasePlace;
import linli.bot.cases.CaseService;
import linli.bot.cases.CaseWords;
import linli.bot.cases.NewCase;
import linli.bot.cases.Report;
import linli.bot.speech.Speech.Line;
import linli.nlp.Understanding.Issue;

/**
 * Who reports one thing after the other within minutes is helped by a person: what comes beyond is
 * one case to sort out (待整理). What is urgent is taken as ever (journey J9).
 */
final class TooMany {

  static final Duration WITHIN = Duration.ofMinutes(10);

  /** Begins the words of such a case. */
  private static final String TO_SORT = "待整理:";

  private static final Set<String> URGENT = Set.of("P0", "P1");

  private static final NewCase LIST =
      new NewCase("other", "求助", "P2", null, null, CasePlace.UNKNOWN, null, null, null);

  private final CaseService cases;
  private final CaseWords words;
  private final Answers answers;

  TooMany(CaseService cases, CaseWords words, Answers answers) {
    this.cases = cases;
    this.words = words;
    this.answers = answers;
  }

  /**
   * @param own what the person reported, the youngest first
   */
  boolean are(Turn turn, List<Issue> issues, List<Case> own) {
    return !turn.speaker().isStaff()
        && issues.stream().noneMatch(issue -> URGENT.contains(String.valueOf(issue.urgency())))
        && own.stream().filter(c -> isLate(turn, c)).count()
            >= turn.estate().noise().personReports();
  }

  private static boolean isLate(Turn turn, Case about) {
    return about.openedAt().isAfter(turn.now().minus(WITHIN)) && about.hazard() == null;
  }

  /** Into the one case for a person. */
  String gather(Turn turn, List<Case> own) {
    var gathered = gathered(turn, own);
    if (gathered.isPresent()) {
      var list = gathered.get();
      cases.supplement(turn.tx(), turn.estate(), list, turn.report(Report.Kind.SUPPLEMENT, 0));
      answers.say(
          turn, Line.of(answers.text(turn, "too-many.more", "no", list.no())).about(list.no()));
      return "supplemented";
    }
    var opened =
        cases.open(
            turn.tx(),
            turn.estate(),
            LIST,
            turn.report(Report.Kind.REPORT, 0, TO_SORT + turn.text()),
            turn.now());
    var who = words.party(turn.estate(), opened);
    answers.say(
        turn,
        Line.of(answers.text(turn, "too-many", "no", opened.no(), "who", who)).about(opened.no()));
    return "handed-over";
  }

  private static Optional<Case> gathered(Turn turn, List<Case> own) {
    return own.stream()
        .filter(c -> !c.state().isOver() && isLate(turn, c) && c.summary().startsWith(TO_SORT))
        .findFirst();
  }
}
