package linli.bot.votes.tally;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import linli.bot.votes.tally.Ballot.Caster;
import linli.bot.votes.tally.Ballot.Origin;
import linli.bot.votes.tally.Household.Status;
import linli.bot.votes.tally.Policy.CoOwnerKey;
import linli.bot.votes.tally.Policy.ElevatorProfile;
import linli.bot.votes.tally.Policy.InvalidRule;
import linli.bot.votes.tally.Policy.Precedence;
import linli.bot.votes.tally.Policy.Silence;

/**
 * The count once more, written from the text of the law, slowly and without any part of the
 * product's own: it reads the poll and compares fractions.
 */
final class NaiveCount {

  /** A fraction of two whole numbers, the lower one positive. */
  private record Fraction(BigInteger upper, BigInteger lower) implements Comparable<Fraction> {

    static Fraction of(BigInteger upper, BigInteger lower) {
      var common = upper.gcd(lower);
      return new Fraction(upper.divide(common), lower.divide(common));
    }

    static Fraction of(long upper, long lower) {
      return of(BigInteger.valueOf(upper), BigInteger.valueOf(lower));
    }

    @Override
    public int compareTo(Fraction other) {
      return upper.multiply(other.lower).compareTo(other.upper.multiply(lower));
    }
  }

  private static final String NOTHING = "nothing";

  private final Poll poll;
  private final List<Household> roll;

  NaiveCount(Poll poll) {
    this.poll = poll;
    this.roll = poll.households().stream().filter(h -> !h.marks().excludedFromRoll()).toList();
  }

  Result count() {
    var people = people();
    var area = new HashMap<String, Long>();
    var number = new HashMap<String, Long>();
    var silentArea = 0L;
    var silentOwners = 0L;
    var consent = true;
    for (var person : people) {
      var said = answer(person, people);
      if (person.stream().anyMatch(h -> h.marks().exclusivePartOccupied()) && !said.equals("FOR")) {
        consent = false;
      }
      if (poll.policy().elevatorProfile() == ElevatorProfile.ALL_TWO_THIRDS
          && person.stream().anyMatch(h -> h.marks().openObjection())) {
        consent = false;
      }
      var voting = person.stream().filter(this::isInTheCircle).toList();
      if (!voting.isEmpty()) {
        var square = voting.stream().mapToLong(Household::areaHundredths).sum();
        area.merge("ALL", square, Long::sum);
        number.merge("ALL", 1L, Long::sum);
        area.merge(said, square, Long::sum);
        number.merge(said, 1L, Long::sum);
        if (said.equals(NOTHING) && voting.stream().anyMatch(h -> h.marks().served())) {
          silentArea += square;
          silentOwners++;
        }
      }
    }
    var invalid = number.getOrDefault("INVALID", 0L);
    var attributed = new Weight(0, 0);
    var kind = poll.matter().kind();
    if (poll.policy().silence() == Silence.FOLLOW_MAJORITY
        && (kind == Kind.STATUTORY || kind == Kind.ELEVATOR)) {
      for (var option : List.of("FOR", "AGAINST", "ABSTAIN")) {
        if (leads(option, area) && leads(option, number)) {
          area.merge(option, silentArea, Long::sum);
          number.merge(option, silentOwners, Long::sum);
          attributed = new Weight(silentArea, silentOwners);
          break;
        }
      }
    }
    if (poll.policy().invalid() == InvalidRule.AS_ABSTAIN && invalid > 0) {
      area.merge("ABSTAIN", area.get("INVALID"), Long::sum);
      number.merge("ABSTAIN", invalid, Long::sum);
    }
    return decide(area, number, attributed, invalid, consent);
  }

  private static boolean leads(String option, Map<String, Long> sums) {
    var own = sums.getOrDefault(option, 0L);
    return List.of("FOR", "AGAINST", "ABSTAIN").stream()
        .filter(other -> !other.equals(option))
        .allMatch(other -> own > sums.getOrDefault(other, 0L));
  }

  private Result decide(
      Map<String, Long> area,
      Map<String, Long> number,
      Weight attributed,
      long invalid,
      boolean consent) {
    var scope = weight("ALL", area, number);
    var yes = weight("FOR", area, number);
    var no = weight("AGAINST", area, number);
    var neither = weight("ABSTAIN", area, number);
    var participants =
        new Weight(
            yes.area() + no.area() + neither.area(), yes.owners() + no.owners() + neither.owners());
    Boolean quorum = null;
    Boolean passed = null;
    Reason reason;
    var empty = scope.area() == 0 || scope.owners() == 0;
    switch (poll.matter().code()) {
      case "consultation" -> reason = empty ? Reason.EMPTY_SCOPE : Reason.NOT_BINDING;
      case "residential_to_commercial" -> {
        // 279: 应当经有利害关系的业主一致同意
        quorum = !empty && participants.owners() == scope.owners();
        reason =
            empty
                ? Reason.EMPTY_SCOPE
                : yes.owners() == scope.owners() ? Reason.PASSED : Reason.NOT_UNANIMOUS;
        passed = reason == Reason.PASSED;
      }
      default -> {
        if (empty) {
          quorum = false;
          reason = Reason.EMPTY_SCOPE;
        } else {
          // 278: 专有部分面积占比三分之二以上的业主且人数占比三分之二以上的业主参与表决
          var twoThirds = Fraction.of(2, 3);
          var areaThere = Fraction.of(participants.area(), scope.area()).compareTo(twoThirds) >= 0;
          var ownersThere =
              Fraction.of(participants.owners(), scope.owners()).compareTo(twoThirds) >= 0;
          quorum = areaThere && ownersThere;
          reason = quorum ? majority(scope, participants, yes) : missing(areaThere, ownersThere);
          if (reason == Reason.PASSED
              && poll.matter().code().equals("elevator_retrofit")
              && !consent) {
            reason = Reason.CONSENT_MISSING;
          }
        }
        passed = reason == Reason.PASSED;
      }
    }
    return new Result(
        scope,
        participants,
        yes,
        no,
        neither,
        attributed,
        invalid,
        quorum,
        passed,
        passed != null && passed,
        reason);
  }

  private static Weight weight(String said, Map<String, Long> area, Map<String, Long> number) {
    return new Weight(area.getOrDefault(said, 0L), number.getOrDefault(said, 0L));
  }

  private static Reason missing(boolean area, boolean owners) {
    return area
        ? Reason.QUORUM_OWNERS_NOT_MET
        : owners ? Reason.QUORUM_AREA_NOT_MET : Reason.QUORUM_BOTH_NOT_MET;
  }

  private Reason majority(Weight scope, Weight participants, Weight yes) {
    boolean area;
    boolean owners;
    var ofParticipantsArea = Fraction.of(yes.area(), participants.area());
    var ofParticipantsOwners = Fraction.of(yes.owners(), participants.owners());
    switch (poll.matter().code()) {
      // 278: 决定前款第六项至第八项规定的事项,应当经参与表决专有部分面积四分之三以上…
      case "raise_maintenance_fund", "rebuild", "change_common_use" -> {
        area = ofParticipantsArea.compareTo(Fraction.of(3, 4)) >= 0;
        owners = ofParticipantsOwners.compareTo(Fraction.of(3, 4)) >= 0;
      }
      case "elevator_retrofit" -> {
        if (poll.policy().elevatorProfile() == ElevatorProfile.ALL_TWO_THIRDS) {
          area = Fraction.of(yes.area(), scope.area()).compareTo(Fraction.of(2, 3)) >= 0;
          owners = Fraction.of(yes.owners(), scope.owners()).compareTo(Fraction.of(2, 3)) >= 0;
        } else {
          area = ofParticipantsArea.compareTo(Fraction.of(3, 4)) >= 0;
          owners = ofParticipantsOwners.compareTo(Fraction.of(3, 4)) >= 0;
        }
      }
      // 278: 决定前款其他事项,应当经参与表决专有部分面积过半数的业主且参与表决人数过半数的业主同意
      default -> {
        area = ofParticipantsArea.compareTo(Fraction.of(1, 2)) > 0;
        owners = ofParticipantsOwners.compareTo(Fraction.of(1, 2)) > 0;
      }
    }
    if (area && owners) {
      return Reason.PASSED;
    }
    return area
        ? Reason.FOR_OWNERS_NOT_ENOUGH
        : owners ? Reason.FOR_AREA_NOT_ENOUGH : Reason.FOR_BOTH_NOT_ENOUGH;
  }

  private boolean isInTheCircle(Household household) {
    var scope = poll.scope();
    var inside =
        scope.building() == null
            || scope.building().equals(household.building())
                && (scope.unit() == null || scope.unit().equals(household.unit()));
    if (poll.matter() != Matter.RESIDENTIAL_TO_COMMERCIAL) {
      return inside;
    }
    return !household.marks().applicant() && (inside || household.marks().interested());
  }

  /**
   * Households of one voter, found by joining any two that have the same one until nothing moves.
   */
  private List<List<Household>> people() {
    var groups = new ArrayList<List<Household>>();
    roll.forEach(household -> groups.add(new ArrayList<>(List.of(household))));
    for (var moved = true; moved; ) {
      moved = false;
      for (var i = 0; i < groups.size(); i++) {
        for (var j = groups.size() - 1; j > i; j--) {
          if (haveSameVoter(groups.get(i), groups.get(j))) {
            groups.get(i).addAll(groups.remove(j));
            moved = true;
          }
        }
      }
    }
    return groups;
  }

  private boolean haveSameVoter(List<Household> some, List<Household> others) {
    return some.stream()
        .anyMatch(one -> others.stream().anyMatch(other -> haveSameVoter(one, other)));
  }

  private boolean haveSameVoter(Household one, Household other) {
    if (isDevelopers(one) || isDevelopers(other)) {
      return isDevelopers(one) && isDevelopers(other);
    }
    if (poll.policy().coOwnerKey() == CoOwnerKey.SHARED) {
      return one.owners().stream().anyMatch(other.owners()::contains);
    }
    return one.owners().equals(other.owners());
  }

  private boolean isDevelopers(Household household) {
    return household.status() != Status.DELIVERED || belongToDeveloper(household.owners());
  }

  private boolean belongToDeveloper(List<String> owners) {
    var names = new HashSet<String>();
    roll.stream().filter(h -> h.status() == Status.UNSOLD).forEach(h -> names.addAll(h.owners()));
    if (poll.policy().coOwnerKey() == CoOwnerKey.EXACT) {
      return names.containsAll(owners);
    }
    var known = new HashSet<String>();
    while (known.addAll(names)) {
      for (var household : roll) {
        if (household.status() == Status.DELIVERED
            && household.owners().stream().anyMatch(known::contains)) {
          names.addAll(household.owners());
        }
      }
    }
    return owners.stream().anyMatch(names::contains);
  }

  private record Said(Household household, Ballot ballot) {}

  private List<Said> ballots(List<Household> person) {
    var ballots = new ArrayList<Said>();
    person.forEach(h -> h.ballots().forEach(b -> ballots.add(new Said(h, b))));
    ballots.removeIf(said -> !isBallot(said.ballot()));
    return ballots;
  }

  private boolean isBallot(Ballot ballot) {
    if (poll.closesAt() != null && ballot.at() != null) {
      var arrived = ballot.receivedAt() == null ? ballot.at() : ballot.receivedAt();
      if (ballot.at().compareTo(poll.closesAt()) >= 0
          || arrived.compareTo(poll.closesAt().plus(poll.policy().grace())) >= 0) {
        return false;
      }
    }
    var consultation = poll.matter() == Matter.CONSULTATION;
    return ballot.caster() == Caster.OWNER
        || ballot.caster() == Caster.PROXY && ballot.authorised()
        || consultation && (ballot.caster() == Caster.TENANT || ballot.caster() == Caster.FAMILY);
  }

  private String answer(List<Household> person, List<List<Household>> people) {
    var ballots = ballots(person);
    if (ballots.isEmpty()) {
      return NOTHING;
    }
    ballots.removeIf(
        said -> said.ballot().choice() == Choice.INVALID || isTooMany(said, person, people));
    if (ballots.stream().anyMatch(said -> isOfOwner(said.ballot()))) {
      ballots.removeIf(said -> !isOfOwner(said.ballot()));
    }
    Set<String> voices = new TreeSet<>();
    ballots.forEach(said -> voices.add(voice(said)));
    var named = new HashSet<String>();
    person.forEach(h -> named.add(h.representative()));
    named.remove(null);
    if (named.size() == 1) {
      var answers = new HashSet<String>(of(named.iterator().next(), ballots));
      if (answers.size() == 1) {
        return answers.iterator().next();
      }
    }
    var all = new HashSet<String>();
    for (var voice : voices) {
      var answers = of(voice, ballots);
      if (answers.size() == 1) {
        all.addAll(answers);
      }
    }
    return all.size() == 1 ? all.iterator().next() : "INVALID";
  }

  private static boolean isOfOwner(Ballot ballot) {
    return ballot.caster() == Caster.OWNER || ballot.caster() == Caster.PROXY;
  }

  private static String voice(Said said) {
    var ballot = said.ballot();
    if (!isOfOwner(ballot)) {
      return "r:" + Objects.requireNonNullElse(ballot.by(), said.household().id());
    }
    if (said.household().status() != Status.DELIVERED) {
      return "developer";
    }
    var person = ballot.caster() == Caster.PROXY ? ballot.proxyFor() : ballot.by();
    return Objects.requireNonNullElse(person, said.household().owners().get(0));
  }

  /** The answers of one voice's last ballots: one, or several that contradict each other. */
  private Set<String> of(String voice, List<Said> ballots) {
    var own = new ArrayList<Ballot>();
    ballots.stream().filter(said -> voice(said).equals(voice)).forEach(s -> own.add(s.ballot()));
    if (own.stream().anyMatch(ballot -> ballot.caster() != Caster.PROXY)) {
      own.removeIf(ballot -> ballot.caster() == Caster.PROXY);
    }
    if (poll.policy().precedence() != Precedence.LAST_VALID) {
      var first =
          poll.policy().precedence() == Precedence.PAPER_FIRST ? Origin.PAPER : Origin.ELECTRONIC;
      if (own.stream().anyMatch(ballot -> ballot.origin() == first)) {
        own.removeIf(ballot -> ballot.origin() != first);
      }
    }
    var answers = new HashSet<String>();
    for (var ballot : own) {
      if (own.stream().noneMatch(other -> isLater(other, ballot))) {
        answers.add(ballot.choice().name());
      }
    }
    return answers;
  }

  private static boolean isLater(Ballot one, Ballot other) {
    if (Objects.equals(one.at(), other.at())) {
      return one.order() > other.order();
    }
    return other.at() == null || one.at() != null && one.at().isAfter(other.at());
  }

  /** Whether so many owners were before this one with the same agent that the limit is reached. */
  private boolean isTooMany(Said said, List<Household> person, List<List<Household>> people) {
    if (said.ballot().caster() != Caster.PROXY || poll.policy().proxyLimit() == null) {
      return false;
    }
    var agent = said.ballot().by();
    var own = first(agent, person);
    var before = 0;
    for (var other : people) {
      var theirs = other == person ? null : first(agent, other);
      if (theirs != null
          && (isLater(own, theirs)
              || !isLater(theirs, own) && first(other).compareTo(first(person)) < 0)) {
        before++;
      }
    }
    return before >= poll.policy().proxyLimit();
  }

  private static String first(List<Household> person) {
    return person.stream().map(Household::id).sorted().findFirst().orElseThrow();
  }

  private Ballot first(String agent, List<Household> person) {
    Ballot first = null;
    for (var said : ballots(person)) {
      var ballot = said.ballot();
      if (ballot.caster() == Caster.PROXY
          && ballot.by().equals(agent)
          && (first == null || isLater(first, ballot))) {
        first = ballot;
      }
    }
    return first;
  }
}
