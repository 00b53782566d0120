package linli.bot.votes.tally;

import static linli.bot.votes.tally.Threshold.TWO_THIRDS;

/**
 * Counts a vote by Civil Code (民法典) art. 278 and 279 and the Supreme Court's interpretation
 * 法释〔2009〕7号, art. 8 and 9.
 *
 * <p>The order of households does not matter, nor that of ballots whose times differ.
 */
public final class Tally {

  private final Poll poll;
  private final Sums sums = new Sums();
  private boolean consentMissing;

  private Tally(Poll poll) {
    this.poll = poll;
  }

  /** The result; the same for the same poll, always. */
  public static Result count(Poll poll) {
    var tally = new Tally(poll);
    tally.addUp();
    return tally.result();
  }

  private void addUp() {
    var keys = OwnerKeys.of(poll.roll(), poll.policy());
    var owners = Owner.all(poll, keys);
    var answers = new Answers(poll, keys, Proxies.of(poll, owners));
    for (var owner : owners) {
      var answer = answers.of(owner);
      if (owner.isAsked()) {
        sums.add(owner, answer);
      }
      if (owner.losesExclusivePart() && answer != Choice.FOR) {
        consentMissing = true;
      }
      if (owner.objects() && isAllTwoThirds()) {
        consentMissing = true;
      }
    }
    if (poll.policy().silence() == Policy.Silence.FOLLOW_MAJORITY && isDecidedByMajority()) {
      sums.attributeSilence();
    }
    if (poll.policy().invalid() == Policy.InvalidRule.AS_ABSTAIN) {
      sums.takeInvalidAsAbstaining();
    }
  }

  private boolean isAllTwoThirds() {
    return poll.policy().elevatorProfile() == Policy.ElevatorProfile.ALL_TWO_THIRDS;
  }

  private boolean isDecidedByMajority() {
    return switch (poll.matter().kind()) {
      case STATUTORY, ELEVATOR -> true;
      case UNANIMOUS, CONSULTATION -> false;
    };
  }

  private Result result() {
    var reason = reason();
    var asked = poll.matter().kind() == Kind.CONSULTATION;
    var passed = reason == Reason.PASSED;
    return new Result(
        sums.scope(),
        sums.participants(),
        sums.of(Choice.FOR),
        sums.of(Choice.AGAINST),
        sums.of(Choice.ABSTAIN),
        sums.attributed(),
        sums.of(Choice.INVALID).owners(),
        asked ? null : isQuorumMet(),
        asked ? null : passed,
        passed,
        reason);
  }

  private Reason reason() {
    if (isEmpty()) {
      return Reason.EMPTY_SCOPE;
    }
    return switch (poll.matter().kind()) {
      case CONSULTATION -> Reason.NOT_BINDING;
      case UNANIMOUS ->
          sums.of(Choice.FOR).equals(sums.scope()) ? Reason.PASSED : Reason.NOT_UNANIMOUS;
      case STATUTORY -> byMajority();
      case ELEVATOR -> {
        var majority = byMajority();
        yield majority == Reason.PASSED && consentMissing ? Reason.CONSENT_MISSING : majority;
      }
    };
  }

  private boolean isEmpty() {
    return sums.scope().area() == 0 || sums.scope().owners() == 0;
  }

  private boolean isQuorumMet() {
    if (isEmpty()) {
      return false;
    }
    if (poll.matter().kind() == Kind.UNANIMOUS) {
      return sums.participants().equals(sums.scope());
    }
    return enoughArea(TWO_THIRDS, sums.participants(), sums.scope())
        && enoughOwners(TWO_THIRDS, sums.participants(), sums.scope());
  }

  private Reason byMajority() {
    var participants = sums.participants();
    var scope = sums.scope();
    if (!isQuorumMet()) {
      return whichOf(
          enoughArea(TWO_THIRDS, participants, scope),
          enoughOwners(TWO_THIRDS, participants, scope),
          Reason.QUORUM_AREA_NOT_MET,
          Reason.QUORUM_OWNERS_NOT_MET,
          Reason.QUORUM_BOTH_NOT_MET);
    }
    var ofAll = poll.matter().kind() == Kind.ELEVATOR && isAllTwoThirds();
    var threshold = ofAll ? TWO_THIRDS : poll.matter().consent();
    var whole = ofAll ? scope : participants;
    var area = enoughArea(threshold, sums.of(Choice.FOR), whole);
    var owners = enoughOwners(threshold, sums.of(Choice.FOR), whole);
    if (area && owners) {
      return Reason.PASSED;
    }
    return whichOf(
        area,
        owners,
        Reason.FOR_AREA_NOT_ENOUGH,
        Reason.FOR_OWNERS_NOT_ENOUGH,
        Reason.FOR_BOTH_NOT_ENOUGH);
  }

  private static boolean enoughArea(Threshold threshold, Weight part, Weight whole) {
    return threshold.isMet(part.area(), whole.area());
  }

  private static boolean enoughOwners(Threshold threshold, Weight part, Weight whole) {
    return threshold.isMet(part.owners(), whole.owners());
  }

  private static Reason whichOf(
      boolean area, boolean owners, Reason areaShort, Reason ownersShort, Reason bothShort) {
    if (area) {
      return ownersShort;
    }
    return owners ? areaShort : bothShort;
  }
}
