package linli.bot.votes.tally;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import linli.bot.votes.tally.Ballot.Caster;
import linli.bot.votes.tally.Ballot.Origin;
import linli.bot.votes.tally.Household.Marks;
import linli.bot.votes.tally.Household.Status;

/** Random votes: small ones in which every rule meets every other, and ones on the boundary. */
final class Electorates {

  static final Instant OPENS = Instant.parse("2026-11-01T00:00:00Z");
  static final Instant CLOSES = OPENS.plus(Duration.ofMinutes(60));

  private static final long[] AREAS = {1, 2, 3, 4, 6, 9, 12, 8957, 9999, 10000, 10001};

  private final Random random;

  Electorates(long seed) {
    this.random = new Random(seed);
  }

  Poll next() {
    return random.nextInt(4) == 0 ? onTheBoundary() : small();
  }

  private Poll small() {
    var households = IntStream.range(0, 1 + random.nextInt(14)).mapToObj(this::household).toList();
    return new Poll(
        pick(Matter.values()),
        scope(),
        policy(),
        random.nextInt(3) == 0 ? null : CLOSES,
        households);
  }

  /** Participants, or those in favour, are exactly as many as needed, or 0.01 m² more or less. */
  Poll onTheBoundary() {
    var matter = pick(Matter.values());
    var off = random.nextInt(3) - 1;
    var third = 4 * (1 + random.nextInt(3));
    var households = new ArrayList<Household>();
    var atQuorum = random.nextBoolean();
    var inFavour = atQuorum ? 2 * third : 2 * third * pick(2, 3) / 4;
    for (var i = 0; i < 3 * third; i++) {
      var choice = i < inFavour ? Choice.FOR : i < 2 * third ? Choice.AGAINST : null;
      var changed = atQuorum ? i == 0 : i == inFavour - 1;
      households.add(single(i, changed ? 100 + off : 100, choice));
    }
    return new Poll(matter, Scope.estate(), Policy.standard(), null, households);
  }

  private static Household single(int index, long area, Choice choice) {
    return new Household(
        "h" + index,
        "7",
        "1",
        List.of("p" + index),
        area,
        Status.DELIVERED,
        null,
        Marks.USUAL,
        choice == null ? List.of() : List.of(Ballot.of(choice)));
  }

  private Scope scope() {
    return switch (random.nextInt(4)) {
      case 0 -> Scope.building("7");
      case 1 -> new Scope("7", "1");
      default -> Scope.estate();
    };
  }

  private Policy policy() {
    return new Policy(
        pick(Policy.Silence.values()),
        pick(Policy.InvalidRule.values()),
        pick(Policy.Precedence.values()),
        pick(Policy.ElevatorProfile.values()),
        random.nextBoolean() ? null : Integer.valueOf(random.nextInt(3)),
        pick(Policy.CoOwnerKey.values()),
        Duration.ofMinutes(random.nextInt(12)));
  }

  private Household household(int index) {
    var status = random.nextInt(8) == 0 ? pick(Status.values()) : Status.DELIVERED;
    var owners = status == Status.UNSOLD ? List.of("p0") : owners();
    return new Household(
        "h" + index,
        random.nextInt(5) == 0 ? "8" : "7",
        random.nextInt(5) == 0 ? "2" : "1",
        owners,
        AREAS[random.nextInt(AREAS.length)],
        status,
        random.nextInt(6) == 0 ? owners.get(random.nextInt(owners.size())) : null,
        new Marks(random.nextBoolean(), seldom(), seldom(), seldom(), seldom(), seldom()),
        ballots(owners));
  }

  private boolean seldom() {
    return random.nextInt(25) == 0;
  }

  private List<String> owners() {
    return random
        .ints(random.nextInt(4) == 0 ? 2 : 1, 0, 12)
        .mapToObj(i -> "p" + i)
        .distinct()
        .sorted()
        .toList();
  }

  private List<Ballot> ballots(List<String> owners) {
    var number = random.nextInt(4) == 0 ? 2 + random.nextInt(2) : random.nextInt(5) == 0 ? 0 : 1;
    return IntStream.range(0, number).mapToObj(order -> ballot(owners, order)).toList();
  }

  private Ballot ballot(List<String> owners, int order) {
    var caster = random.nextInt(4) == 0 ? pick(Caster.values()) : Caster.OWNER;
    var person = owners.get(random.nextInt(owners.size()));
    var at = random.nextInt(8) == 0 ? null : OPENS.plus(Duration.ofMinutes(random.nextInt(62)));
    return new Ballot(
        choice(),
        at,
        at == null || random.nextBoolean() ? null : at.plus(Duration.ofMinutes(random.nextInt(9))),
        pick(Origin.values()),
        caster,
        by(caster, person),
        caster == Caster.PROXY ? person : null,
        random.nextInt(4) > 0,
        random.nextBoolean() ? 0 : order);
  }

  private String by(Caster caster, String person) {
    return switch (caster) {
      case PROXY -> "agent" + random.nextInt(2);
      case OWNER -> person;
      case TENANT -> random.nextBoolean() ? null : "tenant" + random.nextInt(2);
      case FAMILY, BUYER, UNVERIFIED, BUILDING_HEAD -> null;
    };
  }

  private Choice choice() {
    return random.nextInt(3) > 0 ? Choice.FOR : pick(Choice.values());
  }

  private int pick(int one, int other) {
    return random.nextBoolean() ? one : other;
  }

  private <T> T pick(T[] values) {
    return values[random.nextInt(values.length)];
  }
}
