package linli.bot.votes.discussion;

import java.time.Instant;
import linli.bot.votes.tally.Scope;

/**
 * A matter that residents talk about before there is a vote (话题).
 *
 * @param no counted per estate; how people call it: 话题1
 * @param endsAt when nothing more is taken
 * @param ended whether who said what was forgotten
 * @param people who took part so far
 * @param statements that are shown
 */
public record Discussion(
    String estateId,
    int no,
    Scope scope,
    String question,
    long openedBy,
    Instant openedAt,
    Instant endsAt,
    boolean ended,
    int people,
    int statements) {

  public boolean isOpenAt(Instant at) {
    return !ended && at.isBefore(endsAt);
  }
}
