package linli.bot.votes.tally;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;

/** One voter with all his households: a person, several who own together, or the developer. */
final class Owner {

  private List<Household> households = List.of();
  private Weight weight = Weight.NONE;
  private boolean served;
  private boolean losesExclusivePart;
  private boolean objects;

  private Owner() {}

  static Collection<Owner> all(Poll poll) {
    var roll = poll.roll();
    var keys = OwnerKeys.of(roll, poll.policy());
    var owners = LinkedHashMap.<String, Owner>newLinkedHashMap(roll.size());
    for (var household : roll) {
      owners
          .computeIfAbsent(keys.of(household), x -> new Owner())
          .add(household, poll.asks(household));
    }
    return owners.values();
  }

  private void add(Household household, boolean asked) {
    join(household);
    losesExclusivePart |= household.marks().exclusivePartOccupied();
    objects |= household.marks().openObjection();
    if (asked) {
      weight = new Weight(Math.addExact(weight.area(), household.areaHundredths()), 1);
      served |= household.marks().served();
    }
  }

  /** Most owners have one: a list that can grow is made for the others. */
  private void join(Household household) {
    if (households.isEmpty()) {
      households = List.of(household);
      return;
    }
    if (households.size() == 1) {
      households = new ArrayList<>(households);
    }
    households.add(household);
  }

  List<Household> households() {
    return households;
  }

  /** The area inside the scope, and one owner; nothing for an owner outside. */
  Weight weight() {
    return weight;
  }

  boolean isAsked() {
    return weight.owners() > 0;
  }

  /** A ballot was delivered to him for one of the households in the scope. */
  boolean wasServed() {
    return served;
  }

  boolean losesExclusivePart() {
    return losesExclusivePart;
  }

  boolean objects() {
    return objects;
  }

  String firstHousehold() {
    return households.stream().map(Household::id).min(String::compareTo).orElseThrow();
  }
}
