package linli.bot.votes;

/** What came of writing down that a flat was served its ballot. */
public sealed interface ServiceResult {

  /**
   * @param line of the log that says so
   */
  record Recorded(Vote vote, int line) implements ServiceResult {}

  /** It was taken back: the flat counts as not served. */
  record Withdrawn(Vote vote, int line) implements ServiceResult {}

  /** No such vote, or it is a draft. */
  record Unknown() implements ServiceResult {}

  /** The flat is not in the scope, or is not asked. */
  record NotOnRoll(Vote vote) implements ServiceResult {}

  /** That was written down before, and not taken back. */
  record Before(Vote vote) implements ServiceResult {}

  /** Nothing was written down that could be taken back. */
  record NotServed(Vote vote) implements ServiceResult {}

  /** Before the vote was announced, after it closed, or on a day to come. */
  record NotInTime(Vote vote) implements ServiceResult {}

  record Closed(Vote vote) implements ServiceResult {}
}
