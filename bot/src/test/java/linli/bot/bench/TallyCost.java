package linli.bot.bench;

import java.util.List;
import java.util.stream.IntStream;
import linli.bot.votes.tally.Ballot;
import linli.bot.votes.tally.Choice;
import linli.bot.votes.tally.Household;
import linli.bot.votes.tally.Matter;
import linli.bot.votes.tally.Policy;
import linli.bot.votes.tally.Poll;
import linli.bot.votes.tally.Scope;
import linli.bot.votes.tally.Tally;

/** What it costs to count a vote of a million households with a ballot each, in memory. */
final class TallyCost {

  static final int BALLOTS = 1_000_000;
  private static final int OWNERS = 900_000;
  private static final int ROUNDS = 7;

  /** Milliseconds: the first count after the start, and the median of those behind it. */
  record Cost(double first, double median) {}

  private TallyCost() {}

  static Cost measure() {
    var poll =
        new Poll(
            Matter.CHARTER,
            Scope.estate(),
            Policy.standard(),
            null,
            IntStream.range(0, BALLOTS).mapToObj(TallyCost::household).toList());
    var first = millis(poll);
    var medians = new Medians();
    for (var round = 0; round < ROUNDS; round++) {
      medians.add("round", millis(poll));
    }
    return new Cost(first, medians.of("round"));
  }

  private static Household household(int index) {
    return new Household(
        "h" + index,
        Integer.toString(index % 100),
        "1",
        List.of("p" + index % OWNERS),
        9_000 + index % 7,
        Household.Status.DELIVERED,
        null,
        Household.Marks.USUAL,
        List.of(Ballot.of(Choice.values()[index % 3])));
  }

  private static double millis(Poll poll) {
    var start = System.nanoTime();
    var result = Tally.count(poll);
    var millis = (System.nanoTime() - start) / 1e6;
    if (result.scope().owners() != OWNERS) {
      throw new IllegalStateException("counted something else");
    }
    return millis;
  }
}
