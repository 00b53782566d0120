package linli.bot.conversation;

import java.util.List;
import java.util.stream.Collectors;
import linli.bot.cases.Case;
import linli.bot.cases.CaseService;
import linli.bot.cases.CaseWords;
import linli.bot.due.DueItem;
import linli.bot.due.DueWork;
import linli.bot.estates.Estate;
import linli.bot.estates.Estates;
import linli.bot.questions.AnswerWindows;
import linli.bot.questions.AnswerWindows.Window;
import linli.bot.speech.Speech;
import linli.bot.speech.Speech.Line;
import linli.bot.speech.Texts;
import linli.bot.store.Transaction;

/** What people hear together at the end, when the bot held its answers back for a while. */
final class CatchUp {

  /** As many as fit into a line; the rest is counted. */
  private static final int NAMED_CASES = 4;

  private final AnswerWindows windows;
  private final CaseService cases;
  private final CaseWords words;
  private final Estates estates;
  private final Speech speech;
  private final Texts texts;

  CatchUp(
      AnswerWindows windows,
      CaseService cases,
      CaseWords words,
      Estates estates,
      Speech speech,
      Texts texts) {
    this.windows = windows;
    this.cases = cases;
    this.words = words;
    this.estates = estates;
    this.speech = speech;
    this.texts = texts;
  }

  void register(DueWork due) {
    due.register(AnswerWindows.END, this::end);
    due.registerByDay(AnswerWindows.END_IN_GROUP, this::end);
  }

  private void end(Transaction tx, DueItem item) {
    var estate = estates.byId(item.estateId());
    windows
        .ended(tx, item)
        .ifPresent(
            window -> {
              if (window.accountId() == null) {
                tellGroup(tx, estate, window);
              } else {
                tellPerson(tx, estate, window);
              }
            });
  }

  private void tellPerson(Transaction tx, Estate estate, Window window) {
    var reported =
        cases.reportedSince(tx, estate, window.channel(), window.accountId(), window.heldSince());
    var own = texts.of(estate.id());
    var text =
        reported.isEmpty()
            ? own.say("catch-up.nothing")
            : own.say("catch-up", "list", list(own, reported), "more", more(own, reported.size()));
    speech.toAccount(tx, estate.id(), window.channel(), window.accountId(), Line.of(text));
  }

  /** Silent when nothing came of it: everybody was answered alone. */
  private void tellGroup(Transaction tx, Estate estate, Window window) {
    var opened =
        cases.firstAnnounced(
            tx, estate, window.channel(), window.conversation(), window.heldSince(), NAMED_CASES);
    if (opened.some().isEmpty()) {
      return;
    }
    var own = texts.of(estate.id());
    var text =
        own.say(
            "catch-up.group", "list", list(own, opened.some()), "more", more(own, opened.all()));
    speech.toGroup(tx, estate.id(), window.channel(), window.conversation(), Line.of(text));
  }

  private String list(Texts own, List<Case> some) {
    return some.stream()
        .limit(NAMED_CASES)
        .map(c -> own.say("catch-up.item", "no", c.no(), "type", words.type(c)))
        .collect(Collectors.joining());
  }

  private static String more(Texts own, int all) {
    return all <= NAMED_CASES ? "" : own.say("catch-up.more", "n", all);
  }
}
