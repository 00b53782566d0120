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
  private static final int ROUNDS = 9;

  /**
   * Milliseconds: the first count after the start, the median of those behind it, and of these the
   * time of the processor, which is less where others use it, too.
   */
  record Cost(double first, double median, double processor) {}

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
      var processor = processorMillis();
      medians.add("round", millis(poll));
      medians.add("processor", processorMillis() - processor);
    }
    return new Cost(first, medians.of("round"), medians.of("processor"));
  }

  /** Of the whole program, with its collection of garbage. */
  private static double processorMillis() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos() / 1e6;
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
