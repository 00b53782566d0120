package linli.bot.votes.tally;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** What the ballots of one owner amount to: one answer, whatever the number of his flats. */
final class Answers {

  private final Poll poll;
  private final OwnerKeys keys;
  private final Proxies proxies;

  Answers(Poll poll, OwnerKeys keys, Proxies proxies) {
    this.poll = poll;
    this.keys = keys;
    this.proxies = proxies;
  }

  /** A ballot and the co-owner, or the resident of a consultation, whose answer it is. */
  private record Voiced(String voice, Ballot ballot) {

    boolean isOfResident() {
      return ballot.caster().livesThere();
    }

    @Override
    public String toString() {
      return "Voiced[]";
    }
  }

  /** Null when nothing was cast that is a ballot; INVALID when no answer can be taken from it. */
  Choice of(Owner owner) {
    var only = owner.onlyBallot();
    if (only != null) {
      return poll.admits(only) ? counted(owner, only).choice() : null;
    }
    var cast = cast(owner);
    if (cast.isEmpty()) {
      return null;
    }
    var choices = choices(ownersFirst(cast));
    representative(owner).ifPresent(speaks -> keepOnly(choices, speaks));
    var said = new HashSet<>(choices.values());
    said.remove(Choice.INVALID);
    return said.size() == 1 ? said.iterator().next() : Choice.INVALID;
  }

  private Ballot counted(Owner owner, Ballot ballot) {
    return proxies.allow(owner, ballot) ? ballot : ballot.spoiled();
  }

  private List<Voiced> cast(Owner owner) {
    var cast = new ArrayList<Voiced>(1);
    for (var household : owner.households()) {
      for (var ballot : household.ballots()) {
        if (poll.admits(ballot)) {
          cast.add(new Voiced(voice(household, ballot), counted(owner, ballot)));
        }
      }
    }
    return cast;
  }

  private String voice(Household household, Ballot ballot) {
    if (ballot.caster().livesThere()) {
      return ballot.by() == null ? household.id() : ballot.by();
    }
    if (household.isDevelopers()) {
      return OwnerKeys.DEVELOPER;
    }
    var person = ballot.caster() == Ballot.Caster.PROXY ? ballot.proxyFor() : ballot.by();
    return keys.person(person == null ? household.owners().getFirst() : person);
  }

  /** In a consultation others who live there are heard where the owner says nothing. */
  private static List<Voiced> ownersFirst(List<Voiced> cast) {
    var owners = cast.stream().filter(voiced -> !voiced.isOfResident()).toList();
    return owners.stream().anyMatch(voiced -> voiced.ballot().isValid()) ? owners : cast;
  }

  private Map<String, Choice> choices(List<Voiced> cast) {
    var voices = new HashMap<String, List<Ballot>>();
    for (var voiced : cast) {
      voices.computeIfAbsent(voiced.voice(), x -> new ArrayList<>()).add(voiced.ballot());
    }
    var choices = new HashMap<String, Choice>();
    voices.forEach((voice, ballots) -> choices.put(voice, standing(ballots)));
    return choices;
  }

  /** One person's answer: the last valid one, an own ballot before an agent's. */
  private Choice standing(List<Ballot> ballots) {
    var valid = ballots.stream().filter(Ballot::isValid).toList();
    if (valid.isEmpty()) {
      return Choice.INVALID;
    }
    var own = preferring(valid, ballot -> ballot.caster() != Ballot.Caster.PROXY);
    return last(
        switch (poll.policy().precedence()) {
          case LAST_VALID -> own;
          case ELECTRONIC_FIRST ->
              preferring(own, ballot -> ballot.origin() == Ballot.Origin.ELECTRONIC);
          case PAPER_FIRST -> preferring(own, ballot -> ballot.origin() == Ballot.Origin.PAPER);
        });
  }

  private static List<Ballot> preferring(List<Ballot> ballots, Predicate<Ballot> preferred) {
    var better = ballots.stream().filter(preferred).toList();
    return better.isEmpty() ? ballots : better;
  }

  /** Two that say different things at the same time say nothing. */
  private static Choice last(List<Ballot> ballots) {
    var latest = ballots.stream().max(Ballot.CASTING).orElseThrow();
    var alike =
        ballots.stream()
            .filter(ballot -> Ballot.CASTING.compare(ballot, latest) == 0)
            .allMatch(ballot -> ballot.choice() == latest.choice());
    return alike ? latest.choice() : Choice.INVALID;
  }

  /** Whom the co-owners named; nobody where their flats name different ones. */
  private Optional<String> representative(Owner owner) {
    Set<String> named = new HashSet<>();
    owner.households().forEach(household -> named.add(household.representative()));
    named.remove(null);
    return named.size() == 1 ? named.stream().findFirst().map(keys::person) : Optional.empty();
  }

  private static void keepOnly(Map<String, Choice> choices, String speaks) {
    if (choices.getOrDefault(speaks, Choice.INVALID) != Choice.INVALID) {
      choices.keySet().removeIf(voice -> !voice.equals(speaks));
    }
  }
}
