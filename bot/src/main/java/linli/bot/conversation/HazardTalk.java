package linli.bot.conversation;

import linli.adapters.OutboundMessage.Button;
import linli.bot.cases.Case;
import linli.bot.cases.CasePlace;
import linli.bot.cases.CaseService;
import linli.bot.cases.NewCase;
import linli.bot.cases.Report;
import linli.bot.questions.Question.Kind;
import linli.bot.questions.Questions;
import linli.bot.questions.Questions.Asked;
import linli.bot.speech.Speech.Line;
import linli.nlp.Catalogue;
import linli.nlp.Understanding;

/** A danger: the advice is out already; here it becomes the urgent case. */
final class HazardTalk {

  private final CaseService cases;
  private final PlaceResolver places;
  private final Questions questions;
  private final Catalogue catalogue;
  private final Answers answers;

  HazardTalk(
      CaseService cases,
      PlaceResolver places,
      Questions questions,
      Catalogue catalogue,
      Answers answers) {
    this.cases = cases;
    this.places = places;
    this.questions = questions;
    this.catalogue = catalogue;
    this.answers = answers;
  }

  String danger(Turn turn, String hazard, Understanding understood) {
    var place = place(turn, hazard, understood);
    var open = cases.openHazard(turn.tx(), turn.estate(), hazard, place.building());
    if (open.isPresent()) {
      return join(turn, open.get());
    }
    var opened = open(turn, hazard, understood, place);
    receipt(turn, opened, hazard);
    return "opened";
  }

  /**
   * The place as far as it was written or the group and the home tell; never asked before advice.
   */
  private CasePlace place(Turn turn, String hazard, Understanding understood) {
    var type = catalogue.hazard(hazard).issueType();
    var written = understood.places().isEmpty() ? null : understood.places().getFirst();
    return places.resolve(turn, written, type, null).place();
  }

  private String join(Turn turn, Case open) {
    if (cases.isReporter(turn.tx(), open, turn.speaker())) {
      cases.supplement(turn.tx(), turn.estate(), open, turn.report(Report.Kind.SUPPLEMENT, 0));
      answers.alone(turn, "hazard.facts");
      return "supplemented";
    }
    cases.joinHazard(turn.tx(), turn.estate(), open, turn.report(Report.Kind.JOIN, 0));
    answers.alone(
        turn,
        Line.of(
                answers.text(
                    turn,
                    "hazard.joined",
                    "no",
                    open.no(),
                    "type",
                    catalogue.hazard(open.hazard()).name(),
                    "place",
                    placeName(open)))
            .about(open.no()));
    return "joined";
  }

  private Case open(Turn turn, String hazard, Understanding understood, CasePlace place) {
    var type =
        understood.issues().isEmpty() || understood.issues().getFirst().type().equals("other")
            ? catalogue.hazard(hazard).issueType()
            : understood.issues().getFirst().type();
    var inGroup = !turn.isPrivate();
    return cases.open(
        turn.tx(),
        turn.estate(),
        new NewCase(
            type,
            "求助",
            "P0",
            hazard,
            understood.issues().isEmpty() ? null : understood.issues().getFirst().site(),
            place,
            inGroup ? turn.channel() : null,
            inGroup ? turn.conversationId() : null,
            null),
        turn.report(Report.Kind.REPORT, 0),
        turn.now());
  }

  /** Number and one question, to the person alone. */
  private void receipt(Turn turn, Case opened, String hazard) {
    var kind = kind(opened, hazard);
    var question = answers.text(turn, kind.key());
    var line =
        Line.of(
                answers.text(
                    turn,
                    "hazard.opened",
                    "no",
                    opened.no(),
                    "type",
                    catalogue.hazard(hazard).name(),
                    "place",
                    placeName(opened),
                    "question",
                    question))
            .about(opened.no())
            .asking();
    var id = answers.alone(turn, kind.choices() == 0 ? line : line.with(new Button("1", "通知")));
    var asked =
        new Asked(
            turn.estate().id(),
            turn.channel(),
            turn.speaker().privateConversation(),
            turn.speaker().accountId());
    questions.ask(turn.tx(), asked, kind.kind(), opened.id(), kind.choices(), null, id, turn.now());
  }

  private record Ask(Kind kind, String key, int choices) {}

  private static Ask kind(Case opened, String hazard) {
    if (hazard.equals("medical")) {
      return new Ask(Kind.TELL_FAMILY, "hazard.ask.medical", 1);
    }
    if (!opened.place().isKnown()) {
      return new Ask(Kind.WHERE, "hazard.ask.where", 0);
    }
    return switch (hazard) {
      case "elevator_trapped", "person_down", "missing_person" ->
          new Ask(Kind.HAZARD_FACTS, "hazard.ask." + hazard, 0);
      default -> new Ask(Kind.HAZARD_FACTS, "hazard.ask.none", 0);
    };
  }

  private static String placeName(Case about) {
    return about.place().isKnown() ? about.place().toUnit() : "本小区";
  }
}
