package linli.bot.conversation;

import java.util.Optional;
import linli.adapters.OutboundMessage.Button;
import linli.bot.knowledge.WrittenAnswers;
import linli.bot.questions.Question;
import linli.bot.questions.Question.Kind;
import linli.bot.questions.Questions;
import linli.bot.questions.Questions.Asked;
import linli.bot.residents.Speakers;
import linli.bot.speech.ChinaTime;
import linli.bot.speech.Speech.Line;
import linli.nlp.Understander;

/**
 * Questions that are answered from what is written down (现场解答). Who is alone with the bot is asked
 * once whether that answers it; who is not content gets a person.
 */
final class KnowledgeTalk {

  private final WrittenAnswers knowledge;
  private final Questions questions;
  private final ReportTalk reports;
  private final Human human;
  private final Understander understander;
  private final Answers answers;

  KnowledgeTalk(
      WrittenAnswers knowledge,
      Questions questions,
      ReportTalk reports,
      Human human,
      Understander understander,
      Answers answers) {
    this.knowledge = knowledge;
    this.questions = questions;
    this.reports = reports;
    this.human = human;
    this.understander = understander;
    this.answers = answers;
  }

  /** Answers the question, or nothing is said: then it is a person's. */
  Optional<String> answer(Turn turn) {
    var found =
        knowledge.find(turn.tx(), turn.estate().id(), turn.text(), ChinaTime.date(turn.now()));
    if (found.isEmpty()) {
      return Optional.empty();
    }
    var said = WrittenAnswers.said(found.get());
    var inGroup = answers.standsInGroup(turn);
    var answerNo =
        knowledge.answered(turn.tx(), turn.estate().id(), found.get(), !inGroup, turn.now());
    if (inGroup) {
      answers.say(turn, Line.of(said));
      return Optional.of("answered");
    }
    var id =
        answers.alone(
            turn,
            Line.of(answers.text(turn, "knowledge.answer", "answer", said))
                .with(new Button("1", "清楚了"), new Button("2", "还要问人"))
                .asking());
    questions.ask(
        turn.tx(),
        new Asked(
                turn.estate().id(),
                turn.channel(),
                Speakers.privateConversation(turn.speaker().accountId()),
                turn.speaker().accountId())
            .because(turn.received().key()),
        Kind.ANSWERED,
        null,
        2,
        answerNo + ":" + turn.text(),
        id,
        turn.now());
    return Optional.of("answered");
  }

  /** 1 that was it, 2 a person is wanted. */
  String heard(Turn turn, Question question, int digit) {
    var payload = question.payload().split(":", 2);
    knowledge.heard(
        turn.tx(), question.estateId(), Long.parseLong(payload[0]), digit == 1, turn.now());
    if (digit == 1) {
      answers.alone(turn, "knowledge.content");
      return "answered";
    }
    var again = turn.saying(payload[1]);
    var understood = understander.understandAddressed(again.text());
    return understood.issues().isEmpty() ? human.begin(again) : reports.report(again, understood);
  }
}
