package linli.bot.votes;

import java.time.Instant;
import linli.bot.votes.tally.Choice;

/**
 * An answer that somebody gave alone with the bot.
 *
 * @param sentAt by the platform's clock
 */
public record NewBallot(
    String estateId,
    long voteId,
    long personId,
    Choice choice,
    Instant sentAt,
    Instant receivedAt) {
  @Override
  public String toString() {
    return "NewBallot[]";
  }
}
