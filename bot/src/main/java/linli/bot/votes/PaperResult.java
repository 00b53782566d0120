package linli.bot.votes;

/** What came of a ballot on paper. */
public sealed interface PaperResult {

  /** It waits for a second person. */
  record Entered(Vote vote, long paperId) implements PaperResult {}

  /** The second person confirmed it; what came of it as a ballot. */
  record Confirmed(CastResult cast) implements PaperResult {}

  /** No such vote, or no such ballot that waits. */
  record Unknown() implements PaperResult {}

  /** The flat is not in the scope, or who signed does not own it. */
  record NotAnOwner(Vote vote) implements PaperResult {}

  /** Several people own the flat: whose signature is it? */
  record WhichOwner(Vote vote) implements PaperResult {}

  /** Signed before the vote opened, after it closed, or on a day to come. */
  record NotSignedInTime(Vote vote) implements PaperResult {}

  record Closed(Vote vote) implements PaperResult {}

  /** Whoever entered it may not be the one who confirms it. */
  record NeedsSecondPerson(Vote vote) implements PaperResult {}
}
