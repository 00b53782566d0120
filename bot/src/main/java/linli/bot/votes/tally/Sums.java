package linli.bot.votes.tally;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** What the owners of a poll said, added up. */
final class Sums {

  private final Map<Choice, Weight> said = new EnumMap<>(Choice.class);
  private Weight scope = Weight.NONE;
  private Weight silentServed = Weight.NONE;
  private Weight attributed = Weight.NONE;

  void add(Owner owner, Optional<Choice> answer) {
    scope = scope.plus(owner.weight());
    if (answer.isPresent()) {
      said.merge(answer.get(), owner.weight(), Weight::plus);
    } else if (owner.wasServed()) {
      silentServed = silentServed.plus(owner.weight());
    }
  }

  /**
   * Counts ballots that cannot be read as abstentions: they were returned. After silence was
   * attributed, for they chose no option that anybody could follow.
   */
  void takeInvalidAsAbstaining() {
    said.merge(Choice.ABSTAIN, of(Choice.INVALID), Weight::plus);
  }

  /** Counts silent owners who were served with the option that leads; without a leader nobody. */
  void attributeSilence() {
    leader()
        .ifPresent(
            leader -> {
              attributed = silentServed;
              said.merge(leader, silentServed, Weight::plus);
            });
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
    return scope;
  }

  Weight attributed() {
    return attributed;
  }

  Weight of(Choice choice) {
    return said.getOrDefault(choice, Weight.NONE);
  }

  Weight participants() {
    return Choice.OPTIONS.stream().map(this::of).reduce(Weight.NONE, Weight::plus);
  }
}
