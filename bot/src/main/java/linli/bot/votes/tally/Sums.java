package linli.bot.votes.tally;

import java.util.Optional;

/** What the owners of a poll said, added up. */
final class Sums {

  private static final int CHOICES = Choice.values().length;

  private final long[] areas = new long[CHOICES];
  private final long[] owners = new long[CHOICES];
  private long scopeArea;
  private long scopeOwners;
  private long silentArea;
  private long silentOwners;
  private Weight attributed = Weight.NONE;

  /**
   * @param answer null when he said nothing
   * @throws ArithmeticException beyond the range of a long
   */
  void add(Owner owner, Choice answer) {
    scopeArea = Math.addExact(scopeArea, owner.area());
    scopeOwners++;
    if (answer != null) {
      areas[answer.ordinal()] += owner.area(); // never more than the scope
      owners[answer.ordinal()]++;
    } else if (owner.wasServed()) {
      silentArea += owner.area();
      silentOwners++;
    }
  }

  /**
   * Counts ballots that cannot be read as abstentions: they were returned. After silence was
   * attributed, for they chose no option that anybody could follow.
   */
  void takeInvalidAsAbstaining() {
    add(Choice.ABSTAIN, of(Choice.INVALID));
  }

  /** Counts silent owners who were served with the option that leads; without a leader nobody. */
  void attributeSilence() {
    leader()
        .ifPresent(
            leader -> {
              attributed = new Weight(silentArea, silentOwners);
              add(leader, attributed);
            });
  }

  private void add(Choice choice, Weight weight) {
    areas[choice.ordinal()] += weight.area();
    owners[choice.ordinal()] += weight.owners();
  }

  private Optional<Choice> leader() {
    return Choice.OPTIONS.stream()
        .filter(
            option ->
                Choice.OPTIONS.stream()
                    .filter(other -> other != option)
                    .allMatch(other -> of(option).exceeds(of(other))))
        .findFirst();
  }

  Weight scope() {
    return new Weight(scopeArea, scopeOwners);
  }

  Weight attributed() {
    return attributed;
  }

  Weight of(Choice choice) {
    return new Weight(areas[choice.ordinal()], owners[choice.ordinal()]);
  }

  Weight participants() {
    return Choice.OPTIONS.stream().map(this::of).reduce(Weight.NONE, Weight::plus);
  }
}
