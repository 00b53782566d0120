package linli.bot.votes.tally;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * For whom an agent (受托人) votes beyond the limit of the policy. The owners for whom he cast first
 * are within it, also where such an owner then voted himself.
 */
final class Proxies {

  private record Principal(String agent, Owner owner) {}

  private static final Comparator<Map.Entry<Owner, Ballot>> FIRST_CAST =
      Map.Entry.<Owner, Ballot>comparingByValue(Ballot.CASTING)
          .thenComparing(entry -> entry.getKey().firstHousehold());

  private final Set<Principal> beyondLimit = new HashSet<>();

  static Proxies of(Poll poll, Collection<Owner> owners) {
    var proxies = new Proxies();
    var limit = poll.policy().proxyLimit();
    if (limit != null) {
      firstBallots(poll, owners)
          .forEach(
              (agent, first) ->
                  first.entrySet().stream()
                      .sorted(FIRST_CAST)
                      .skip(limit)
                      .forEach(
                          late -> proxies.beyondLimit.add(new Principal(agent, late.getKey()))));
    }
    return proxies;
  }

  private static Map<String, Map<Owner, Ballot>> firstBallots(Poll poll, Collection<Owner> owners) {
    var first = new HashMap<String, Map<Owner, Ballot>>();
    for (var owner : owners) {
      for (var household : owner.households()) {
        for (var ballot : household.ballots()) {
          if (ballot.caster() == Ballot.Caster.PROXY && poll.admits(ballot)) {
            first
                .computeIfAbsent(ballot.by(), x -> new HashMap<>())
                .merge(owner, ballot, Proxies::earlier);
          }
        }
      }
    }
    return first;
  }

  private static Ballot earlier(Ballot one, Ballot other) {
    return Ballot.CASTING.compare(one, other) <= 0 ? one : other;
  }

  boolean allow(Owner owner, Ballot ballot) {
    return ballot.caster() != Ballot.Caster.PROXY
        || !beyondLimit.contains(new Principal(ballot.by(), owner));
  }
}
