package linli.bot.conversation;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import linli.adapters.OutboundMessage.Button;
import linli.bot.cases.Case;
import linli.bot.cases.CasePlace;
import linli.bot.cases.CaseWords;
import linli.bot.conversation.PlaceResolver.Problem;
import linli.bot.conversation.PlaceResolver.Resolved;
import linli.bot.questions.Question.Kind;
import linli.bot.questions.Questions;
import linli.bot.questions.Questions.Asked;
import linli.bot.residents.Speakers;
import linli.bot.speech.ChinaTime;
import linli.bot.speech.Speech.Line;

/** Tells a reporter what was taken, and asks where it is when nobody can tell. */
final class Receipts {

  private static final String MARKS = "①②③④⑤";

  private final CaseWords words;
  private final Questions questions;
  private final Answers answers;

  Receipts(CaseWords words, Questions questions, Answers answers) {
    this.words = words;
    this.questions = questions;
    this.answers = answers;
  }

  /** One case, as it was opened. */
  void confirm(Turn turn, Matter matter, Case opened) {
    var inGroup = answers.standsInGroup(turn);
    var asksBack = matter.at().problem() != Problem.NONE;
    var tail =
        asksBack
            ? placeQuestion(turn, matter.at())
            : answers.text(turn, inGroup ? "tail.group" : "tail.private");
    var text =
        answers.text(
            turn,
            inGroup ? "opened.group" : "opened.private",
            "no",
            opened.no(),
            "type",
            words.type(opened),
            "place",
            inGroup ? words.publicPlace(turn.estate(), opened) : words.ownPlace(opened),
            "marks",
            marks(turn, opened),
            "party",
            words.party(turn.estate(), opened),
            "respond",
            ChinaTime.deadline(opened.respondBy(), turn.now()),
            "resolve",
            ChinaTime.deadline(opened.resolveBy(), turn.now()),
            "extra",
            extra(turn, opened),
            "tail",
            tail);
    var line = Line.of(text).about(opened.no());
    if (!asksBack) {
      answers.say(turn, line);
      return;
    }
    askPlace(turn, matter.at(), opened, line, inGroup);
  }

  private String extra(Turn turn, Case opened) {
    var hidden = opened.anonymous() && turn.estate().partyOfKind("property").isPresent();
    return (opened.issueType().equals("elevator") ? answers.text(turn, "opened.trapped") : "")
        + (hidden ? answers.text(turn, "opened.hidden") : "");
  }

  private String marks(Turn turn, Case opened) {
    if (!opened.isUrgent()) {
      return "";
    }
    var who = VulnerablePeople.in(turn.text());
    return who.isEmpty()
        ? answers.text(turn, "marks.urgent")
        : answers.text(turn, "marks.urgent.with", "who", who);
  }

  private String placeQuestion(Turn turn, Resolved at) {
    return switch (at.problem()) {
      case NONE -> "";
      case NO_BUILDING -> answers.text(turn, "ask.where");
      case UNKNOWN_BUILDING ->
          answers.text(
              turn,
              "ask.building.unknown",
              "wrong",
              CasePlace.buildingName(at.wrong()),
              "buildings",
              PlaceResolver.list(List.copyOf(turn.estate().buildings().keySet())) + "号楼");
      case WHICH_UNIT -> unitQuestion(turn, at, "ask.which-unit");
      case UNKNOWN_UNIT -> unitQuestion(turn, at, "ask.which-unit.unknown");
    };
  }

  private String unitQuestion(Turn turn, Resolved at, String key) {
    var units = units(turn, at);
    var digits = IntStream.rangeClosed(1, units.size()).mapToObj(Integer::toString).toList();
    return answers.text(
        turn,
        key,
        "building",
        new CasePlace(at.place().building(), null, null, null).toUnit(),
        "units",
        PlaceResolver.list(units),
        "digits",
        String.join("或", digits),
        "wrong",
        String.valueOf(at.wrong()));
  }

  private static List<String> units(Turn turn, Resolved at) {
    return turn.estate().building(at.place().building()).orElseThrow().units();
  }

  private void askPlace(Turn turn, Resolved at, Case opened, Line line, boolean inGroup) {
    var aboutUnit = at.problem() == Problem.WHICH_UNIT || at.problem() == Problem.UNKNOWN_UNIT;
    var units = aboutUnit ? units(turn, at) : List.<String>of();
    var buttons = new ArrayList<Button>();
    for (int i = 0; i < units.size(); i++) {
      buttons.add(new Button(Integer.toString(i + 1), units.get(i) + "单元"));
    }
    var id = answers.say(turn, line.with(buttons.toArray(Button[]::new)).asking());
    questions.ask(
        turn.tx(),
        asked(turn, inGroup),
        aboutUnit ? Kind.WHICH_UNIT : Kind.WHERE,
        opened.id(),
        units.size(),
        String.join(",", units),
        id,
        turn.now());
  }

  /** One answer to all of them; a question about the place stands at its end. */
  void confirm(Turn turn, List<Matter> matters, List<Case> taken) {
    var list = new StringBuilder();
    for (int i = 0; i < taken.size(); i++) {
      list.append(
          answers.text(
              turn,
              "opened.several.item",
              "mark",
              MARKS.charAt(i),
              "type",
              words.type(taken.get(i)),
              "no",
              taken.get(i).no()));
    }
    var inGroup = answers.standsInGroup(turn);
    var unsure = matters.stream().filter(m -> m.at().problem() != Problem.NONE).findFirst();
    var tail =
        unsure
            .map(m -> placeQuestion(turn, m.at()))
            .orElseGet(() -> answers.text(turn, inGroup ? "tail.group" : "tail.private"));
    var line =
        Line.of(answers.text(turn, "opened.several", "n", taken.size(), "list", list, "tail", tail))
            .about(taken.getFirst().no());
    if (unsure.isEmpty()) {
      answers.say(turn, line);
      return;
    }
    askPlace(turn, unsure.get().at(), taken.get(matters.indexOf(unsure.get())), line, inGroup);
  }

  /** Whom it is asked and where. */
  static Asked asked(Turn turn, boolean inGroup) {
    return new Asked(
        turn.estate().id(),
        turn.channel(),
        inGroup ? turn.conversationId() : Speakers.privateConversation(turn.speaker().accountId()),
        turn.speaker().accountId());
  }
}
