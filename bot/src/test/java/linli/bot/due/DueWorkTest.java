package linli.bot.due;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import linli.bot.MovableClock;
import linli.bot.store.EstateLock;
import linli.bot.store.TestDatabase;
import linli.bot.store.Transaction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("Due work")
class DueWorkTest {

  private static final Instant NOW = Instant.parse("2026-11-23T00:02:00Z");

  private final MovableClock clock = new MovableClock(NOW);
  private final DueWork due = new DueWork(TestDatabase.pool(), TestDatabase.transactions(), clock);
  private final List<String> done = Collections.synchronizedList(new ArrayList<>());

  @BeforeEach
  void empty() {
    TestDatabase.clean();
    due.register("note", (tx, item) -> done.add(item.subject()));
    due.register(
        "fail",
        (tx, item) -> {
          due.schedule(tx, item("note", "must not remain", 0));
          throw new IllegalStateException("on purpose");
        });
  }

  private static DueItem item(String kind, String subject, int secondsFromNow) {
    return new DueItem("e1", kind, subject, 0, NOW.plusSeconds(secondsFromNow));
  }

  private void schedule(DueItem... items) {
    TestDatabase.transactions()
        .run(
            tx -> {
              List.of(items).forEach(item -> due.schedule(tx, item));
              return null;
            });
  }

  @Test
  void is_done_in_the_order_of_its_times_as_far_as_they_are_reached() {
    schedule(
        item("note", "c", 30), item("note", "a", 10), item("note", "b", 20), item("note", "d", 31));
    due.runDue(NOW.plusSeconds(30));
    assertThat(done).containsExactly("a", "b", "c");
    due.runDue(NOW.plusSeconds(30));
    assertThat(done).hasSize(3);
  }

  @Test
  void waits_for_another_time_once_the_service_stops() {
    schedule(item("note", "a", 10), item("note", "b", 20), item("note", "c", 30));
    due.sweep(NOW.plusSeconds(60), () -> done.size() < 2);
    assertThat(done).containsExactly("a", "b");
    due.runDue(NOW.plusSeconds(60));
    assertThat(done).containsExactly("a", "b", "c");
  }

  @Test
  void includes_what_becomes_due_on_the_way_in_its_place() {
    due.register("chain", (tx, item) -> due.schedule(tx, item("note", "between", 15)));
    schedule(item("chain", "x", 10), item("note", "after", 20));
    due.runDue(NOW.plusSeconds(60));
    assertThat(done).containsExactly("between", "after");
  }

  @Test
  void is_scheduled_once_also_when_it_is_done_already() {
    schedule(item("note", "a", 0), item("note", "a", 5));
    due.runDue(NOW.plusSeconds(60));
    schedule(item("note", "a", 0));
    due.runDue(NOW.plusSeconds(60));
    assertThat(done).containsExactly("a");
  }

  @Test
  void that_was_cancelled_is_not_done_and_can_be_scheduled_again() {
    schedule(item("note", "a", 0));
    TestDatabase.transactions()
        .run(
            tx -> {
              due.cancel(tx, "e1", "note", "a");
              return null;
            });
    assertThat(due.runDue(NOW)).isZero();
    schedule(item("note", "a", 0));
    assertThat(due.runDue(NOW)).isOne();
  }

  @Test
  void tells_when_the_next_of_it_is() {
    assertThat(due.nextDue(NOW.plusSeconds(60))).isEmpty();
    schedule(item("note", "a", 10), item("note", "b", 5));
    assertThat(due.nextDue(NOW.plusSeconds(60))).contains(NOW.plusSeconds(5));
    assertThat(due.nextDue(NOW)).isEmpty();
  }

  @Test
  void that_fails_leaves_nothing_is_tried_again_and_parked_at_last() {
    schedule(item("fail", "x", 0), item("note", "other", 1));
    clock.forward(Duration.ofSeconds(1));
    due.runDue(clock.instant());
    assertThat(done).containsExactly("other");
    for (var attempt = 2; attempt <= 5; attempt++) {
      clock.forward(Duration.ofSeconds(10));
      assertThat(due.runDue(clock.instant())).isOne();
    }
    clock.forward(Duration.ofDays(1));
    assertThat(due.runDue(clock.instant())).isZero();
    assertThat(done).containsExactly("other");
  }

  @Test
  void that_nobody_does_is_parked_and_holds_nothing_up() {
    schedule(item("unknown", "x", 0), item("note", "other", 1));
    due.runDue(NOW.plusSeconds(1));
    assertThat(done).containsExactly("other");
  }

  @Test
  void is_done_once_however_many_nodes_look() throws Exception {
    for (var i = 0; i < 40; i++) {
      schedule(item("note", "s" + i, i));
    }
    var nodes = new ArrayList<Thread>();
    for (var i = 0; i < 4; i++) {
      nodes.add(Thread.startVirtualThread(() -> due.runDue(NOW.plusSeconds(60))));
    }
    for (var node : nodes) {
      node.join();
    }
    assertThat(done).hasSize(40).doesNotHaveDuplicates();
  }

  @Test
  void that_is_dangerous_comes_first_when_much_is_due() {
    var ordinary = item("note", "ordinary", 1);
    schedule(
        ordinary,
        new DueItem("e1", "note", "urgent", 0, NOW.plusSeconds(20), DueItem.URGENT),
        new DueItem("e1", "note", "danger", 0, NOW.plusSeconds(30), DueItem.DANGER));
    due.runDue(NOW.plusSeconds(60));
    assertThat(done).containsExactly("danger", "urgent", "ordinary");
  }

  @Test
  void of_many_estates_is_done_side_by_side_and_in_the_order_of_each() {
    for (var estate = 0; estate < 7; estate++) {
      for (var n = 0; n < 30; n++) {
        var at = NOW.plusSeconds(n);
        schedule(new DueItem("estate" + estate, "note", estate + "-" + n, 0, at));
      }
    }
    assertThat(due.runDue(NOW.plusSeconds(60))).isEqualTo(210);
    assertThat(done).hasSize(210).doesNotHaveDuplicates();
    for (var estate = 0; estate < 7; estate++) {
      var prefix = estate + "-";
      assertThat(done.stream().filter(s -> s.startsWith(prefix)).map(s -> s.substring(2)))
          .containsExactlyElementsOf(
              java.util.stream.IntStream.range(0, 30).mapToObj(Integer::toString).toList());
    }
  }

  @Test
  void is_neither_lost_nor_done_again_when_the_clock_jumps() {
    schedule(
        item("note", "before", 10), item("note", "meanwhile", 100), item("note", "after", 200));
    clock.forward(Duration.ofSeconds(50));
    due.runDue(clock.instant());
    clock.forward(Duration.ofSeconds(-45)); // an NTP step back
    assertThat(due.runDue(clock.instant())).isZero();
    clock.forward(Duration.ofSeconds(145)); // a machine that was suspended
    due.runDue(clock.instant());
    assertThat(done).containsExactly("before", "meanwhile");
    clock.forward(Duration.ofDays(40));
    due.runDue(clock.instant());
    assertThat(done).containsExactly("before", "meanwhile", "after");
  }

  @Test
  void that_fails_beside_others_takes_none_of_them_along() {
    due.register("keep", (tx, item) -> tx.afterCommit(() -> done.add(item.subject())));
    schedule(item("keep", "a", 1), item("fail", "x", 2), item("keep", "b", 3));
    due.runDue(NOW.plusSeconds(10));
    assertThat(done).containsExactly("a", "b");
  }

  /** What whoever imports a roster does: holds the estate for as long as that takes. */
  private void whileSomebodyChanges(String estate, Runnable meanwhile) {
    TestDatabase.transactions()
        .run(
            tx -> {
              EstateLock.take(tx, estate);
              meanwhile.run();
              return null;
            });
  }

  @Test
  void of_an_estate_that_somebody_changes_waits_and_holds_up_no_other() {
    for (var n = 0; n < 40; n++) {
      schedule(new DueItem("busy", "note", "busy-" + n, 0, NOW, DueItem.DANGER));
      schedule(new DueItem("free" + n % 3, "note", "free-" + n, 0, NOW.plusSeconds(n)));
    }
    whileSomebodyChanges("busy", () -> due.sweep(NOW.plusSeconds(60), () -> true));
    assertThat(done).hasSize(40).allMatch(subject -> subject.startsWith("free"));
    due.sweep(NOW.plusSeconds(60), () -> true);
    assertThat(done).hasSize(80).doesNotHaveDuplicates();
  }

  @Test
  void goes_on_in_a_transaction_of_its_own_when_what_is_kept_in_memory_was_changed() {
    var transactions = new ArrayList<Transaction>();
    due.register(
        "change",
        (tx, item) -> {
          transactions.add(tx);
          tx.endSoon();
        });
    due.register("read", (tx, item) -> transactions.add(tx));
    schedule(item("change", "a", 1), item("read", "b", 2), item("read", "c", 3));
    assertThat(due.runDue(NOW.plusSeconds(60))).isEqualTo(3);
    assertThat(transactions.get(1)).isNotSameAs(transactions.get(0)).isSameAs(transactions.get(2));
  }

  @Test
  void that_is_dangerous_somewhere_is_done_before_what_is_ordinary_anywhere() {
    for (var n = 0; n < 120; n++) {
      var urgency = n % 3;
      var at = NOW.minusSeconds(n);
      schedule(new DueItem("e" + n % 5, "note", urgency + "-" + n, 0, at, urgency));
    }
    due.sweep(NOW, () -> true);
    assertThat(done.stream().map(subject -> subject.charAt(0))).hasSize(120).isSorted();
  }

  @Nested
  @DisplayName("that may be said by day only")
  class By_day {

    private static final Instant NIGHT = Instant.parse("2026-11-23T15:30:00Z"); // 23:30
    private static final Instant MORNING = Instant.parse("2026-11-24T00:00:00Z"); // 08:00

    @BeforeEach
    void register() {
      due.registerByDay("say", (tx, item) -> done.add(item.subject()));
      clock.forward(Duration.between(NOW, NIGHT));
    }

    private DueItem line(String subject, int hoursBefore, int urgency) {
      return new DueItem("e1", "say", subject, 0, NIGHT.minusSeconds(hoursBefore * 3600), urgency);
    }

    @Test
    void waits_for_the_morning_when_an_outage_ends_at_night_and_keeps_its_order() {
      schedule(line("b", 5, DueItem.ORDINARY), line("a", 6, DueItem.ORDINARY));
      assertThat(due.runDue(clock.instant())).isZero();
      assertThat(due.nextDue(MORNING)).contains(MORNING);
      assertThat(done).isEmpty();
      clock.forward(Duration.between(NIGHT, MORNING));
      due.runDue(clock.instant());
      assertThat(done).containsExactly("a", "b");
    }

    @Test
    void is_said_at_once_when_it_is_dangerous_or_urgent() {
      schedule(
          line("ordinary", 3, DueItem.ORDINARY),
          line("urgent", 2, DueItem.URGENT),
          line("danger", 1, DueItem.DANGER));
      due.runDue(clock.instant());
      assertThat(done).containsExactly("danger", "urgent");
    }
  }

  @Test
  void has_one_handler_for_each_kind() {
    assertThatThrownBy(() -> due.register("note", (tx, item) -> {}))
        .isInstanceOf(IllegalStateException.class);
  }
}
