package linli.bot.votes.tally;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import linli.bot.votes.tally.Ballot.Caster;
import linli.bot.votes.tally.Ballot.Origin;
import linli.bot.votes.tally.Household.Marks;
import linli.bot.votes.tally.Household.Status;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The owners for whom an agent may vote")
class ProxyLimitTest {

  private static final Instant OPENS = Instant.parse("2026-11-01T00:00:00Z");

  private static Ballot byAgent(String owner, int hour, Choice choice) {
    var at = OPENS.plus(Duration.ofHours(hour));
    return new Ballot(choice, at, at, Origin.ELECTRONIC, Caster.PROXY, "a1", owner, true, hour);
  }

  private static Household flat(String owner, Ballot... ballots) {
    return flat(owner, 9_000, ballots);
  }

  private static Household flat(String owner, long area, Ballot... ballots) {
    return new Household(
        "h-" + owner,
        "3",
        "1",
        List.of(owner),
        area,
        Status.DELIVERED,
        null,
        Marks.USUAL,
        List.of(ballots));
  }

  private static Result count(Household... flats) {
    var standard = Policy.standard();
    var one =
        new Policy(
            standard.silence(),
            standard.invalid(),
            standard.precedence(),
            standard.elevatorProfile(),
            1,
            standard.coOwnerKey(),
            standard.grace());
    var closes = OPENS.plus(Duration.ofDays(10));
    return Tally.count(new Poll(Matter.OTHER_MAJOR, Scope.estate(), one, closes, List.of(flats)));
  }

  @Test
  void are_those_for_whom_he_voted_first_also_where_he_voted_again_later() {
    var result =
        count(
            flat("p1", byAgent("p1", 1, Choice.FOR), byAgent("p1", 5, Choice.FOR)),
            flat("p2", byAgent("p2", 3, Choice.AGAINST)));

    assertThat(result.inFavour().owners()).isEqualTo(1);
    assertThat(result.against().owners()).isZero();
    assertThat(result.invalidOwners()).isEqualTo(1);
  }

  @Test
  void do_not_depend_on_the_order_in_which_his_ballots_stand_in_the_file() {
    var result =
        count(
            flat("p2", byAgent("p2", 3, Choice.AGAINST)),
            flat("p1", byAgent("p1", 5, Choice.FOR), byAgent("p1", 1, Choice.FOR)));

    assertThat(result.inFavour().owners()).isEqualTo(1);
    assertThat(result.against().owners()).isZero();
  }

  /** The one way in which a ballot in favour of an owner who was silent can lose a vote. */
  @Test
  void lose_the_later_one_to_an_earlier_one_also_where_both_are_in_favour() {
    var against = flat("p3", Ballot.of(Choice.AGAINST));
    var large = flat("p2", 20_000, byAgent("p2", 3, Choice.FOR));
    var also = flat("p4", Ballot.of(Choice.FOR));

    assertThat(count(flat("p1", 1_000), large, against, also).passed()).isTrue();
    assertThat(
            count(flat("p1", 1_000, byAgent("p1", 1, Choice.FOR)), large, against, also).passed())
        .isFalse();
  }
}
