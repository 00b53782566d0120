package linli.bot.conversation;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import linli.bot.cases.Case;
import linli.bot.cases.Case.State;
import linli.bot.cases.CasePlace;
import linli.bot.cases.CaseService;
import linli.bot.cases.Report;
import linli.bot.conversation.Command.Verb;
import linli.bot.media.Attachment;
import linli.bot.questions.Question;
import linli.bot.questions.Question.Kind;
import linli.bot.questions.Questions;
import linli.bot.speech.Speech.Line;
import linli.nlp.Understander;
import linli.nlp.Understanding;

/** Somebody answers what the bot asked: a digit ({@link ChoiceTalk}), a word, a place. */
final class AnswerTalk {

  /** Intents of free words that can be the answer to a question; the others are something new. */
  private static final Set<String> CAN_ANSWER =
      Set.of(
          "report",
          "suggest",
          "consult",
          "unclear",
          "chat",
          "supplement",
          "me_too",
          "ad",
          "voice_pending",
          "reopen",
          "confirm_resolved",
          "withdraw",
          "rate");

  /** Questions that a certain word answers, whatever it may mean otherwise. */
  private static final Set<Kind> ONE_WORD =
      Set.of(Kind.SATISFACTION, Kind.BIND_RELATION, Kind.BIND_NAME, Kind.CLOSING);

  private final CaseService cases;
  private final Questions questions;
  private final ChoiceTalk choices;
  private final ReportTalk reports;
  private final Drafts drafts;
  private final PlaceResolver places;
  private final Understander understander;
  private final IncidentTalk incidents;
  private final BindingTalk bindings;
  private final Answers answers;

  AnswerTalk(
      CaseService cases,
      Questions questions,
      ChoiceTalk choices,
      ReportTalk reports,
      Drafts drafts,
      PlaceResolver places,
      Understander understander,
      IncidentTalk incidents,
      BindingTalk bindings,
      Answers answers) {
    this.cases = cases;
    this.questions = questions;
    this.choices = choices;
    this.reports = reports;
    this.drafts = drafts;
    this.places = places;
    this.understander = understander;
    this.incidents = incidents;
    this.bindings = bindings;
    this.answers = answers;
  }

  List<Question> open(Turn turn) {
    return questions.open(
        turn.tx(), turn.channel(), turn.conversationId(), turn.speaker().accountId(), turn.now());
  }

  /** What may be answered alone although it was asked among the neighbours: where something is. */
  List<Question> askedInGroups(Turn turn) {
    return questions.elsewhere(
        turn.tx(),
        turn.channel(),
        turn.conversationId(),
        turn.speaker().accountId(),
        turn.now(),
        Set.of(Kind.WHICH_UNIT, Kind.WHERE));
  }

  /** A bare digit. */
  String digit(Turn turn, int digit, List<Question> open) {
    return choices.digit(turn, digit, open);
  }

  /** What stands on a button of an open question, typed. */
  Optional<String> label(Turn turn, List<Question> open) {
    return choices.label(turn, open);
  }

  // --- words ------------------------------------------------------------------------------------

  /** Words or a picture that answer an open question; empty when they are something new. */
  Optional<String> words(
      Turn turn, List<Question> open, Optional<Command> command, Understanding understood) {
    var intent = understood.intent();
    var wantsSomethingElse = intent != null && !CAN_ANSWER.contains(intent);
    for (var question : open) {
      var saysWhere = asksWhere(question) && !understood.places().isEmpty();
      if (wantsSomethingElse && !saysWhere && !ONE_WORD.contains(question.kind())) {
        continue;
      }
      if (isAnotherMatter(turn, question, understood)) {
        continue;
      }
      var outcome = words(turn, question, command);
      if (outcome.isPresent()) {
        return outcome;
      }
    }
    return Optional.empty();
  }

  /**
   * Words that name a matter of another kind, or any matter where a home was asked for, are a
   * report of their own: nobody answers with them, however well their place would fit. What is said
   * about a danger goes to the duty unless it names a building, too: few words are misread easily.
   */
  private boolean isAnotherMatter(Turn turn, Question question, Understanding understood) {
    if (!AddressedTalk.isClear(understood)) {
      return false;
    }
    var issue = understood.issues().getFirst();
    return switch (question.kind()) {
      case BIND_HOME, BIND_NAME -> true;
      case WHERE, WHAT_IS_LEFT, WAITED_FOR -> isOfAnotherType(turn, question, issue);
      case HAZARD_FACTS ->
          issue.place() != null
              && issue.place().building() != null
              && isOfAnotherType(turn, question, issue);
      default -> false;
    };
  }

  private boolean isOfAnotherType(Turn turn, Question question, Understanding.Issue issue) {
    return !issue.type().equals(about(turn, question).issueType());
  }

  private static boolean asksWhere(Question question) {
    return question.kind() == Kind.WHERE || question.kind() == Kind.BIND_HOME;
  }

  private Optional<String> words(Turn turn, Question question, Optional<Command> command) {
    var verb = command.map(Command::verb).orElse(null);
    if (question.askedAt().plus(attention(question.kind())).isBefore(turn.now())) {
      return Optional.empty();
    }
    return switch (question.kind()) {
      case JOINED -> verb == Verb.NOT_SAME ? Optional.of(leave(turn, question)) : Optional.empty();
      case INCIDENT ->
          verb == Verb.NOT_SAME ? Optional.of(otherCause(turn, question)) : Optional.empty();
      case SATISFACTION ->
          verb == Verb.RATE
              ? Optional.of(choices.choose(turn, question, satisfaction(turn.text())))
              : Optional.empty();
      case CLOSING -> verb == null ? solved(turn, question) : Optional.empty();
      case WHERE -> verb == null ? where(turn, question) : Optional.empty();
      case UNCLEAR ->
          verb == null && !isPhotoAlone(turn)
              ? Optional.of(drafts.continued(turn, question))
              : Optional.empty();
      case HAZARD_FACTS -> verb == null ? Optional.of(facts(turn, question)) : Optional.empty();
      case WHAT_IS_LEFT, WAITED_FOR -> verb == null ? whatIsLeft(turn, question) : Optional.empty();
      case BIND_HOME -> verb == null ? bindings.home(turn, question) : Optional.empty();
      case BIND_NAME -> verb == null ? bindings.name(turn, question) : Optional.empty();
      case BIND_RELATION -> verb == null ? bindings.relation(turn, question) : Optional.empty();
      case BIND_WHO,
          UNBIND,
          OWN_UNIT,
          OFFER,
          WHICH_UNIT,
          WHICH_CASE,
          TELL_FAMILY,
          NOTICE,
          RECALLED,
          RECEPTION_FULL,
          RECEPTION_FOLLOW_UP,
          ERASE,
          ANSWERED,
          VOTE_DRAFT,
          VOTE,
          VOTE_PHOTO,
          VOTE_PROXY,
          VOTE_REPRESENTATIVE,
          STATEMENT,
          WHICH_QUESTION ->
          Optional.empty();
    };
  }

  private Optional<String> solved(Turn turn, Question question) {
    if (WaitingWords.sayItWorks(turn.text())) {
      return Optional.of(choices.choose(turn, question, 1));
    }
    return WaitingWords.sayItPartlyWorks(turn.text())
        ? Optional.of(choices.notSolved(turn, question))
        : Optional.empty();
  }

  /** It says no more than the picture before it. */
  private static boolean isPhotoAlone(Turn turn) {
    return turn.showsWithoutWords()
        && turn.received().attachments().stream().allMatch(Attachment::isPhoto);
  }

  /** So long free words are taken as the answer; later they are something new. */
  private static Duration attention(Kind kind) {
    return switch (kind) {
      case UNCLEAR -> Drafts.PATIENCE;
      case HAZARD_FACTS -> Duration.ofMinutes(30);
      case WHAT_IS_LEFT, BIND_HOME, BIND_NAME -> Duration.ofHours(2);
      default -> Questions.OPEN_FOR;
    };
  }

  private static int satisfaction(String text) {
    if (text.contains("不满意")) {
      return 3;
    }
    return text.matches(".*(?:一般|凑合|还行).*") ? 2 : 1;
  }

  private String otherCause(Turn turn, Question question) {
    var said = turn.saying(incidents.otherCause(turn, question));
    return reports.reportApart(said, understander.understandAddressed(said.text()));
  }

  private String leave(Turn turn, Question question) {
    var text = String.valueOf(question.payload());
    var joined = about(turn, question);
    questions.answer(turn.tx(), question, "not same", turn.now());
    cases.leave(turn.tx(), joined, turn.speaker());
    answers.alone(turn, "left");
    var understood = understander.understandAddressed(text);
    if (!understood.issues().isEmpty()) {
      reports.offer(turn.saying(text));
    }
    return "left";
  }

  private Optional<String> where(Turn turn, Question question) {
    var understood = understander.understandAddressed(turn.text());
    if (understood.places().isEmpty()) {
      return Optional.empty();
    }
    var open = about(turn, question);
    var at = places.resolve(turn, understood.places().getFirst(), open.issueType(), open.site());
    if (!at.place().isKnown()) {
      return Optional.empty();
    }
    if (isElsewhere(open, at.place())) {
      return Optional.of(facts(turn, question));
    }
    questions.answer(turn.tx(), question, "place", turn.now());
    var refined =
        cases.refine(turn.tx(), turn.estate(), open, at.place(), turn.speaker(), turn.now());
    answers.say(
        open.hazard() == null ? turn : turn.aboutDanger(),
        Line.of(
                answers.text(
                    turn,
                    "refined",
                    "no",
                    refined.no(),
                    "place",
                    turn.isPrivate() ? refined.place().toDoor() : refined.place().toUnit()))
            .about(refined.no()));
    return Optional.of("refined");
  }

  /**
   * Another has said meanwhile where the danger is: whoever is on duty must hear of both places.
   */
  private static boolean isElsewhere(Case open, CasePlace said) {
    return open.hazard() != null
        && open.place().isKnown()
        && !open.place().building().equals(said.building());
  }

  private String facts(Turn turn, Question question) {
    var open = about(turn, question);
    questions.answer(turn.tx(), question, "facts", turn.now());
    cases.supplement(turn.tx(), turn.estate(), open, turn.report(Report.Kind.SUPPLEMENT, 0));
    answers.alone(turn.aboutDanger(), "hazard.facts");
    return "supplemented";
  }

  private Optional<String> whatIsLeft(Turn turn, Question question) {
    var open = about(turn, question);
    var asksAnew = open.state() == State.DONE; // it was done again: now the words answer that
    if (open.state().isOver() || asksAnew || !cases.isReporter(turn.tx(), open, turn.speaker())) {
      return Optional.empty();
    }
    questions.answer(turn.tx(), question, "told", turn.now());
    cases.supplement(turn.tx(), turn.estate(), open, turn.report(Report.Kind.SUPPLEMENT, 0));
    answers.alone(turn, "reopen.noted");
    return Optional.of("supplemented");
  }

  private Case about(Turn turn, Question question) {
    return cases.find(turn.tx(), question.estateId(), question.caseId()).orElseThrow();
  }
}
