package linli.bot.receptions;

import java.util.List;
import java.util.function.LongPredicate;
import linli.bot.receptions.Entry.FollowUp;
import linli.bot.receptions.Entry.Outcome;

/**
 * The numbers of a reception. They always balance: collected (收集) = answered on the spot (现场解答) +
 * settled since (已办理) + in work (在办).
 */
public record Tally(int collected, int answered, int settled, int inWork) {

  /**
   * @param isOver whether the case with this id is closed
   */
  static Tally of(List<Entry> entries, LongPredicate isOver) {
    var heard = entries.stream().filter(Entry::counts).toList();
    var answered = (int) heard.stream().filter(Tally::wasAnswered).count();
    var settled = (int) heard.stream().filter(e -> !wasAnswered(e) && isSettled(e, isOver)).count();
    return new Tally(heard.size(), answered, settled, heard.size() - answered - settled);
  }

  private static boolean wasAnswered(Entry entry) {
    return entry.outcome() == Outcome.ANSWERED && entry.followUp() != FollowUp.NOT_YET;
  }

  private static boolean isSettled(Entry entry, LongPredicate isOver) {
    return entry.settledAt() != null
        || entry.outcome() == Outcome.CASE && isOver.test(entry.caseId());
  }
}
