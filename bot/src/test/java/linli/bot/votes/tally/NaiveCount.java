package linli.bot.votes.tally;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import linli.bot.votes.tally.Ballot.Caster;
import linli.bot.votes.tally.Ballot.Origin;
import linli.bot.votes.tally.Household.Status;
import linli.bot.votes.tally.Policy.CoOwnerKey;
import linli.bot.votes.tally.Policy.ElevatorProfile;
import linli.bot.votes.tally.Policy.InvalidRule;
import linli.bot.votes.tally.Policy.Precedence;
import linli.bot.votes.tally.Policy.Silence;

/**
 * The count once more, slowly, from the text of the law and of the rules that docs/votes.md states;
 * each step quotes what it follows. Nothing is added up on the way: every number of the result is
 * the area or the size of a <em>set of voters</em>, and each set is defined by the ballots alone.
 * So nothing here can depend on whether the silent, the invalid or the agents are looked at first.
 *
 * <p>What it shares with the count, and where both could be wrong together: the records that it
 * reads (a poll that was read wrongly from a file is wrong for both), the meaning of rules that no
 * law states (an owner's own ballot before his agent's, two different ballots at one time say
 * nothing, whom of the same instant an agent took first), and its writers, who read the same pages.
 * The worked cases of the law are the third opinion.
 */
final class NaiveCount {

  /** A fraction of two whole numbers, the lower one positive. */
  private record Fraction(BigInteger upper, BigInteger lower) implements Comparable<Fraction> {

    static Fraction of(long upper, long lower) {
      return new Fraction(BigInteger.valueOf(upper), BigInteger.valueOf(lower));
    }

    @Override
    public int compareTo(Fraction other) {
      return upper.multiply(other.lower).compareTo(other.upper.multiply(lower));
    }

    /** 以上: 民法典 1259, 包括本数. */
    boolean isAtLeast(Fraction other) {
      return compareTo(other) >= 0;
    }

    /** 过半数, 超过: 民法典 1259, 不包括本数. */
    boolean isMoreThan(Fraction other) {
      return compareTo(other) > 0;
    }
  }

  private static final Fraction TWO_THIRDS = Fraction.of(2, 3);
  private static final Fraction THREE_QUARTERS = Fraction.of(3, 4);
  private static final Fraction HALF = Fraction.of(1, 2);

  private static final Set<String> BY_THREE_QUARTERS =
      Set.of("raise_maintenance_fund", "rebuild", "change_common_use");

  /** One voter: his flats. */
  private record Voter(List<Household> flats) {

    Stream<Sheet> sheets() {
      return flats.stream().flatMap(flat -> flat.ballots().stream().map(b -> new Sheet(flat, b)));
    }

    String firstFlat() {
      return new TreeSet<>(flats.stream().map(Household::id).toList()).first();
    }
  }

  /** One ballot and the flat for which it was cast. */
  private record Sheet(Household flat, Ballot ballot) {}

  private final Poll poll;
  private final String matter;
  private final List<Household> roll;
  private final Set<String> sellers = new HashSet<>();
  private final List<Voter> voters;

  NaiveCount(Poll poll) {
    this.poll = poll;
    this.matter = poll.matter().code();
    // "Whether they are on the roll is decided at roll import (excludedFromRoll)."
    this.roll = poll.households().stream().filter(h -> !h.marks().excludedFromRoll()).toList();
    roll.stream().filter(h -> h.status() == Status.UNSOLD).forEach(h -> sellers.addAll(h.owners()));
    this.voters = voters();
  }

  // --- the sets
  // -----------------------------------------------------------------------------------

  Result count() {
    var circle = voters.stream().filter(voter -> voter.flats().stream().anyMatch(this::isAsked));
    var scope = circle.collect(Collectors.toCollection(LinkedHashSet::new));
    var choseFor = those(scope, "FOR");
    var choseAgainst = those(scope, "AGAINST");
    var choseAbstain = those(scope, "ABSTAIN");
    var unreadable = those(scope, "INVALID");
    var silent = those(scope, "SILENT");

    // "If on, an owner counts only with recorded service (served=true), and only if ONE option
    // strictly leads in area and in persons among the cast ballots (else silence adds nothing).
    // Never applies to 279 … or consultations."
    var followers =
        mayFollow()
            ? silent.stream().filter(this::wasServed).collect(Collectors.toSet())
            : Set.<Voter>of();
    var inFavour = with(choseFor, leads(choseFor, choseAgainst, choseAbstain), followers);
    var against = with(choseAgainst, leads(choseAgainst, choseFor, choseAbstain), followers);
    var abstaining = with(choseAbstain, leads(choseAbstain, choseFor, choseAgainst), followers);
    var attributed = inFavour.size() + against.size() + abstaining.size();
    attributed -= choseFor.size() + choseAgainst.size() + choseAbstain.size();

    // "AS_ABSTAIN where the rules say a wrongly marked ballot … counts as returned": it takes part
    // and consents to nothing. It chose nothing, so it is no option that anybody could follow.
    if (poll.policy().invalid() == InvalidRule.AS_ABSTAIN) {
      abstaining = with(abstaining, true, unreadable);
    }
    return decide(
        scope,
        List.of(inFavour, against, abstaining),
        attributed == 0 ? new Weight(0, 0) : weight(followers),
        unreadable.size());
  }

  private Set<Voter> those(Set<Voter> scope, String said) {
    return scope.stream().filter(v -> said(v).equals(said)).collect(Collectors.toSet());
  }

  private static Set<Voter> with(Set<Voter> some, boolean whether, Set<Voter> others) {
    var all = new HashSet<>(some);
    if (whether) {
      all.addAll(others);
    }
    return all;
  }

  private boolean leads(Set<Voter> one, Set<Voter> second, Set<Voter> third) {
    return Stream.of(second, third)
        .allMatch(other -> one.size() > other.size() && area(one) > area(other));
  }

  private boolean mayFollow() {
    return poll.policy().silence() == Silence.FOLLOW_MAJORITY
        && !matter.equals("consultation")
        && !matter.equals("residential_to_commercial");
  }

  private boolean wasServed(Voter voter) {
    return voter.flats().stream().anyMatch(flat -> isAsked(flat) && flat.marks().served());
  }

  /** "An owner with a unit inside and one outside counts once, with the inside area only." */
  private long area(Collection<Voter> some) {
    return some.stream()
        .flatMap(voter -> voter.flats().stream())
        .filter(this::isAsked)
        .mapToLong(Household::areaHundredths)
        .sum();
  }

  private Weight weight(Set<Voter> some) {
    return new Weight(area(some), some.size());
  }

  // --- the law
  // ------------------------------------------------------------------------------------

  private Result decide(
      Set<Voter> scope, List<Set<Voter>> said, Weight attributed, long unreadable) {
    var all = weight(scope);
    var yes = weight(said.get(0));
    var took = new HashSet<Voter>();
    said.forEach(took::addAll);
    var part = weight(took);
    var reason = reason(all, part, yes);
    var decides = !matter.equals("consultation");
    var passed = reason == Reason.PASSED;
    return new Result(
        all,
        part,
        yes,
        weight(said.get(1)),
        weight(said.get(2)),
        attributed,
        unreadable,
        decides ? isQuorum(all, part) : null,
        decides ? passed : null,
        passed,
        reason);
  }

  private boolean isQuorum(Weight all, Weight part) {
    if (isEmpty(all)) {
      return false;
    }
    // Of 279: everybody in the circle has answered.
    return matter.equals("residential_to_commercial")
        ? part.owners() == all.owners()
        // 278: 由专有部分面积占比三分之二以上的业主且人数占比三分之二以上的业主参与表决
        : Fraction.of(part.area(), all.area()).isAtLeast(TWO_THIRDS)
            && Fraction.of(part.owners(), all.owners()).isAtLeast(TWO_THIRDS);
  }

  private static boolean isEmpty(Weight all) {
    return all.area() == 0 || all.owners() == 0;
  }

  /** "Order: empty → quorum → majority → consent." */
  private Reason reason(Weight all, Weight part, Weight yes) {
    if (isEmpty(all)) {
      return Reason.EMPTY_SCOPE;
    }
    if (matter.equals("consultation")) {
      return Reason.NOT_BINDING;
    }
    if (matter.equals("residential_to_commercial")) {
      // 279: 应当经有利害关系的业主一致同意
      return yes.owners() == all.owners() ? Reason.PASSED : Reason.NOT_UNANIMOUS;
    }
    if (!isQuorum(all, part)) {
      return named(
          "QUORUM",
          Fraction.of(part.area(), all.area()).isAtLeast(TWO_THIRDS),
          Fraction.of(part.owners(), all.owners()).isAtLeast(TWO_THIRDS),
          "NOT_MET");
    }
    var whole = isOfAll() ? all : part;
    var area = isEnough(Fraction.of(yes.area(), whole.area()));
    var owners = isEnough(Fraction.of(yes.owners(), whole.owners()));
    if (!area || !owners) {
      return named("FOR", area, owners, "NOT_ENOUGH");
    }
    return matter.equals("elevator_retrofit") && isConsentMissing()
        ? Reason.CONSENT_MISSING
        : Reason.PASSED;
  }

  private static Reason named(String what, boolean area, boolean owners, String end) {
    var which = area ? "OWNERS" : owners ? "AREA" : "BOTH";
    return Reason.valueOf(what + "_" + which + "_" + end);
  }

  /** Jinan 2019, 7: "owners with ≥ 2/3 of the total area and ≥ 2/3 of all owners". */
  private boolean isOfAll() {
    return matter.equals("elevator_retrofit")
        && poll.policy().elevatorProfile() == ElevatorProfile.ALL_TWO_THIRDS;
  }

  private boolean isEnough(Fraction agreed) {
    if (isOfAll()) {
      return agreed.isAtLeast(TWO_THIRDS);
    }
    // 278: 决定前款第六项至第八项规定的事项, 应当经参与表决…四分之三以上的业主同意; a lift is 改建
    if (BY_THREE_QUARTERS.contains(matter) || matter.equals("elevator_retrofit")) {
      return agreed.isAtLeast(THREE_QUARTERS);
    }
    // 278: 决定前款其他事项, 应当经参与表决…过半数的业主同意
    return agreed.isMoreThan(HALF);
  }

  /**
   * "If the lift takes someone's exclusive part, that owner's own consent is required, whatever the
   * majority"; Jinan 11: "no open written objection".
   */
  private boolean isConsentMissing() {
    return voters.stream()
        .anyMatch(
            voter ->
                voter.flats().stream().anyMatch(flat -> flat.marks().exclusivePartOccupied())
                        && !said(voter).equals("FOR")
                    || isOfAll()
                        && voter.flats().stream().anyMatch(flat -> flat.marks().openObjection()));
  }

  /** "In 279 votes the applicant's own unit is not in the circle"; who proved harm is. */
  private boolean isAsked(Household flat) {
    var wanted = poll.scope();
    var inside =
        (wanted.building() == null || wanted.building().equals(flat.building()))
            && (wanted.unit() == null || wanted.unit().equals(flat.unit()));
    return matter.equals("residential_to_commercial")
        ? !flat.marks().applicant() && (inside || flat.marks().interested())
        : inside;
  }

  // --- who is one voter
  // ---------------------------------------------------------------------------

  /** Flats carry the number of the first flat of the same voter, until no number changes. */
  private List<Voter> voters() {
    var numbers = new int[roll.size()];
    for (var i = 0; i < numbers.length; i++) {
      numbers[i] = i;
    }
    for (var changed = true; changed; ) {
      changed = false;
      for (var i = 0; i < numbers.length; i++) {
        for (var j = 0; j < numbers.length; j++) {
          if (numbers[j] < numbers[i] && isSameVoters(roll.get(i), roll.get(j))) {
            numbers[i] = numbers[j];
            changed = true;
          }
        }
      }
    }
    var found = new ArrayList<Voter>();
    for (var number = 0; number < numbers.length; number++) {
      var flats = new ArrayList<Household>();
      for (var i = 0; i < numbers.length; i++) {
        if (numbers[i] == number) {
          flats.add(roll.get(i));
        }
      }
      if (!flats.isEmpty()) {
        found.add(new Voter(flats));
      }
    }
    return found;
  }

  /**
   * 法释〔2009〕7号, 9: 建设单位尚未出售和虽已出售但尚未交付的部分, 以及同一买受人拥有一个以上专有部分的, 按一人计算. Of a flat that was not handed
   * over the developer votes, not who bought it.
   */
  private boolean isSameVoters(Household one, Household other) {
    if (isOnlySellers(one) && isOnlySellers(other)) {
      return true;
    }
    if (poll.policy().coOwnerKey() == CoOwnerKey.SHARED) {
      return people(one).stream().anyMatch(people(other)::contains);
    }
    return people(one).equals(people(other));
  }

  private boolean isOnlySellers(Household flat) {
    return people(flat).equals(Set.of(DEVELOPER));
  }

  private static final String DEVELOPER = "the developer";

  /** Who owns it as a voter: whoever has flats for sale is the developer, wherever he owns. */
  private Set<String> people(Household flat) {
    return flat.status() == Status.DELIVERED
        ? flat.owners().stream().map(this::person).collect(Collectors.toSet())
        : Set.of(DEVELOPER);
  }

  private String person(String key) {
    return sellers.contains(key) ? DEVELOPER : key;
  }

  // --- what one voter said
  // ------------------------------------------------------------------------

  private String said(Voter voter) {
    var cast = voter.sheets().filter(sheet -> isBallot(sheet.ballot())).toList();
    if (cast.isEmpty()) {
      return "SILENT";
    }
    var readable =
        cast.stream()
            .filter(sheet -> sheet.ballot().choice() != Choice.INVALID)
            .filter(sheet -> !isBeyondLimit(voter, sheet.ballot()))
            .toList();
    // A consultation asks whoever lives there, "the owner's answer where he gives one".
    var ofOwners = readable.stream().filter(sheet -> !livesThere(sheet.ballot())).toList();
    var heard = ofOwners.isEmpty() ? readable : ofOwners;
    var answers = new HashSet<Choice>();
    voices(voter, heard).forEach(voice -> last(voice, heard).ifPresent(answers::add));
    // "A different ballot from another co-owner makes the owner's ballot CONFLICT (treated as
    // invalid) until they name a representative or vote alike."
    return answers.size() == 1 ? answers.iterator().next().name() : "INVALID";
  }

  private Set<String> voices(Voter voter, List<Sheet> heard) {
    var voices = heard.stream().map(this::voice).collect(Collectors.toSet());
    var named =
        voter.flats().stream()
            .map(Household::representative)
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
    if (named.size() == 1) {
      var speaks = person(named.iterator().next());
      if (voices.contains(speaks) && last(speaks, heard).isPresent()) {
        return Set.of(speaks);
      }
    }
    return voices;
  }

  /** Whose answer it is: an agent's is that of the owner for whom he cast it. */
  private String voice(Sheet sheet) {
    var ballot = sheet.ballot();
    if (livesThere(ballot)) {
      return "lives in " + Objects.requireNonNullElse(ballot.by(), sheet.flat().id());
    }
    if (sheet.flat().status() != Status.DELIVERED) {
      return DEVELOPER;
    }
    var key = ballot.caster() == Caster.PROXY ? ballot.proxyFor() : ballot.by();
    return person(key == null ? sheet.flat().owners().getFirst() : key);
  }

  private static boolean livesThere(Ballot ballot) {
    return ballot.caster() == Caster.TENANT || ballot.caster() == Caster.FAMILY;
  }

  /**
   * "Last valid one before closing wins"; the owner's own before his agent's, then the profile's
   * precedence. Two that differ at the same time say nothing.
   */
  private Optional<Choice> last(String voice, List<Sheet> heard) {
    var own = heard.stream().filter(s -> voice(s).equals(voice)).map(Sheet::ballot).toList();
    own = orAll(own, own.stream().filter(b -> b.caster() != Caster.PROXY).toList());
    if (poll.policy().precedence() == Precedence.ELECTRONIC_FIRST) {
      own = orAll(own, own.stream().filter(b -> b.origin() == Origin.ELECTRONIC).toList());
    }
    if (poll.policy().precedence() == Precedence.PAPER_FIRST) {
      own = orAll(own, own.stream().filter(b -> b.origin() == Origin.PAPER).toList());
    }
    var last = new ArrayList<>(own);
    for (var ballot : own) {
      last.removeIf(other -> isBefore(other, ballot));
    }
    var choices = last.stream().map(Ballot::choice).collect(Collectors.toSet());
    return choices.size() == 1 ? Optional.of(choices.iterator().next()) : Optional.empty();
  }

  private static List<Ballot> orAll(List<Ballot> all, List<Ballot> preferred) {
    return preferred.isEmpty() ? all : preferred;
  }

  /** A ballot without a time was cast before all others. */
  private static boolean isBefore(Ballot one, Ballot other) {
    if (one.at() == null || other.at() == null) {
      return one.at() == null && (other.at() != null || one.order() < other.order());
    }
    return one.at().isBefore(other.at())
        || one.at().equals(other.at()) && one.order() < other.order();
  }

  /** "closesAt is exclusive"; tenants, buyers, unverified accounts are "ignored (not invalid)". */
  private boolean isBallot(Ballot ballot) {
    if (poll.closesAt() != null && ballot.at() != null) {
      var end = poll.closesAt().plus(poll.policy().grace());
      var received = ballot.receivedAt() == null ? ballot.at() : ballot.receivedAt();
      if (!ballot.at().isBefore(poll.closesAt()) || !received.isBefore(end)) {
        return false;
      }
    }
    return switch (ballot.caster()) {
      case OWNER -> true;
      case PROXY -> ballot.authorised(); // "without a stored authorisation … not a ballot"
      case TENANT, FAMILY -> matter.equals("consultation");
      case BUYER, UNVERIFIED, BUILDING_HEAD -> false;
    };
  }

  // --- agents
  // -------------------------------------------------------------------------------------

  /** An agent casts for somebody. */
  private record Deed(Voter principal, Ballot ballot) {}

  /**
   * "Over the limit: the later ones (order of casting) are invalid." The agent's day is walked
   * through: whoever comes when he has as many principals as he may have is turned away.
   */
  private boolean isBeyondLimit(Voter voter, Ballot ballot) {
    var limit = poll.policy().proxyLimit();
    if (limit == null || ballot.caster() != Caster.PROXY) {
      return false;
    }
    var day = new ArrayList<Deed>();
    for (var principal : voters) {
      principal
          .sheets()
          .map(Sheet::ballot)
          .filter(b -> b.caster() == Caster.PROXY && b.by().equals(ballot.by()) && isBallot(b))
          .forEach(b -> day.add(new Deed(principal, b)));
    }
    day.sort(
        (one, other) ->
            isBefore(one.ballot(), other.ballot())
                ? -1
                : isBefore(other.ballot(), one.ballot())
                    ? 1
                    : Comparator.comparing(Voter::firstFlat)
                        .compare(one.principal(), other.principal()));
    var taken = new ArrayList<Voter>();
    for (var deed : day) {
      if (taken.size() < limit && taken.stream().noneMatch(v -> v == deed.principal())) {
        taken.add(deed.principal());
      }
    }
    return taken.stream().noneMatch(v -> v == voter);
  }
}
