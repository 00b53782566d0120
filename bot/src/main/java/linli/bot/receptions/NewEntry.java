package linli.bot.receptions;

import java.util.UUID;
import linli.bot.receptions.Entry.Wish;

/**
 * Somebody who wants a number.
 *
 * @param accountId null for a walk-in, who has only a name, or none
 * @param matter masked words, or null
 * @param saidIn the message that says so; null of a walk-in, for whom somebody else writes
 */
public record NewEntry(
    boolean walkIn,
    String channel,
    String accountId,
    String name,
    String matter,
    String issueType,
    boolean anonymous,
    Wish wish,
    UUID saidIn) {

  @Override
  public String toString() {
    return "NewEntry[]";
  }
}
