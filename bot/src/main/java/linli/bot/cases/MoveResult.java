package linli.bot.cases;

/** What came of a verb on a case. */
public sealed interface MoveResult {

  /** It was done. */
  record Moved(Case now) implements MoveResult {}

  /** No such number in this estate. */
  record Unknown(String no) implements MoveResult {}

  /** The verb is not possible in this state; {@code now} says what is. */
  record NotNow(Case now) implements MoveResult {}

  /** The case is another party's (staff) or another person's (resident). */
  record NotYours(Case now) implements MoveResult {}

  /** 办结 without saying what was done. */
  record NeedsText(Case now) implements MoveResult {}

  /** 办结 of visible damage without a picture. */
  record NeedsPhoto(Case now) implements MoveResult {}

  /** Reopened twice already: the community (社区) decides. */
  record CommunityDecides(Case now) implements MoveResult {}

  /** The verb needs a reason or a name beside it. */
  record NeedsReason(Case now) implements MoveResult {}

  /** Only the community (社区) may do this, or do it once more. */
  record AskCommunity(Case now) implements MoveResult {}

  /** Another party was asked; the case stays where it is until it answers. */
  record Asked(Case now, String party) implements MoveResult {}

  /** The grade is that high already. */
  record NotHigher(Case now) implements MoveResult {}

  /** Whoever works for one of the parties, too, does not judge in their matter. */
  record OwnMatter(Case now, String party) implements MoveResult {}

  /** Closed too long ago: a new report is the way. */
  record TooLate(Case now) implements MoveResult {}
}
