package linli.bot.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import linli.bot.MovableClock;
import linli.bot.store.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An event that waits for a second opinion")
class OpinionHoldTest {

  private final MovableClock clock = new MovableClock(TestEvents.NOW);
  private final List<String> handled = new ArrayList<>();

  @BeforeEach
  void clean() {
    TestDatabase.clean();
  }

  private static void store(String id, String conversation, String hazard, Instant until) {
    var arrival =
        new Arrival(
            EventKey.of(TestEvents.CHANNEL, id),
            TestEvents.CHANNEL,
            TestEvents.message(id, conversation, id),
            TestEvents.NOW,
            hazard,
            null,
            false,
            until);
    new Arrivals(TestDatabase.pool()).insert(List.of(arrival));
  }

  private void process() {
    new Processing(
            TestDatabase.transactions(),
            clock,
            (tx, events) -> events.stream().map(event -> Optional.of("e1")).toList(),
            (tx, estate, received) -> {
              handled.add(received.event().id());
              return "noted";
            })
        .drain();
  }

  @Test
  void goes_on_when_its_time_is_over_though_nobody_took_care_of_it() {
    store("1", "g", null, TestEvents.NOW.plusSeconds(4));
    store("2", "g", null, null);
    store("3", "h", null, null);
    process();
    assertThat(handled).containsExactly("3");
    clock.forward(Duration.ofSeconds(5));
    process();
    assertThat(handled).containsExactly("3", "1", "2");
  }

  @Test
  void does_not_hold_up_a_danger_of_its_conversation() {
    store("1", "g", null, TestEvents.NOW.plusSeconds(4));
    store("2", "g", "gas", null);
    process();
    assertThat(handled).containsExactly("2");
  }
}
