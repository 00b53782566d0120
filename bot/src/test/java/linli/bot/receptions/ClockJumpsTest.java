package linli.bot.receptions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.StreamSupport;
import linli.bot.Features;
import linli.bot.channels.Channel;
import linli.bot.channels.Channels;
import linli.bot.due.DueWork;
import linli.bot.due.MovableClock;
import linli.bot.due.TimeMachine;
import linli.bot.estates.EstateFile;
import linli.bot.outbox.Backoff;
import linli.bot.outbox.Outbox;
import linli.bot.speech.ChinaTime;
import linli.bot.store.TestDatabase;
import linli.schedules.WorkCalendar;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Days around a leap day in an estate that receives on the 5th, 15th and 25th, by a clock that does
 * not run straight; with {@code -Pproof} ten weeks over the end of a year, again and again.
 *
 * <p>{@code -Dlinli.seed=…} repeats the jumps of an earlier run.
 */
@DisplayName("A clock that jumps")
class ClockJumpsTest {

  private static final boolean PROOF = Boolean.getBoolean("linli.proof");
  private static final int RUNS = PROOF ? 40 : 1;
  private static final Instant BEGIN = at(PROOF ? "2027-12-28T09:00" : "2028-02-20T09:00");
  private static final Instant END = at("2028-03-07T12:00");
  private static final Features.Knowledge KNOWLEDGE =
      Features.Knowledge.load(WorkCalendar::shipped);

  private final long seed = Long.getLong("linli.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private MovableClock clock;
  private DueWork due;

  @BeforeEach
  void begin() {
    TestDatabase.clean();
    clock = new MovableClock(() -> BEGIN, Duration.ZERO);
    start().importEstate(TestDatabase.transactions(), EstateFile.shippedDemo(), "webhook");
    start();
    due.runDue(BEGIN);
  }

  /** The program starts anew: nothing of what happens later is in its memory. */
  private Features start() {
    due = new DueWork(TestDatabase.pool(), TestDatabase.transactions(), clock);
    var channels = new Channels(List.of(new Channel("webhook", null, null, null, 1)));
    var outbox = new Outbox(TestDatabase.pool(), channels, clock, new Backoff(new Random(1)));
    var features = new Features(KNOWLEDGE, outbox, due, Map.of(), false, clock);
    features.loadEstates(TestDatabase.pool());
    return features;
  }

  private static Instant at(String local) {
    return OffsetDateTime.parse(local + ":00+08:00").toInstant();
  }

  private static List<String> read(String sql) {
    var rows = TestDatabase.pool().query(sql).execute().await();
    return StreamSupport.stream(rows.spliterator(), false).map(row -> row.getString(0)).toList();
  }

  /** On which day whom what was said. */
  private static List<String> said() {
    return read(
        """
        select (created_at at time zone 'Asia/Shanghai')::date || ' ' || conversation || ' ' || text
        from outbox order by 1
        """);
  }

  private List<String> saidByAClockThatRunsStraight() {
    new TimeMachine(clock, due).advanceTo(END);
    var said = said();
    begin();
    return said;
  }

  @Test
  void by_minutes_back_and_forth_changes_nothing_that_is_said() {
    var straight = saidByAClockThatRunsStraight();
    assertThat(straight).hasSizeGreaterThan(20).doesNotHaveDuplicates();
    for (var run = 0; run < RUNS; run++) {
      begin();
      while (clock.instant().isBefore(END)) {
        var back = Duration.ofSeconds(random.nextInt(240));
        var forth = back.plusSeconds(60 + random.nextInt(240));
        clock.moveTo(clock.instant().minus(back)); // an NTP step
        due.runDue(clock.instant());
        clock.moveTo(earliest(clock.instant().plus(forth), next(), END));
        due.runDue(clock.instant());
        if (random.nextInt(50) == 0) {
          start();
        }
      }
      assertThat(said()).as("seed " + seed).isEqualTo(straight);
    }
  }

  /** Nothing happens before it: the clock may run there in one go. */
  private Instant next() {
    return due.nextDue(END).orElse(END).plusSeconds(random.nextInt(180));
  }

  private static Instant earliest(Instant step, Instant due, Instant end) {
    var target = step.isAfter(due) ? step : due;
    return target.isAfter(end) ? end : target;
  }

  @Test
  void by_hours_and_days_says_nothing_twice_and_nothing_at_night_and_forgets_no_day() {
    for (var run = 0; run < RUNS; run++) {
      begin();
      while (clock.instant().isBefore(END)) {
        if (random.nextInt(4) == 0) {
          clock.moveTo(clock.instant().minus(Duration.ofMinutes(random.nextInt(300))));
        } else { // a machine that was suspended
          clock.moveTo(clock.instant().plus(Duration.ofMinutes(random.nextInt(36 * 60))));
        }
        if (random.nextInt(5) == 0) {
          start();
        }
        due.runDue(clock.instant());
      }
      assertThat(said()).as("seed " + seed).doesNotHaveDuplicates();
      assertThat(read(AT_NIGHT)).as("seed " + seed).isEmpty();
      assertThat(read("select nominal_on::text from reception order by 1"))
          .as("seed " + seed)
          .containsAll(fixedDays())
          .doesNotHaveDuplicates();
      assertThat(read("select kind from due_work where parked_at is not null")).isEmpty();
      assertThat(due.nextDue(clock.instant())).as("seed " + seed).isEmpty();
    }
  }

  private static List<String> fixedDays() {
    return ChinaTime.date(BEGIN)
        .datesUntil(ChinaTime.date(END))
        .filter(day -> Set.of(5, 15, 25).contains(day.getDayOfMonth()))
        .map(LocalDate::toString)
        .toList();
  }

  private static final String AT_NIGHT =
      """
      select text from outbox
      where conversation_type = 'group'
        and (created_at at time zone 'Asia/Shanghai')::time not between '08:00' and '20:59:59'
      """;
}
