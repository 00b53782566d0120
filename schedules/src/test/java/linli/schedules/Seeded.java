package linli.schedules;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Arbitrary values from a seed. A failure names its seed; {@code -Dlinli.seed=N} plays it again.
 */
final class Seeded {

  private static final int ROUNDS = 2_000;
  private static final Instant FIRST = Instant.parse("2024-12-20T00:00:00Z");
  private static final Instant LAST = Instant.parse("2028-03-10T00:00:00Z");

  private Seeded() {}

  static void always(Consumer<Random> property) {
    var given = Long.getLong("linli.seed");
    if (given != null) {
      property.accept(new Random(given));
      return;
    }
    var seeds = new Random();
    for (int round = 0; round < ROUNDS; round++) {
      check(property, seeds.nextLong());
    }
  }

  private static void check(Consumer<Random> property, long seed) {
    try {
      property.accept(new Random(seed));
    } catch (AssertionError | RuntimeException failed) {
      throw new AssertionError("failed with -Dlinli.seed=" + seed, failed);
    }
  }

  /** Often just at an edge of the working day or of the day, where mistakes live. */
  static Instant instant(Random random) {
    var any = Instant.ofEpochSecond(random.nextLong(FIRST.getEpochSecond(), LAST.getEpochSecond()));
    if (random.nextBoolean()) {
      return any;
    }
    var edges = List.of("00:00:00", "08:30:00", "17:30:00", "08:29:59", "17:29:59", "23:59:59");
    var date = any.atZone(WorkCalendar.ZONE).toLocalDate();
    var edge = edges.get(random.nextInt(edges.size()));
    return Instant.parse(date + "T" + edge + "+08:00");
  }

  static Duration duration(Random random) {
    return random.nextBoolean()
        ? Duration.ofHours(random.nextLong(1, 200))
        : Duration.ofSeconds(random.nextLong(1, 400_000));
  }

  static TimeLimit limit(Random random) {
    return switch (random.nextInt(3)) {
      case 0 -> new TimeLimit.AroundTheClock(duration(random));
      case 1 -> new TimeLimit.WorkingHours(duration(random));
      default -> new TimeLimit.WorkingDays(random.nextInt(1, 31));
    };
  }
}
