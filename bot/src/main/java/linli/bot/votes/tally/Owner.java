package linli.bot.votes.tally;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/** One voter with all his households: a person, several who own together, or the developer. */
final class Owner {

  private final Household first;
  private List<Household> households;
  private long area;
  private boolean asked;
  private boolean served;
  private boolean losesExclusivePart;
  private boolean objects;

  private Owner(Household first) {
    this.first = first;
  }

  /** In the order of their first households. */
  static List<Owner> all(Poll poll, OwnerKeys keys) {
    var roll = poll.roll();
    var owners = new ArrayList<Owner>(roll.size());
    var byKey = HashMap.<String, Owner>newHashMap(roll.size());
    for (var household : roll) {
      var key = keys.of(household);
      var owner = byKey.get(key);
      if (owner == null) {
        owner = new Owner(household);
        byKey.put(key, owner);
        owners.add(owner);
      } else {
        owner.join(household);
      }
      owner.add(household, poll.asks(household));
    }
    return owners;
  }

  /** Most owners have one household: a list is made for the others only. */
  private void join(Household household) {
    if (households == null) {
      households = new ArrayList<>(2);
      households.add(first);
    }
    households.add(household);
  }

  private void add(Household household, boolean isAsked) {
    losesExclusivePart |= household.marks().exclusivePartOccupied();
    objects |= household.marks().openObjection();
    if (isAsked) {
      asked = true;
      area = Math.addExact(area, household.areaHundredths());
      served |= household.marks().served();
    }
  }

  List<Household> households() {
    return households == null ? List.of(first) : households;
  }

  /** His only ballot where he has one household with one ballot, as most have; else null. */
  Ballot onlyBallot() {
    return households == null && first.ballots().size() == 1 ? first.ballots().getFirst() : null;
  }

  /** Inside the scope, in 0.01 m². */
  long area() {
    return area;
  }

  boolean isAsked() {
    return asked;
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
    return households().stream().map(Household::id).min(String::compareTo).orElseThrow();
  }
}
