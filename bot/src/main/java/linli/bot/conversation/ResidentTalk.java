package linli.bot.conversation;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import linli.adapters.OutboundMessage.Button;
import linli.bot.cases.Case;
import linli.bot.cases.Case.State;
import linli.bot.cases.CaseNo;
import linli.bot.cases.CaseService;
import linli.bot.cases.CaseWords;
import linli.bot.cases.MoveResult;
import linli.bot.cases.Report;
import linli.bot.questions.Question.Kind;
import linli.bot.questions.Questions;
import linli.bot.questions.Questions.Asked;
import linli.bot.speech.ChinaTime;
import linli.bot.speech.Speech.Line;
import linli.bot.whistles.WhistleService;
import linli.nlp.Understanding;

/** The verbs of residents about cases: 进度 +1 补充 撤销 好了 没好. */
final class ResidentTalk {

  private static final int MOST_LINES = 5;
  private static final Duration JUST_REPORTED = Duration.ofMinutes(30);

  private final CaseService cases;
  private final CaseWords words;
  private final WhistleService whistles;
  private final Questions questions;
  private final Answers answers;

  ResidentTalk(
      CaseService cases,
      CaseWords words,
      WhistleService whistles,
      Questions questions,
      Answers answers) {
    this.cases = cases;
    this.words = words;
    this.whistles = whistles;
    this.questions = questions;
    this.answers = answers;
  }

  // --- 进度 -------------------------------------------------------------------------------------

  /** Where a case stands: the one with the number, the one meant, or all of one's own. */
  String progress(Turn turn, Optional<CaseNo> number, Understanding understood) {
    if (number.isPresent()) {
      return progressOf(turn, number.get());
    }
    var type = type(understood);
    if (!turn.isPrivate()) {
      var common = commonCase(turn, type);
      if (common.isPresent()) {
        joinIfConcerned(turn, common.get());
        answers.say(turn, line(turn, common.get()));
        return "progress";
      }
    }
    return ownProgress(turn, type);
  }

  private String progressOf(Turn turn, CaseNo no) {
    var found = cases.find(turn.tx(), turn.estate(), no, turn.now());
    if (found.isEmpty()) {
      answers.say(turn, "progress.unknown", "no", no);
      return "answered";
    }
    var about = main(turn, found.get());
    if (isOwn(turn, about) || !isPrivateMatter(about)) {
      answers.say(turn, line(turn, about));
    } else {
      answers.alone(turn, "progress.of-others", "no", no);
    }
    return "progress";
  }

  /** Where this one stands, in the same place. */
  String progress(Turn turn, Case about) {
    answers.say(turn, line(turn, about));
    return "progress";
  }

  /** One's own cases, alone. */
  String ownProgress(Turn turn, String type) {
    var own =
        cases.ofSpeaker(turn.tx(), turn.estate(), turn.speaker(), turn.now()).stream()
            .map(c -> main(turn, c))
            .filter(c -> type == null || c.issueType().equals(type))
            .distinct()
            .limit(MOST_LINES)
            .toList();
    if (own.isEmpty()) {
      answers.say(turn, "progress.none");
      return "progress";
    }
    if (answers.standsInGroup(turn)) {
      answers.say(turn, "progress.in-private");
    }
    cases.prepareReporters(turn.tx(), own);
    whistles.prepareStanding(turn.tx(), turn.estate(), own);
    var lines = own.stream().map(c -> line(turn, c).text()).toList();
    answers.alone(turn, Line.of(String.join("\n", lines)).about(own.getFirst().no()));
    return "progress";
  }

  /** The open case about common parts that a question in the group can mean. */
  private Optional<Case> commonCase(Turn turn, String type) {
    var quoted = quoted(turn);
    if (quoted.isPresent()) {
      return quoted;
    }
    return announcedHere(turn).stream()
        .filter(c -> type == null || c.issueType().equals(type))
        .min(java.util.Comparator.comparing(c -> isAtHome(turn, c) ? 0 : 1));
  }

  /** Whoever asks after a case of their own staircase has the trouble, too. */
  private void joinIfConcerned(Turn turn, Case about) {
    if (about.place().unit() != null && isAtHome(turn, about) && !isOwn(turn, about)) {
      cases.join(turn.tx(), about, turn.report(Report.Kind.JOIN, 0));
    }
  }

  private static boolean isAtHome(Turn turn, Case about) {
    return turn.speaker().homes().stream()
        .anyMatch(
            h ->
                h.building().equals(about.place().building())
                    && (about.place().unit() == null || h.unit().equals(about.place().unit())));
  }

  /** The case that it became part of, or itself. */
  private Case main(Turn turn, Case asked) {
    return asked.mergedInto() == null
        ? asked
        : cases.find(turn.tx(), asked.estateId(), asked.mergedInto()).orElse(asked);
  }

  private Line line(Turn turn, Case asked) {
    var about = main(turn, asked);
    return Line.of(
            words.progress(turn.estate(), about, cases.reporters(turn.tx(), about), turn.now())
                + whistled(turn, about))
        .about(about.no());
  }

  /** Who was called to it and where they are; nothing when nobody was, or it is over. */
  private String whistled(Turn turn, Case about) {
    return whistles
        .standing(turn.tx(), turn.estate(), about)
        .map(
            now ->
                answers.text(
                    turn,
                    "whistle.progress." + now.state(),
                    "parties",
                    now.parties(),
                    "arrive",
                    ChinaTime.deadline(now.arriveBy(), turn.now())))
        .orElse("");
  }

  // --- +1 ---------------------------------------------------------------------------------------

  /** The case that a 「+1」 in this group means: quoted, or the youngest announced of that type. */
  Optional<Case> plusOneTarget(Turn turn, Understanding understood) {
    var quoted = quoted(turn);
    if (quoted.isPresent()) {
      return quoted;
    }
    var type = type(understood);
    return announcedHere(turn).stream()
        .filter(c -> type == null || c.issueType().equals(type))
        .findFirst();
  }

  /**
   * The case that 「+1」 with a number means; empty when that was answered: it does not exist, is
   * over, or is somebody's own matter.
   */
  Optional<Case> plusOneTarget(Turn turn, CaseNo no) {
    var found = cases.find(turn.tx(), turn.estate(), no, turn.now()).map(c -> main(turn, c));
    if (found.isEmpty()) {
      answers.say(turn, "progress.unknown", "no", no);
    } else if (found.get().state().isOver()) {
      answers.say(turn, "over.join", "no", no);
    } else if (!isOwn(turn, found.get()) && isPrivateMatter(found.get())) {
      answers.alone(turn, "progress.of-others", "no", no);
    } else {
      return found;
    }
    return Optional.empty();
  }

  private boolean isPrivateMatter(Case about) {
    return words.isAboutHome(about) || about.anonymous();
  }

  void nothingToJoin(Turn turn) {
    answers.say(turn, "plus-one.nothing");
  }

  /** Counts somebody whom we do not know; nobody is told. */
  void count(Turn turn, Case about) {
    cases.join(turn.tx(), about, turn.report(Report.Kind.PLUS_ONE, 0));
  }

  /** Whether the trouble can be the same seen from the speaker's home: one lift, one staircase. */
  boolean fits(Turn turn, Case about) {
    return about.place().unit() == null || isAtHome(turn, about);
  }

  private List<Case> announcedHere(Turn turn) {
    return cases.announced(
        turn.tx(),
        turn.estate(),
        turn.channel(),
        turn.conversationId(),
        turn.now().minus(Duration.ofHours(72)));
  }

  // --- 补充, 撤销 -------------------------------------------------------------------------------

  String supplement(Turn turn, Optional<CaseNo> number, String text) {
    if (isWrong(turn, number)) {
      return "answered";
    }
    var open = ownCase(turn, number, c -> !c.state().isOver());
    if (open.isEmpty()) {
      answers.say(turn, "supplement.nothing");
      return "answered";
    }
    if (open.get().state().isOver()) {
      return over(turn, open.get());
    }
    cases.supplement(
        turn.tx(), turn.estate(), open.get(), turn.report(Report.Kind.SUPPLEMENT, 0, text));
    answers.say(
        turn,
        Line.of(answers.text(turn, "supplemented", "no", open.get().no())).about(open.get().no()));
    return "supplemented";
  }

  /** The case is over: what can be said of it still, and what is a new one. */
  String over(Turn turn, Case about) {
    if (about.state() != State.CLOSED) {
      answers.say(turn, "over.otherwise", "progress", line(turn, about).text());
    } else if (isLate(turn, about)) {
      answers.say(turn, "reopen.too-late", "no", about.no());
    } else {
      answers.say(turn, "over.lately", "no", about.no());
    }
    return "answered";
  }

  private static boolean isLate(Turn turn, Case about) {
    return about.closedAt() != null
        && about.closedAt().isBefore(turn.now().minus(CaseService.REOPEN_WITHIN));
  }

  String withdraw(Turn turn, Optional<CaseNo> number) {
    if (isWrong(turn, number)) {
      return "answered";
    }
    var open = ownCase(turn, number, c -> !c.state().isOver());
    if (open.isEmpty()) {
      answers.say(turn, "withdraw.nothing");
      return "answered";
    }
    return withdraw(turn, open.get());
  }

  String withdraw(Turn turn, Case about) {
    if (about.state().isOver()) {
      return over(turn, about);
    }
    var result = cases.withdraw(turn.tx(), turn.estate(), about, turn.speaker(), turn.now());
    switch (result) {
      case MoveResult.Moved moved -> answers.say(turn, "withdrawn", "no", about.no());
      case MoveResult.NotYours others -> {
        cases.leave(turn.tx(), about, turn.speaker());
        answers.say(turn, "withdraw.left", "no", about.no());
      }
      default -> answers.say(turn, "withdraw.not-now", "no", about.no());
    }
    return "withdrawn";
  }

  // --- 好了, 没好 -------------------------------------------------------------------------------

  /** 好了: about the number, the quoted line, or the youngest case that waits for confirmation. */
  String solved(Turn turn, Optional<CaseNo> number) {
    if (isWrong(turn, number)) {
      return "answered";
    }
    var about =
        number.isPresent() || turn.quotedCase() != null
            ? ownCase(turn, number, c -> true)
            : ownCase(turn, number, c -> c.state() == State.DONE)
                .or(() -> ownCase(turn, number, c -> c.state() == State.CLOSED));
    if (about.isEmpty()) {
      answers.alone(turn, "closing.not-open");
      return "answered";
    }
    return solved(turn, about.get());
  }

  String solved(Turn turn, Case about) {
    if (about.state() == State.CLOSED) {
      var key = "SOLVED".equals(about.outcome()) ? "closing.known" : "closing.over";
      answers.alone(turn, key, "no", about.no());
      return "answered";
    }
    var result = cases.confirm(turn.tx(), about, turn.speaker(), turn.now());
    if (result instanceof MoveResult.OwnMatter) {
      answers.alone(turn, "closing.own-work", "no", about.no());
      return "answered";
    }
    if (!(result instanceof MoveResult.Moved)) {
      answers.alone(turn, "closing.not-open");
      return "answered";
    }
    var id =
        answers.alone(
            turn,
            Line.of(answers.text(turn, "closing.thanks"))
                .about(about.no())
                .with(new Button("1", "满意"), new Button("2", "一般"), new Button("3", "不满意"))
                .asking());
    questions.ask(turn.tx(), alone(turn), Kind.SATISFACTION, about.id(), 3, null, id, turn.now());
    return "solved";
  }

  /** Whether a case of theirs is not over. */
  boolean waits(Turn turn) {
    return ownCase(turn, Optional.empty(), c -> !c.state().isOver()).isPresent();
  }

  boolean hasJustReported(Turn turn) {
    var since = turn.now().minus(JUST_REPORTED);
    return ownCase(turn, Optional.empty(), c -> !c.state().isOver())
        .filter(c -> c.openedAt().isAfter(since))
        .isPresent();
  }

  /** Whether a case that they reported waits for their word. */
  boolean isAskedWhetherSolved(Turn turn) {
    return ownCase(turn, Optional.empty(), c -> c.state() == State.DONE).isPresent();
  }

  /** Whether a word about 「it」 can mean a case: an own one, or one announced in this group. */
  boolean speaksOfKnown(Turn turn, Understanding understood) {
    var type = type(understood);
    var own =
        cases.ofSpeaker(turn.tx(), turn.estate(), turn.speaker(), turn.now()).stream()
            .anyMatch(c -> type == null || c.issueType().equals(type));
    return own || !turn.isPrivate() && commonCase(turn, type).isPresent();
  }

  /** 没好: about the number, the quoted line, or the youngest case that is done or was closed. */
  String notSolved(Turn turn, Optional<CaseNo> number, String text) {
    if (isWrong(turn, number)) {
      return "answered";
    }
    var about =
        ownCase(turn, number, c -> c.state() == State.DONE)
            .or(() -> ownCase(turn, number, c -> c.state() == State.CLOSED))
            .or(() -> ownCase(turn, number, c -> true));
    if (about.isEmpty()) {
      answers.alone(turn, "closing.not-open");
      return "answered";
    }
    return notSolved(turn, about.get(), text);
  }

  String notSolved(Turn turn, Case about, String text) {
    if (about.state().isOver() && about.state() != State.CLOSED) {
      return over(turn, about);
    }
    var result = cases.notSolved(turn.tx(), turn.estate(), about, turn.speaker(), turn.now());
    switch (result) {
      case MoveResult.Moved moved -> sayReopened(turn, moved.now(), text);
      case MoveResult.CommunityDecides decides ->
          answers.alone(
              turn,
              "reopen.community-decides",
              "no",
              about.no(),
              "committee",
              turn.estate().committee());
      case MoveResult.TooLate late -> answers.alone(turn, "reopen.too-late", "no", about.no());
      case MoveResult.NotYours others -> answers.alone(turn, "closing.not-open");
      default ->
          answers.alone(
              turn, "reopen.not-done", "no", about.no(), "progress", line(turn, about).text());
    }
    return "reopened";
  }

  private void sayReopened(Turn turn, Case reopened, String text) {
    if (!text.isBlank()) {
      cases.supplement(
          turn.tx(), turn.estate(), reopened, turn.report(Report.Kind.SUPPLEMENT, 0, text));
    }
    var id =
        answers.alone(
            turn,
            Line.of(
                    answers.text(
                        turn,
                        reopened.reopened() < 2 ? "reopened" : "reopened.community",
                        "no",
                        reopened.no(),
                        "n",
                        reopened.reopened(),
                        "party",
                        words.party(turn.estate(), reopened),
                        "resolve",
                        ChinaTime.deadline(reopened.resolveBy(), turn.now()),
                        "ask",
                        answers.text(turn, text.isBlank() ? "reopened.ask" : "reopened.ask.photo")))
                .about(reopened.no())
                .asking());
    questions.ask(
        turn.tx(), alone(turn), Kind.WHAT_IS_LEFT, reopened.id(), 0, null, id, turn.now());
  }

  /** Two verbs in one line: nothing is done. */
  String oneAtATime(Turn turn) {
    answers.say(turn, "verb.one-at-a-time");
    return "answered";
  }

  // --- which case is meant ----------------------------------------------------------------------

  /** Says it when no case has this number here, or the speaker did not report the one that has. */
  private boolean isWrong(Turn turn, Optional<CaseNo> number) {
    if (number.isEmpty()) {
      return false;
    }
    var found = cases.find(turn.tx(), turn.estate(), number.get(), turn.now());
    if (found.isEmpty()) {
      answers.say(turn, "progress.unknown", "no", number.get());
      return true;
    }
    if (isOwn(turn, found.get()) || isOwn(turn, main(turn, found.get()))) {
      return false;
    }
    answers.alone(turn, "not-reported", "no", number.get());
    return true;
  }

  /**
   * The case with the number, the quoted one, or the youngest own one that fits; of one that became
   * part of another the other.
   */
  Optional<Case> ownCase(Turn turn, Optional<CaseNo> number, Predicate<Case> wanted) {
    if (number.isPresent()) {
      return cases
          .find(turn.tx(), turn.estate(), number.get(), turn.now())
          .filter(c -> isOwn(turn, c))
          .map(c -> main(turn, c));
    }
    var quoted = quoted(turn).filter(c -> isOwn(turn, c)).map(c -> main(turn, c));
    if (quoted.isPresent()) {
      return quoted;
    }
    return cases.ofSpeaker(turn.tx(), turn.estate(), turn.speaker(), turn.now()).stream()
        .map(c -> main(turn, c))
        .filter(wanted)
        .findFirst();
  }

  boolean isOwn(Turn turn, Case about) {
    return cases.isReporter(turn.tx(), about, turn.speaker());
  }

  private Optional<Case> quoted(Turn turn) {
    return turn.quotedCase() == null
        ? Optional.empty()
        : CaseNo.in(turn.quotedCase())
            .flatMap(no -> cases.find(turn.tx(), turn.estate(), no, turn.now()));
  }

  private static Asked alone(Turn turn) {
    return new Asked(
        turn.estate().id(),
        turn.channel(),
        turn.speaker().privateConversation(),
        turn.speaker().accountId());
  }

  private static String type(Understanding understood) {
    return understood.issues().isEmpty() || understood.issues().getFirst().type().equals("other")
        ? null
        : understood.issues().getFirst().type();
  }
}
