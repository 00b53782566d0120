package linli.bot.conversation;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import linli.adapters.OutboundMessage.Button;
import linli.bot.cases.Case;
import linli.bot.cases.CaseNo;
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

  private static final Duration JUST_NOW = Duration.ofMinutes(30);

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
    var open = same(turn, hazard, place);
    if (open.isPresent()) {
      return join(turn, open.get());
    }
    var opened = open(turn, hazard, understood, place);
    receipt(turn, opened, hazard);
    return "opened";
  }

  /**
   * Who is missing is looked for everywhere: who saw them speaks of the same, wherever they live.
   */
  private Optional<Case> same(Turn turn, String hazard, CasePlace place) {
    return hazard.equals("missing_person")
        ? cases.openHazards(turn.tx(), turn.estate()).stream()
            .filter(open -> hazard.equals(open.hazard()))
            .findFirst()
        : cases.openHazard(turn.tx(), turn.estate(), hazard, place.building());
  }

  /**
   * The place as far as it was written or the group and the home tell; never asked before advice.
   */
  private CasePlace place(Turn turn, String hazard, Understanding understood) {
    var type = catalogue.hazard(hazard).issueType();
    var written = understood.places().isEmpty() ? null : understood.places().getFirst();
    var spokenOf =
        written == null && hazard.equals("elevator_trapped")
            ? spokenOf(turn, type)
            : Optional.<CasePlace>empty();
    return spokenOf.orElseGet(() -> places.resolve(turn, written, type, null).place());
  }

  /** Who answers 被困 means the lift that was spoken of just now, not the one at home. */
  private Optional<CasePlace> spokenOf(Turn turn, String type) {
    var quoted =
        turn.quotedCase() == null
            ? Optional.<Case>empty()
            : CaseNo.in(turn.quotedCase())
                .flatMap(no -> cases.find(turn.tx(), turn.estate(), no, turn.now()));
    var by = turn.speaker();
    var since = turn.now().minus(JUST_NOW);
    var lately = cases.reportedSince(turn.tx(), turn.estate(), by.channel(), by.accountId(), since);
    return Stream.concat(quoted.stream(), lately.reversed().stream())
        .filter(about -> about.issueType().equals(type) && about.place().isKnown())
        .findFirst()
        .map(Case::place);
  }

  private String join(Turn turn, Case open) {
    if (cases.isReporter(turn.tx(), open, turn.speaker())) {
      cases.supplement(turn.tx(), turn.estate(), open, turn.report(Report.Kind.SUPPLEMENT, 0));
      answers.alone(turn, "hazard.facts");
      return "supplemented";
    }
    cases.joinHazard(turn.tx(), turn.estate(), open, turn.report(Report.Kind.JOIN, 0));
    var joined =
        answers.text(
            turn,
            "hazard.joined",
            "no",
            open.no(),
            "type",
            catalogue.hazard(open.hazard()).name(),
            "place",
            placeName(open));
    if (open.place().isKnown()) {
      answers.alone(turn, Line.of(joined).about(open.no()));
      return "joined";
    }
    var where = answers.text(turn, "hazard.ask.where");
    var id = answers.alone(turn, Line.of(joined + where).about(open.no()).asking());
    ask(turn, open, new Ask(Kind.WHERE, "hazard.ask.where", 0), id);
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
    ask(
        turn,
        opened,
        kind,
        answers.alone(turn, kind.choices() == 0 ? line : line.with(new Button("1", "通知"))));
  }

  private void ask(Turn turn, Case about, Ask kind, UUID id) {
    var asked =
        new Asked(
            turn.estate().id(),
            turn.channel(),
            turn.speaker().privateConversation(),
            turn.speaker().accountId());
    questions.ask(turn.tx(), asked, kind.kind(), about.id(), kind.choices(), null, id, turn.now());
  }

  private record Ask(Kind kind, String key, int choices) {}

  private static Ask kind(Case opened, String hazard) {
    if (!opened.place().isKnown()) {
      return new Ask(Kind.WHERE, "hazard.ask.where", 0);
    }
    if (hazard.equals("medical")) {
      return new Ask(Kind.TELL_FAMILY, "hazard.ask.medical", 1);
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
