package linli.bot.opinion;

import java.util.Locale;

/**
 * What came of asking.
 *
 * @param id of an issue type or intent, or null unless {@link Outcome#PICKED}
 */
public record Opinion(Outcome outcome, String id) {

  /** Only the first of them changes an answer. */
  public enum Outcome {
    PICKED,
    /** It could not tell either. */
    UNSURE,
    /** Something else than what could be picked. */
    NONSENSE,
    SLOW,
    /** No connection, or another status than 200. */
    FAILED,
    /** It failed too often lately and is left alone for a while. */
    RESTING,
    /** The estate's share of the day was gone. */
    BUDGET_USED,
    /** The message was nobody else's business after all. */
    NOT_SENT;

    /** As metrics and logs have it. */
    public String tag() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Nothing was picked, and why. */
  public static Opinion none(Outcome why) {
    return new Opinion(why, null);
  }
}
