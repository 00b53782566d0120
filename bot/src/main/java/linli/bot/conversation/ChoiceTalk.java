package linli.bot.conversation;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import linli.adapters.OutboundMessage.Button;
import linli.bot.cases.Case;
import linli.bot.cases.CaseNotices;
import linli.bot.cases.CaseService;
import linli.bot.cases.Report;
import linli.bot.outbox.Outbox;
import linli.bot.questions.Question;
import linli.bot.questions.Question.Kind;
import linli.bot.questions.Questions;
import linli.bot.questions.Questions.Asked;
import linli.bot.speech.Speech.Line;
import linli.nlp.Understander;

/** Somebody answers what the bot asked by a digit or by what stands on a button. */
final class ChoiceTalk {

  /** Longer words are no button's. */
  private static final int LONGEST_LABEL = 10;

  private final CaseService cases;
  private final CaseNotices notices;
  private final Questions questions;
  private final ResidentTalk residents;
  private final ReportTalk reports;
  private final Joining joining;
  private final Understander understander;
  private final Corrections corrections;
  private final IncidentTalk incidents;
  private final BindingTalk bindings;
  private final MovingOut movingOut;
  private final ReceptionTalk receptions;
  private final ErasureTalk erasures;
  private final KnowledgeTalk knowledge;
  private final VoteDoor votes;
  private final FreeStaffTalk freely;
  private final Outbox outbox;
  private final Answers answers;

  ChoiceTalk(
      CaseService cases,
      CaseNotices notices,
      Questions questions,
      ResidentTalk residents,
      ReportTalk reports,
      Joining joining,
      Understander understander,
      Corrections corrections,
      IncidentTalk incidents,
      BindingTalk bindings,
      MovingOut movingOut,
      ReceptionTalk receptions,
      ErasureTalk erasures,
      KnowledgeTalk knowledge,
      VoteDoor votes,
      FreeStaffTalk freely,
      Outbox outbox,
      Answers answers) {
    this.cases = cases;
    this.notices = notices;
    this.questions = questions;
    this.residents = residents;
    this.reports = reports;
    this.joining = joining;
    this.understander = understander;
    this.corrections = corrections;
    this.incidents = incidents;
    this.bindings = bindings;
    this.movingOut = movingOut;
    this.receptions = receptions;
    this.erasures = erasures;
    this.knowledge = knowledge;
    this.votes = votes;
    this.freely = freely;
    this.outbox = outbox;
    this.answers = answers;
  }

  /** A bare digit: the quoted question, the only one, or one question about which is meant. */
  String digit(Turn turn, int digit, List<Question> open) {
    var quoted = open.stream().filter(q -> q.messageId().equals(turn.quoted())).findFirst();
    if (quoted.isPresent()) {
      return choose(turn, quoted.get(), digit);
    }
    if (turn.quotesQuestion()) { // answered before: a second click must not answer another one
      answers.say(turn, "digit.answered");
      return "answered";
    }
    var expecting = open.stream().filter(q -> q.choices() > 0).toList();
    if (!expecting.isEmpty() && expecting.getFirst().kind() == Kind.WHICH_QUESTION) {
      return choose(turn, expecting.getFirst(), digit);
    }
    if (expecting.isEmpty()) {
      answers.say(turn, "digit.none");
      return "answered";
    }
    if (expecting.size() == 1) {
      return choose(turn, expecting.getFirst(), digit);
    }
    return askWhich(turn, expecting, digit);
  }

  /** What stands on a button of an open question, typed: as if the button was pressed. */
  Optional<String> label(Turn turn, List<Question> open) {
    var said = turn.text().replaceAll("[。.!!~\\s]+$", "");
    if (said.isEmpty() || said.length() > LONGEST_LABEL) {
      return Optional.empty();
    }
    var expecting = open.stream().filter(q -> q.choices() > 0).toList();
    var asked = expecting.stream().map(Question::messageId).collect(Collectors.toSet());
    outbox.prepare(turn.tx(), turn.channel(), asked);
    for (var question : expecting) {
      var pressed =
          outbox.find(turn.tx(), turn.channel(), question.messageId()).stream()
              .flatMap(line -> line.buttons().stream())
              .filter(button -> button.label().equals(said) && button.key().matches("[1-9]"))
              .findFirst();
      if (pressed.isPresent()) {
        return Optional.of(choose(turn, question, Integer.parseInt(pressed.get().key())));
      }
    }
    return Optional.empty();
  }

  private String askWhich(Turn turn, List<Question> expecting, int digit) {
    var list =
        IntStream.range(0, expecting.size())
            .mapToObj(i -> item(turn, i + 1, expecting.get(i)))
            .collect(Collectors.joining(" "));
    var buttons =
        IntStream.rangeClosed(1, expecting.size())
            .mapToObj(n -> new Button(Integer.toString(n), Integer.toString(n)))
            .toArray(Button[]::new);
    var text = answers.text(turn, "which-question", "digit", digit, "list", list);
    var id = answers.say(turn, Line.of(text).with(buttons).asking());
    var ids = expecting.stream().map(q -> Long.toString(q.id())).collect(Collectors.joining(","));
    questions.ask(
        turn.tx(),
        asked(turn),
        Kind.WHICH_QUESTION,
        null,
        expecting.size(),
        digit + ":" + ids,
        id,
        turn.now());
    return "asked";
  }

  private String item(Turn turn, int n, Question question) {
    var what =
        question.kind() == Kind.VOTE
            ? votes.name(turn, question)
            : answers.text(turn, "question.kind." + question.kind());
    var about =
        question.caseId() == null
            ? Optional.<Case>empty()
            : cases.find(turn.tx(), question.estateId(), question.caseId());
    return about
        .map(c -> answers.text(turn, "which-question.item", "n", n, "no", c.no()) + what)
        .orElseGet(() -> answers.text(turn, "which-question.item.other", "n", n, "what", what));
  }

  /** The question is answered with one of its choices. */
  String choose(Turn turn, Question question, int digit) {
    if (digit > question.choices()) {
      answers.say(turn, "digit.none");
      return "answered";
    }
    questions.answer(turn.tx(), question, Integer.toString(digit), turn.now());
    settle(turn, question, digit);
    return switch (question.kind()) {
      case CLOSING ->
          digit == 1
              ? residents.solved(turn, about(turn, question))
              : residents.notSolved(turn, about(turn, question), "");
      case SATISFACTION -> rate(turn, question, digit);
      case OWN_UNIT -> ownUnit(turn, question, digit);
      case OFFER ->
          reports.report(
              turn.saying(question.payload()),
              understander.understandAddressed(question.payload()));
      case WHICH_UNIT -> chooseUnit(turn, question, digit);
      case TELL_FAMILY -> tellFamily(turn, question);
      case WHICH_CASE -> freely.chosen(turn, question, digit);
      case NOTICE -> incidents.publish(turn, question, digit);
      case RECALLED ->
          corrections
              .goesOn(turn, question, digit)
              .orElseGet(() -> residents.withdraw(turn, about(turn, question)));
      case BIND_RELATION -> bindings.relation(turn, question, digit);
      case BIND_WHO -> bindings.who(turn, question, digit);
      case UNBIND -> movingOut.answered(turn, question, digit);
      case RECEPTION_FULL -> receptions.full(turn, question, digit);
      case RECEPTION_FOLLOW_UP -> receptions.followUp(turn, question, digit);
      case ERASE -> erasures.answered(turn, digit);
      case ANSWERED -> knowledge.heard(turn, question, digit);
      case VOTE_DRAFT -> votes.drafted(turn, question, digit);
      case VOTE -> votes.cast(turn, question, digit);
      case VOTE_PROXY -> votes.agreed(turn, question, digit);
      case VOTE_REPRESENTATIVE -> votes.represented(turn, question, digit);
      case STATEMENT -> votes.thinks(turn, question, digit);
      case WHICH_QUESTION -> whichQuestion(turn, question, digit);
      case VOTE_PHOTO,
          BIND_HOME,
          BIND_NAME,
          WHERE,
          UNCLEAR,
          JOINED,
          INCIDENT,
          HAZARD_FACTS,
          WHAT_IS_LEFT,
          WAITED_FOR ->
          "answered";
    };
  }

  /** 好了,就是…: what is left is said already. */
  String notSolved(Turn turn, Question question) {
    questions.answer(turn.tx(), question, "words", turn.now());
    return residents.notSolved(turn, about(turn, question), turn.text());
  }

  /** The buttons of what was asked give way to the choice. */
  private void settle(Turn turn, Question question, int digit) {
    outbox.find(turn.tx(), turn.channel(), question.messageId()).stream()
        .flatMap(line -> line.buttons().stream())
        .filter(button -> button.key().equals(Integer.toString(digit)))
        .map(button -> answers.text(turn, "chosen", "choice", button.label()))
        .forEach(note -> outbox.settle(turn.tx(), question.estateId(), question.messageId(), note));
  }

  private String rate(Turn turn, Question question, int value) {
    cases.rate(turn.tx(), about(turn, question), value, turn.now());
    answers.alone(turn, "closing.rated");
    return "rated";
  }

  private String ownUnit(Turn turn, Question question, int digit) {
    var other = about(turn, question);
    if (digit == 1) {
      return joining.openRelated(turn, other, question.payload());
    }
    cases.join(turn.tx(), other, turn.report(Report.Kind.JOIN, 0, question.payload()));
    answers.alone(turn, "joined.chosen", "no", other.no());
    return "joined";
  }

  private String chooseUnit(Turn turn, Question question, int digit) {
    var open = about(turn, question);
    var unit = question.payload().split(",")[digit - 1];
    var refined =
        cases.refine(
            turn.tx(),
            turn.estate(),
            open,
            open.place().withUnit(unit),
            turn.speaker(),
            turn.now());
    answers.say(
        turn,
        Line.of(
                answers.text(
                    turn, "refined", "no", refined.no(), "place", refined.place().toUnit()))
            .about(refined.no()));
    return "refined";
  }

  private String tellFamily(Turn turn, Question question) {
    var open = about(turn, question);
    notices.tellParty(turn.tx(), turn.estate(), open, "staff.hazard.family", "no", open.no());
    notices.tellRole(
        turn.tx(), turn.estate(), open, "grid_worker", "staff.hazard.family", "no", open.no());
    answers.alone(turn.aboutDanger(), "hazard.family");
    return "answered";
  }

  private String whichQuestion(Turn turn, Question question, int digit) {
    var payload = question.payload().split("[:,]");
    var meant = questions.find(turn.tx(), question.estateId(), Long.parseLong(payload[digit]));
    if (meant.isEmpty()) {
      answers.say(turn, "digit.none");
      return "answered";
    }
    return choose(turn, meant.get(), Integer.parseInt(payload[0]));
  }

  private Case about(Turn turn, Question question) {
    return cases.find(turn.tx(), question.estateId(), question.caseId()).orElseThrow();
  }

  private static Asked asked(Turn turn) {
    return new Asked(
        turn.estate().id(), turn.channel(), turn.conversationId(), turn.speaker().accountId());
  }
}
