package linli.bot.votes.tally;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which households have one and the same voter (法释〔2009〕7号 art. 9): one buyer with several flats,
 * and the developer with all that it has not sold or not handed over.
 */
final class OwnerKeys {

  /** No key of a register: those have no control characters. */
  static final String DEVELOPER = "\0developer";

  private static final String BETWEEN = "\0";

  private final boolean shared;
  private final Set<String> developers = new HashSet<>();
  private final Map<String, String> parents = new HashMap<>();

  private OwnerKeys(boolean shared) {
    this.shared = shared;
  }

  static OwnerKeys of(List<Household> roll, Policy policy) {
    var keys = new OwnerKeys(policy.coOwnerKey() == Policy.CoOwnerKey.SHARED);
    for (var household : roll) {
      if (household.status() == Household.Status.UNSOLD) {
        keys.developers.addAll(household.owners());
      }
    }
    if (keys.shared) {
      keys.developers.forEach(developer -> keys.join(DEVELOPER, developer));
      roll.stream()
          .filter(household -> !household.isDevelopers())
          .forEach(household -> keys.joinAll(household.owners()));
    }
    return keys;
  }

  /**
   * Who somebody is as a voter: whoever has flats for sale is the developer in all of its flats.
   */
  String person(String owner) {
    return developers.contains(owner) ? DEVELOPER : owner;
  }

  String of(Household household) {
    if (shared) {
      return root(household.isDevelopers() ? DEVELOPER : household.owners().getFirst());
    }
    if (household.isDevelopers() || belongsToDeveloper(household)) {
      return DEVELOPER;
    }
    return household.owners().size() == 1
        ? household.owners().getFirst()
        : String.join(BETWEEN, household.owners());
  }

  private boolean belongsToDeveloper(Household household) {
    return !developers.isEmpty() && developers.containsAll(household.owners());
  }

  private void joinAll(List<String> owners) {
    owners.forEach(owner -> join(owners.getFirst(), owner));
  }

  private void join(String one, String other) {
    var root = root(one);
    var joined = root(other);
    if (!root.equals(joined)) {
      parents.put(joined, root);
    }
  }

  private String root(String person) {
    var root = person;
    for (var parent = parents.get(root); parent != null; parent = parents.get(root)) {
      root = parent;
    }
    return root;
  }
}
