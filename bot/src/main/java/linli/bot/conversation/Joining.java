package linli.bot.conversation;

import linli.adapters.OutboundMessage.Button;
import linli.bot.cases.Case;
import linli.bot.cases.CasePlace;
import linli.bot.cases.CaseService;
import linli.bot.cases.CaseWords;
import linli.bot.cases.NewCase;
import linli.bot.cases.Report;
import linli.bot.questions.Question.Kind;
import linli.bot.questions.Questions;
import linli.bot.speech.ChinaTime;
import linli.bot.speech.Speech.Line;

/** Neighbours with the same trouble become reporters of the case that is open. */
final class Joining {

  private final CaseService cases;
  private final CaseWords words;
  private final Questions questions;
  private final Answers answers;

  Joining(CaseService cases, CaseWords words, Questions questions, Answers answers) {
    this.cases = cases;
    this.words = words;
    this.questions = questions;
    this.answers = answers;
  }

  /** The same was reported before: by a neighbour, or by themselves. */
  String joined(Turn turn, Case open) {
    if (cases.isReporter(turn.tx(), open, turn.speaker())) {
      return reportedAgain(turn, open);
    }
    cases.join(turn.tx(), open, turn.report(Report.Kind.JOIN, 0));
    if (answers.standsInGroup(turn)) {
      answers.say(
          turn,
          Line.of(answers.text(turn, "joined.group", "progress", progress(turn, open)))
              .about(open.no()));
      return "joined";
    }
    tellJoined(turn, open);
    return "joined";
  }

  /** Said again, this time perhaps with a place. */
  String saidAgain(Turn turn, Matter matter, Case before) {
    if (before.place().isKnown() || !matter.at().place().isKnown()) {
      return reportedAgain(turn, before);
    }
    var refined =
        cases.refine(
            turn.tx(), turn.estate(), before, matter.at().place(), turn.speaker(), turn.now());
    return reportedAgain(turn, refined);
  }

  /** The reporter says it once more: their words are added, they hear where it stands. */
  private String reportedAgain(Turn turn, Case open) {
    cases.supplement(turn.tx(), turn.estate(), open, turn.report(Report.Kind.SUPPLEMENT, 0));
    answers.say(
        turn,
        Line.of(answers.text(turn, "joined.already", "progress", progress(turn, open)))
            .about(open.no()));
    return "supplemented";
  }

  private String progress(Turn turn, Case open) {
    return words.progress(turn.estate(), open, cases.reporters(turn.tx(), open), turn.now());
  }

  /** Tells a neighbour alone that they were joined; 「不是」 undoes it. */
  void tellJoined(Turn turn, Case open) {
    var id =
        answers.alone(
            turn,
            Line.of(
                    answers.text(
                        turn,
                        "joined",
                        "place",
                        words.publicPlace(turn.estate(), open),
                        "type",
                        words.type(open),
                        "no",
                        open.no()))
                .about(open.no())
                .with(new Button("不是", "不是同一件"))
                .asking());
    questions.ask(
        turn.tx(),
        Receipts.asked(turn, false).because(turn.received().key()),
        Kind.JOINED,
        open.id(),
        0,
        turn.text(),
        id,
        turn.now());
  }

  /** 「我家也是」 from another staircase: the own one, too, or the one that was reported? */
  String askWhichUnit(Turn turn, Case other) {
    var home = turn.speaker().homeIn(other.place().building());
    if (home.isEmpty()) {
      return joinQuietly(turn, other, Report.Kind.JOIN);
    }
    return askWhetherOwnUnit(
        turn, new CasePlace(home.get().building(), home.get().unit(), null, null), other);
  }

  /** A neighbouring staircase has the same trouble: is it that, or the own one, too? */
  String askWhetherOwnUnit(Turn turn, CasePlace own, Case other) {
    var unit = own.unit();
    var id =
        answers.alone(
            turn,
            Line.of(
                    answers.text(
                        turn,
                        "joined.own-unit",
                        "home",
                        own.toUnit(),
                        "no",
                        other.no(),
                        "place",
                        other.place().toUnit(),
                        "unit",
                        unit))
                .about(other.no())
                .with(new Button("1", unit + "单元也有"), new Button("2", "就是那一件"))
                .asking());
    questions.ask(
        turn.tx(),
        Receipts.asked(turn, false),
        Kind.OWN_UNIT,
        other.id(),
        2,
        turn.text(),
        id,
        turn.now());
    return "asked";
  }

  /** The neighbour's own unit has the trouble, too: a case of its own, sent out together. */
  String openRelated(Turn turn, Case other, String text) {
    var home = turn.speaker().homeIn(other.place().building()).orElseThrow();
    var opened =
        cases.open(
            turn.tx(),
            turn.estate(),
            new NewCase(
                other.issueType(),
                other.nature(),
                other.urgency(),
                null,
                other.site(),
                new CasePlace(home.building(), home.unit(), null, null),
                other.announcedOn(),
                other.announcedIn(),
                other.id()),
            turn.report(Report.Kind.REPORT, 0, text),
            turn.now());
    answers.say(
        turn,
        Line.of(
                answers.text(
                    turn,
                    "opened.related",
                    "no",
                    opened.no(),
                    "type",
                    words.type(opened),
                    "place",
                    words.ownPlace(opened),
                    "other",
                    other.no(),
                    "party",
                    words.party(turn.estate(), opened),
                    "respond",
                    ChinaTime.deadline(opened.respondBy(), turn.now())))
            .about(opened.no()));
    return "opened";
  }

  /** Joins without a word in the group; the neighbour hears of it alone. */
  String joinQuietly(Turn turn, Case open, Report.Kind kind) {
    if (cases.isReporter(turn.tx(), open, turn.speaker())) {
      return "silent";
    }
    if (cases.join(turn.tx(), open, turn.report(kind, 0))) {
      tellJoined(turn, open);
    }
    return "joined";
  }
}
