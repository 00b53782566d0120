package linli.bot.receptions;

import linli.bot.receptions.Entry.Wish;

/**
 * Somebody who wants a number.
 *
 * @param accountId null for a walk-in, who has only a name, or none
 * @param matter masked words, or null
 */
public record NewEntry(
    boolean walkIn,
    String channel,
    String accountId,
    String name,
    String matter,
    String issueType,
    boolean anonymous,
    Wish wish) {

  @Override
  public String toString() {
    return "NewEntry[]";
  }
}
