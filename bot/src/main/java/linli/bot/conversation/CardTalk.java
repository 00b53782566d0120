package linli.bot.conversation;

import java.util.stream.Collectors;
import linli.bot.cases.CaseCards;
import linli.bot.cases.CaseCards.Card;
import linli.bot.cases.CaseWords;
import linli.bot.cases.Casework;
import linli.bot.estates.Estate.Staff;
import linli.bot.speech.Speech.Line;

/** 红黄牌: staff hear alone which cards their parties were shown; the community hears of all. */
final class CardTalk {

  private static final int MOST_LINES = 10;

  private final CaseCards cards;
  private final CaseWords words;
  private final Answers answers;

  CardTalk(CaseCards cards, CaseWords words, Answers answers) {
    this.cards = cards;
    this.words = words;
    this.answers = answers;
  }

  String answer(Turn turn) {
    var by = turn.speaker();
    var all = Casework.isCommunity(by) || by.hasRole("street_duty");
    var own = by.roles().stream().map(Staff::party).distinct().toList();
    var shown = cards.lately(turn.tx(), turn.estate().id(), all ? null : own, turn.now());
    if (shown.isEmpty()) {
      answers.alone(turn, "staff.cards.none");
      return "answered";
    }
    var list =
        shown.stream()
            .limit(MOST_LINES)
            .map(card -> line(turn, card))
            .collect(Collectors.joining("\n"));
    var text = answers.text(turn, "staff.cards", "n", shown.size(), "list", list);
    answers.alone(turn, Line.of(text));
    return "answered";
  }

  private String line(Turn turn, Card card) {
    var key = "staff.cards." + card.colour().id();
    var line = answers.text(turn, key, words.card(turn.estate(), card, turn.now()));
    return card.isOpen() ? line : line + answers.text(turn, "staff.cards.settled");
  }
}
