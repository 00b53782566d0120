package linli.bot.votes;

import linli.bot.votes.tally.Weight;

/** How much of an electorate took part. */
public record Participation(Weight scope, Weight participants) {

  /** The area in 0.01 m² that is missing to two thirds, which Civil Code art. 278 asks for. */
  public long areaMissing() {
    return Math.max(0, twoThirds(scope.area()) - participants.area());
  }

  /** The owners that are missing to two thirds. */
  public long ownersMissing() {
    return Math.max(0, twoThirds(scope.owners()) - participants.owners());
  }

  /** The least number that is two thirds of the whole or more. */
  public static long twoThirds(long whole) {
    return (2 * whole + 2) / 3;
  }
}
