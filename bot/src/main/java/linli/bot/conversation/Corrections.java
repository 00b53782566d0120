package linli.bot.conversation;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import linli.adapters.OutboundMessage.Button;
import linli.bot.cases.Case;
import linli.bot.cases.Case.State;
import linli.bot.cases.CaseService;
import linli.bot.cases.CaseWords;
import linli.bot.cases.Recalls;
import linli.bot.cases.Report;
import linli.bot.cases.Retyping;
import linli.bot.conversation.PlaceResolver.Problem;
import linli.bot.inbox.EventKey;
import linli.bot.questions.Question;
import linli.bot.questions.Question.Kind;
import linli.bot.questions.Questions;
import linli.bot.questions.Questions.Asked;
import linli.bot.speech.ChinaTime;
import linli.bot.speech.Speech.Line;
import linli.nlp.Catalogue;
import linli.nlp.Understander;
import linli.nlp.Understanding;

/** A message was edited or taken back. */
final class Corrections {

  private final CaseService cases;
  private final Retyping retyping;
  private final Recalls recalls;
  private final CaseWords words;
  private final PlaceResolver places;
  private final Questions questions;
  private final Understander understander;
  private final Catalogue catalogue;
  private final ReceptionTalk receptions;
  private final Answers answers;

  Corrections(
      CaseService cases,
      Retyping retyping,
      Recalls recalls,
      CaseWords words,
      PlaceResolver places,
      Questions questions,
      Understander understander,
      Catalogue catalogue,
      ReceptionTalk receptions,
      Answers answers) {
    this.receptions = receptions;
    this.cases = cases;
    this.retyping = retyping;
    this.recalls = recalls;
    this.words = words;
    this.places = places;
    this.questions = questions;
    this.understander = understander;
    this.catalogue = catalogue;
    this.answers = answers;
  }

  private static UUID target(Turn turn) {
    return EventKey.of(turn.channel(), turn.event().target());
  }

  // --- taken back -------------------------------------------------------------------------------

  /** Before somebody accepted it the case goes with the message; afterwards the person is asked. */
  String recalled(Turn turn) {
    var running =
        recalls.recall(turn.tx(), turn.estate(), target(turn), turn.speaker(), turn.now());
    var by = turn.speaker();
    questions.takeBack(
        turn.tx(), turn.estate().id(), by.channel(), by.accountId(), target(turn), turn.now());
    questions.dropOffers(turn.tx(), alone(turn), turn.now());
    receptions.recalled(turn, target(turn));
    running.forEach(about -> askWhetherToGoOn(turn, about));
    return "recalled";
  }

  private void askWhetherToGoOn(Turn turn, Case about) {
    var id =
        answers.alone(
            turn,
            Line.of(answers.text(turn, "recall.ask", "no", about.no()))
                .about(about.no())
                .with(new Button("1", "继续"), new Button("2", "撤销"))
                .asking());
    questions.ask(turn.tx(), alone(turn), Kind.RECALLED, about.id(), 2, null, id, turn.now());
  }

  private static Asked alone(Turn turn) {
    return new Asked(
        turn.estate().id(),
        turn.channel(),
        turn.speaker().privateConversation(),
        turn.speaker().accountId());
  }

  /** The answer to it: empty when the case is to be withdrawn. */
  Optional<String> goesOn(Turn turn, Question question, int digit) {
    if (digit == 2) {
      return Optional.empty();
    }
    cases
        .find(turn.tx(), question.estateId(), question.caseId())
        .ifPresent(c -> answers.alone(turn, "recall.goes-on", "no", c.no()));
    return Optional.of("answered");
  }

  // --- edited -----------------------------------------------------------------------------------

  /** Whether the old words were about a danger already: then the new ones only add to it. */
  boolean speaksOfKnownDanger(Turn turn) {
    return recalls.opened(turn.tx(), turn.estate().id(), target(turn), turn.speaker()).stream()
        .anyMatch(c -> c.hazard() != null);
  }

  /**
   * What the new words change; empty when the old ones did nothing: then they are a new message.
   */
  Optional<String> edited(Turn turn) {
    var target = target(turn);
    var opened = recalls.opened(turn.tx(), turn.estate().id(), target, turn.speaker());
    questions.dropOffers(turn.tx(), alone(turn), turn.now());
    var signedUp = receptions.edited(turn, target);
    if (signedUp.isPresent()) {
      return signedUp;
    }
    if (opened.isEmpty()) {
      return recalls.hadEffect(turn.tx(), turn.estate().id(), target, turn.speaker())
          ? Optional.of("silent")
          : Optional.empty();
    }
    return Optional.of(apply(turn, opened, understander.understandAddressed(turn.text())));
  }

  private String apply(Turn turn, List<Case> opened, Understanding understood) {
    var before = opened.getFirst();
    if (understood.issues().isEmpty() || opened.size() > 1) {
      return supplemented(turn, before);
    }
    var issue = understood.issues().getFirst();
    var about = retyped(turn, before, issue);
    var at = places.resolve(turn, issue);
    if (at.problem() == Problem.NONE && !at.fromHome() && !at.place().equals(about.place())) {
      var moved =
          cases.refine(turn.tx(), turn.estate(), about, at.place(), turn.speaker(), turn.now());
      say(turn, moved);
      return "edited";
    }
    return about.equals(before) ? supplemented(turn, before) : "edited";
  }

  /** The new words go to whoever works on it. */
  private String supplemented(Turn turn, Case about) {
    cases.supplement(turn.tx(), turn.estate(), about, turn.report(Report.Kind.SUPPLEMENT, 0));
    return "supplemented";
  }

  /** Another kind of matter goes to whoever answers for it, as long as nobody is at work. */
  private Case retyped(Turn turn, Case about, Understanding.Issue issue) {
    var other = !issue.type().equals(about.issueType()) && !issue.type().equals("other");
    if (!other || about.state() != State.ASSIGNED || about.hazard() != null) {
      return about;
    }
    var edited =
        retyping.edited(
            turn.tx(),
            turn.estate(),
            about,
            catalogue.issueType(issue.type()),
            issue.urgency() == null ? "P2" : issue.urgency(),
            turn.report(Report.Kind.SUPPLEMENT, 0),
            turn.now());
    if (edited.partyId().equals(about.partyId())) {
      sayOtherType(turn, edited);
    }
    return edited;
  }

  private void sayOtherType(Turn turn, Case edited) {
    answers.alone(
        turn,
        Line.of(
                answers.text(
                    turn,
                    "edit.type",
                    "no",
                    edited.no(),
                    "type",
                    words.type(edited),
                    "party",
                    words.party(turn.estate(), edited),
                    "resolve",
                    ChinaTime.deadline(edited.resolveBy(), turn.now())))
            .about(edited.no()));
  }

  private void say(Turn turn, Case moved) {
    var inGroup = turn.conversationId().equals(moved.announcedIn());
    var text =
        answers.text(
            turn,
            "edit.place",
            "no",
            moved.no(),
            "place",
            inGroup ? words.publicPlace(turn.estate(), moved) : words.ownPlace(moved),
            "party",
            words.party(turn.estate(), moved));
    var line = Line.of(text).about(moved.no());
    if (inGroup) {
      answers.say(turn, line);
    } else {
      answers.alone(turn, line);
    }
  }
}
