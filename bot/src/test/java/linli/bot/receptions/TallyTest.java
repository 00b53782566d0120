package linli.bot.receptions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import linli.bot.receptions.Entry.FollowUp;
import linli.bot.receptions.Entry.Outcome;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The numbers of a reception")
class TallyTest {

  private static final Instant NOW = Instant.parse("2026-12-15T12:30:00Z");

  @Test
  void balance_whatever_happened() {
    var seed = Long.getLong("linli.seed", new Random().nextLong());
    var random = new Random(seed);
    for (int round = 0; round < 2_000; round++) {
      var entries =
          IntStream.rangeClosed(1, random.nextInt(1, 50)).mapToObj(n -> any(random, n)).toList();
      var tally = Tally.of(entries, id -> id % 2 == 0);

      assertThat(tally.collected())
          .as("-Dlinli.seed=" + seed)
          .isEqualTo(tally.answered() + tally.settled() + tally.inWork())
          .isEqualTo(entries.stream().filter(Entry::counts).count());
      assertThat(List.of(tally.answered(), tally.settled(), tally.inWork()))
          .as("-Dlinli.seed=" + seed)
          .allMatch(n -> n >= 0);
    }
  }

  @Test
  void count_each_result_where_it_belongs() {
    var entries =
        List.of(
            entry(1, Outcome.ANSWERED, null, null, null),
            entry(2, Outcome.ANSWERED, null, null, FollowUp.DONE),
            entry(3, Outcome.ANSWERED, null, null, FollowUp.NOT_YET),
            entry(4, Outcome.ANSWERED, null, NOW, FollowUp.NOT_YET),
            entry(5, Outcome.CASE, 2L, null, null),
            entry(6, Outcome.CASE, 3L, null, null),
            entry(7, Outcome.MEETING, null, NOW, null),
            entry(8, Outcome.PROMISED, null, null, null),
            entry(9, Outcome.ABSENT, null, null, null),
            entry(10, null, null, null, null));
    assertThat(Tally.of(entries, id -> id == 2)).isEqualTo(new Tally(8, 2, 3, 3));
  }

  private static Entry any(Random random, int number) {
    var outcome = random.nextInt(6) == 5 ? null : Outcome.values()[random.nextInt(5)];
    var caseId = outcome == Outcome.CASE ? (Long) random.nextLong(1, 100) : null;
    var settled = outcome != null && random.nextInt(3) == 0 ? NOW : null;
    var followUp = random.nextBoolean() ? null : FollowUp.values()[random.nextInt(2)];
    return entry(number, outcome, caseId, settled, followUp);
  }

  private static Entry entry(
      int number, Outcome outcome, Long caseId, Instant settledAt, FollowUp followUp) {
    return new Entry(
        "e",
        1,
        number,
        false,
        null,
        null,
        null,
        null,
        null,
        false,
        null,
        null,
        null,
        null,
        outcome,
        null,
        caseId,
        outcome == Outcome.PROMISED ? LocalDate.parse("2026-12-20") : null,
        settledAt,
        followUp);
  }
}
