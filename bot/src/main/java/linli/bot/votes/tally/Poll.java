package linli.bot.votes.tally;

import java.time.Instant;
import java.util.List;

/**
 * A vote as the count sees it.
 *
 * @param closesAt ballots sent at this time or later do not count; null: all of them were in time
 */
public record Poll(
    Matter matter, Scope scope, Policy policy, Instant closesAt, List<Household> households) {

  /** The households that count as exclusive parts. */
  List<Household> roll() {
    for (var household : households) {
      if (household.marks().excludedFromRoll()) {
        return households.stream().filter(h -> !h.marks().excludedFromRoll()).toList();
      }
    }
    return households;
  }

  /** Whether the vote is this household's, too. */
  public boolean asks(Household household) {
    if (matter.kind() == Kind.UNANIMOUS) {
      return !household.marks().applicant()
          && (scope.covers(household) || household.marks().interested());
    }
    return scope.covers(household);
  }

  /** Whether a ballot is one at all: in time, and of somebody who may answer. */
  boolean admits(Ballot ballot) {
    return isInTime(ballot) && mayAnswer(ballot);
  }

  private boolean isInTime(Ballot ballot) {
    if (closesAt == null || ballot.at() == null) {
      return true;
    }
    var arrived = ballot.receivedAt() == null ? ballot.at() : ballot.receivedAt();
    return ballot.at().isBefore(closesAt) && arrived.isBefore(closesAt.plus(policy.grace()));
  }

  private boolean mayAnswer(Ballot ballot) {
    return switch (ballot.caster()) {
      case OWNER -> true;
      case PROXY -> ballot.authorised();
      case FAMILY, TENANT -> matter.kind() == Kind.CONSULTATION;
      case BUYER, UNVERIFIED, BUILDING_HEAD -> false;
    };
  }
}
