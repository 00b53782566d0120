package linli.bot.votes.discussion;

/** What came of a statement. */
public sealed interface SayResult {

  record Taken(int statementNo) implements SayResult {}

  /** Somebody said the same: the speaker agrees with it. */
  record SaidBefore(int statementNo) implements SayResult {}

  /** The person has said as much as one may. */
  record EnoughOfYou(int most) implements SayResult {}

  /** There are as many as anybody will read. */
  record Enough(int most) implements SayResult {}
}
