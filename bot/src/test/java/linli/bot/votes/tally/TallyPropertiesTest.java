package linli.bot.votes.tally;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import linli.bot.votes.tally.Ballot.Caster;
import linli.bot.votes.tally.Ballot.Origin;
import linli.bot.votes.tally.Household.Status;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * {@code mvn verify -pl bot -am -Pproof -Dtest=TallyPropertiesTest} tries 100,000 votes; {@code
 * -Dlinli.seed=…} repeats an earlier run.
 */
@DisplayName("The count of any vote")
class TallyPropertiesTest {

  private static final int VOTES = Boolean.getBoolean("linli.proof") ? 100_000 : 5_000;

  private final long seed = Long.getLong("linli.seed", System.nanoTime());
  private final Electorates electorates = new Electorates(seed);
  private final Random random = new Random(seed);

  private String about(int vote, Poll poll) {
    return "vote %d of -Dlinli.seed=%d: %s %s %s, closes %s, %s"
        .formatted(
            vote,
            seed,
            poll.matter(),
            poll.scope(),
            poll.policy(),
            poll.closesAt(),
            poll.households().stream().map(TallyPropertiesTest::line).toList());
  }

  private static String line(Household household) {
    return "\n%s %s-%s %s %d %s %s %s %s"
        .formatted(
            household.id(),
            household.building(),
            household.unit(),
            household.owners(),
            household.areaHundredths(),
            household.status(),
            household.representative(),
            household.marks(),
            household.ballots().stream().map(TallyPropertiesTest::line).toList());
  }

  private static String line(Ballot ballot) {
    return List.of(
            ballot.choice(),
            String.valueOf(ballot.at()),
            String.valueOf(ballot.receivedAt()),
            ballot.origin(),
            ballot.caster(),
            String.valueOf(ballot.by()),
            ballot.authorised(),
            ballot.order())
        .toString();
  }

  @Test
  void is_what_a_naive_count_from_the_text_of_the_law_comes_to() {
    Map<Reason, Integer> reasons = new EnumMap<>(Reason.class);
    for (var vote = 0; vote < VOTES; vote++) {
      var poll = electorates.next();
      var result = Tally.count(poll);
      assertThat(result).as(about(vote, poll)).isEqualTo(new NaiveCount(poll).count());
      reasons.merge(result.reason(), 1, Integer::sum);
    }
    assertThat(reasons).containsOnlyKeys(Reason.values());
    assertThat(reasons.values()).allMatch(times -> times >= VOTES / 1000);
  }

  @Test
  void is_the_same_on_both_sides_of_each_boundary() {
    var exact = 0;
    for (var vote = 0; vote < VOTES; vote++) {
      var poll = electorates.onTheBoundary();
      var result = Tally.count(poll);
      assertThat(result).as(about(vote, poll)).isEqualTo(new NaiveCount(poll).count());
      var twice = 2 * result.scope().area();
      if (3 * result.participants().area() == twice
          || 4 * result.inFavour().area() == 3 * result.participants().area()
          || 2 * result.inFavour().area() == result.participants().area()) {
        exact++;
      }
    }
    assertThat(exact).isGreaterThan(VOTES / 5);
  }

  @Test
  void does_not_depend_on_the_order_of_households_or_ballots() {
    for (var vote = 0; vote < VOTES; vote++) {
      var poll = electorates.next();
      var shuffled = new ArrayList<>(poll.households().stream().map(this::shuffled).toList());
      Collections.shuffle(shuffled, random);
      assertThat(Tally.count(with(poll, shuffled)))
          .as(about(vote, poll))
          .isEqualTo(Tally.count(poll));
    }
  }

  private Household shuffled(Household household) {
    var ballots = new ArrayList<>(household.ballots());
    Collections.shuffle(ballots, random);
    return with(household, ballots);
  }

  private static Poll with(Poll poll, List<Household> households) {
    return new Poll(poll.matter(), poll.scope(), poll.policy(), poll.closesAt(), households);
  }

  private static Household with(Household household, List<Ballot> ballots) {
    return new Household(
        household.id(),
        household.building(),
        household.unit(),
        household.owners(),
        household.areaHundredths(),
        household.status(),
        household.representative(),
        household.marks(),
        ballots);
  }

  /**
   * The one rule by which it does: where an invalid answer does not take part, a co-owner's "for"
   * beside another co-owner's different ballot takes their household out of the participants, and
   * the quorum may be lost. Nothing else is: those who are silent follow what was chosen, and what
   * is invalid chose nothing.
   */
  @Test
  void never_turns_from_passed_to_failed_by_one_more_ballot_in_favour_unless_co_owners_differ() {
    for (var vote = 0; vote < VOTES; vote++) {
      var poll = electorates.next();
      var before = Tally.count(poll);
      if (!Boolean.TRUE.equals(before.passed())) {
        continue;
      }
      var more = oneMoreInFavour(poll);
      var after = Tally.count(more);
      if (!after.passed()) {
        assertThat(after.reason().name()).as(about(vote, more)).startsWith("QUORUM_");
        assertThat(poll.policy().invalid()).isEqualTo(Policy.InvalidRule.NOT_PARTICIPATING);
        assertThat(after.invalidOwners()).isEqualTo(before.invalidOwners() + 1);
      }
    }
  }

  private Poll oneMoreInFavour(Poll poll) {
    var households = new ArrayList<>(poll.households());
    var index = random.nextInt(households.size());
    var household = households.get(index);
    var ballots = new ArrayList<>(household.ballots());
    var by = household.owners().get(random.nextInt(household.owners().size()));
    var last = Electorates.CLOSES.minus(Duration.ofMillis(1));
    ballots.add(
        new Ballot(Choice.FOR, last, null, Origin.ELECTRONIC, Caster.OWNER, by, null, false, 0));
    households.set(index, with(household, ballots));
    return with(poll, households);
  }

  @Test
  void loses_the_quorum_when_a_co_owner_says_something_else() {
    var alone = household("h1", List.of("a"), "a", Choice.FOR);
    var other = household("h2", List.of("b"), "b", Choice.FOR);
    var together = household("h3", List.of("c", "d"), "c", Choice.AGAINST);
    var silent = household("h4", List.of("e"), null, null);
    var poll =
        new Poll(
            Matter.CHARTER,
            Scope.estate(),
            Policy.standard(),
            null,
            List.of(alone, other, together, silent));
    var differing = with(together, List.of(together.ballots().getFirst(), ballot("d", Choice.FOR)));

    assertThat(Tally.count(poll).reason()).isEqualTo(Reason.PASSED);
    assertThat(Tally.count(with(poll, List.of(alone, other, differing, silent))).reason())
        .isEqualTo(Reason.QUORUM_BOTH_NOT_MET);
  }

  /**
   * Four for, four against, three silent and served. Then the co-owners of those against say "for":
   * their four households are invalid and count as abstaining, and the silent follow the four for,
   * the only option that anybody chose. Four invalid answers beside four in favour are no tie.
   */
  @Test
  void lets_nobody_follow_what_is_invalid_where_that_counts_as_abstaining() {
    var households = new ArrayList<Household>();
    for (var i = 0; i < 4; i++) {
      households.add(household("for" + i, List.of("f" + i), "f" + i, Choice.FOR));
    }
    for (var i = 0; i < 4; i++) {
      var owners = List.of("a" + i, "b" + i);
      households.add(household("against" + i, owners, "a" + i, Choice.AGAINST));
    }
    for (var i = 0; i < 3; i++) {
      households.add(household("silent" + i, List.of("s" + i), null, null));
    }
    var differing = new ArrayList<>(households);
    for (var i = 4; i < 8; i++) {
      var ballots = new ArrayList<>(households.get(i).ballots());
      ballots.add(ballot("b" + (i - 4), Choice.FOR));
      differing.set(i, with(households.get(i), ballots));
    }
    var policy =
        new Policy(
            Policy.Silence.FOLLOW_MAJORITY,
            Policy.InvalidRule.AS_ABSTAIN,
            Policy.Precedence.LAST_VALID,
            Policy.ElevatorProfile.CIVIL_CODE,
            null,
            Policy.CoOwnerKey.EXACT,
            Duration.ZERO);
    var poll = new Poll(Matter.CHARTER, Scope.estate(), policy, null, differing);

    var result = Tally.count(poll);

    assertThat(result.invalidOwners()).isEqualTo(4);
    assertThat(result.abstaining().owners()).isEqualTo(4);
    assertThat(result.attributed().owners()).isEqualTo(3);
    assertThat(result.inFavour().owners()).isEqualTo(7);
    assertThat(result.reason()).isEqualTo(Reason.PASSED);
    assertThat(Tally.count(with(poll, households)).reason())
        .as("four against four: nobody leads, nothing is attributed")
        .isEqualTo(Reason.FOR_BOTH_NOT_ENOUGH);
  }

  private static Household household(String id, List<String> owners, String by, Choice choice) {
    return new Household(
        id,
        "7",
        "1",
        owners,
        100,
        Status.DELIVERED,
        null,
        Household.Marks.USUAL,
        choice == null ? List.of() : List.of(ballot(by, choice)));
  }

  private static Ballot ballot(String by, Choice choice) {
    return new Ballot(choice, null, null, Origin.ELECTRONIC, Caster.OWNER, by, null, false, 0);
  }
}
