package linli.bot.conversation;

import linli.adapters.OutboundMessage.Button;
import linli.bot.cases.Report;
import linli.bot.privacy.ErasureService;
import linli.bot.questions.Question.Kind;
import linli.bot.questions.Questions;
import linli.bot.questions.Questions.Asked;
import linli.bot.speech.ChinaTime;
import linli.bot.speech.Speech.Line;

/** 删除我的信息, 不删了: answered alone, wherever it was said. */
final class ErasureTalk {

  /** What the ticket says, however it was asked for. */
  private static final String TICKET = "删除我的信息";

  private final ErasureService erasures;
  private final Questions questions;
  private final Answers answers;

  ErasureTalk(ErasureService erasures, Questions questions, Answers answers) {
    this.erasures = erasures;
    this.questions = questions;
    this.answers = answers;
  }

  /** Says what will be deleted, made anonymous and kept, and asks once more. */
  String begin(Turn turn) {
    if (turn.speaker().isStaff()) {
      answers.alone(turn, "erase.staff");
      return "answered";
    }
    var running = erasures.running(turn.tx(), turn.estate(), turn.speaker());
    if (running.isPresent()) {
      say(turn, "erase.running", running.get());
      return "answered";
    }
    var line =
        Line.of(answers.text(turn, "erase.ask"))
            .with(new Button("1", "删除"), new Button("2", "不删"))
            .asking();
    var by = turn.speaker();
    var asked =
        new Asked(turn.estate().id(), turn.channel(), by.privateConversation(), by.accountId());
    var id = answers.alone(turn, line);
    questions.ask(turn.tx(), asked, Kind.ERASE, null, 2, null, id, turn.now());
    return "asked";
  }

  /** The answer: 1 yes 2 no. */
  String answered(Turn turn, int digit) {
    if (digit == 2) {
      answers.alone(turn, "erase.kept");
      return "answered";
    }
    if (turn.speaker().isStaff()
        || erasures.running(turn.tx(), turn.estate(), turn.speaker()).isPresent()) {
      return begin(turn);
    }
    var report = turn.report(Report.Kind.REPORT, 0, TICKET);
    say(turn, "erase.asked", erasures.ask(turn.tx(), turn.estate(), report, turn.now()));
    return "erasure-asked";
  }

  private void say(Turn turn, String key, ErasureService.Asked asked) {
    var no = asked.ticket().no();
    var day = ChinaTime.deadline(asked.at(), turn.now());
    answers.alone(turn, Line.of(answers.text(turn, key, "no", no, "day", day)).about(no));
  }

  /** 不删了. */
  String cancel(Turn turn) {
    var ticket = erasures.cancel(turn.tx(), turn.estate(), turn.speaker(), turn.now());
    ticket.ifPresentOrElse(
        no -> answers.alone(turn, "erase.cancelled", "no", no.no()),
        () -> answers.alone(turn, "erase.nothing"));
    return "answered";
  }
}
