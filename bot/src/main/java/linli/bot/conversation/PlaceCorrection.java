package linli.bot.conversation;

import java.util.Optional;
import java.util.regex.Pattern;
import linli.bot.cases.Case;
import linli.bot.cases.CaseNo;
import linli.bot.cases.CaseService;
import linli.bot.cases.CaseWords;
import linli.bot.conversation.PlaceResolver.Problem;
import linli.bot.speech.Speech.Line;
import linli.nlp.Understanding;
import linli.nlp.Understanding.Place;

/** 说错了,是二单元: the one reporter of a case moves it to where it is. */
final class PlaceCorrection {

  private static final Pattern SAID_WRONG =
      Pattern.compile("(?:说|打|写|报|弄|搞|发)错了?|不对|更正|不是\\S{1,8}[,,]?\\s*(?:应该)?是|应该是");

  private final CaseService cases;
  private final CaseWords words;
  private final PlaceResolver places;
  private final ResidentTalk residents;
  private final Answers answers;

  PlaceCorrection(
      CaseService cases,
      CaseWords words,
      PlaceResolver places,
      ResidentTalk residents,
      Answers answers) {
    this.cases = cases;
    this.words = words;
    this.places = places;
    this.residents = residents;
    this.answers = answers;
  }

  Optional<String> heard(Turn turn, Understanding understood) {
    if (understood.places().isEmpty() || !SAID_WRONG.matcher(turn.text()).find()) {
      return Optional.empty();
    }
    return residents
        .ownCase(turn, CaseNo.in(turn.text()), c -> !c.state().isOver())
        .filter(about -> !about.state().isOver() && about.hazard() == null)
        .filter(about -> cases.reporters(turn.tx(), about).size() == 1)
        .flatMap(about -> moved(turn, about, understood.places().getLast()));
  }

  private Optional<String> moved(Turn turn, Case about, Place said) {
    var building = said.building() != null ? said.building() : about.place().building();
    if (building == null) {
      return Optional.empty();
    }
    var named = new Place(said.zone(), building, said.unit(), said.floor(), said.room());
    var at = places.resolve(turn, named, about.issueType(), about.site());
    if (at.problem() != Problem.NONE || at.place().equals(about.place())) {
      return Optional.empty();
    }
    var moved =
        cases.refine(turn.tx(), turn.estate(), about, at.place(), turn.speaker(), turn.now());
    var text =
        answers.text(
            turn,
            "edit.place",
            "no",
            moved.no(),
            "place",
            answers.standsInGroup(turn)
                ? words.publicPlace(turn.estate(), moved)
                : words.ownPlace(moved),
            "party",
            words.party(turn.estate(), moved));
    answers.say(turn, Line.of(text).about(moved.no()));
    return Optional.of("edited");
  }
}
