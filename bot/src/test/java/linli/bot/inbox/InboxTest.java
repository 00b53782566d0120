package linli.bot.inbox;

import static linli.bot.inbox.TestEvents.arrival;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import linli.bot.inbox.Inbox.Taken;
import linli.bot.store.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The inbox")
class InboxTest {

  private Inbox inbox;

  @BeforeEach
  void open() {
    TestDatabase.clean();
    inbox = open(4096);
  }

  @AfterEach
  void close() {
    inbox.close();
  }

  private static Inbox open(int capacity) {
    return new Inbox(TestDatabase.vertx(), new Arrivals(TestDatabase.pool()), capacity, () -> {});
  }

  private static long count(String what) {
    return TestDatabase.pool()
        .query("select count(" + what + ") from inbox")
        .execute()
        .await()
        .iterator()
        .next()
        .getLong(0);
  }

  @Test
  void stores_an_event_before_it_says_so() {
    assertThat(inbox.offer(List.of(arrival("1", "g", "电梯坏了"))).await()).isEqualTo(new Taken(1, 0));
    assertThat(count("*")).isOne();
  }

  @Test
  void takes_a_redelivered_event_as_a_duplicate_and_changes_nothing() {
    inbox.offer(List.of(arrival("1", "g", "电梯坏了"))).await();
    assertThat(inbox.offer(List.of(arrival("1", "g", "别的"))).await()).isEqualTo(new Taken(0, 1));
    assertThat(count("*")).isOne();
  }

  @Test
  void counts_the_same_id_twice_in_one_request_as_one_event_and_one_duplicate() {
    var twice = List.of(arrival("1", "g", "a"), arrival("1", "g", "b"), arrival("2", "g", "c"));
    assertThat(inbox.offer(twice).await()).isEqualTo(new Taken(2, 1));
  }

  @Test
  void takes_each_event_once_however_many_deliver_it_at_the_same_time() {
    var answers = new ArrayList<Future<Taken>>();
    for (var i = 0; i < 600; i++) {
      answers.add(inbox.offer(List.of(arrival("id" + i % 100, "g" + i % 7, "x"))));
    }
    var accepted = answers.stream().mapToInt(answer -> answer.await().accepted()).sum();
    assertThat(accepted).isEqualTo(100);
    assertThat(count("*")).isEqualTo(100);
  }

  @Test
  void lets_events_that_wait_share_a_commit() {
    var answers =
        IntStream.range(0, 1000)
            .mapToObj(i -> inbox.offer(List.of(arrival("id" + i, "g" + i, "x"))))
            .toList();
    answers.forEach(answer -> answer.await());
    assertThat(count("*")).isEqualTo(1000);
    assertThat(count("distinct xmin::text")).isLessThan(200);
  }

  @Test
  void keeps_the_order_of_one_request() {
    var many =
        IntStream.range(0, 300).mapToObj(i -> arrival("id" + i, "g", Integer.toString(i))).toList();
    inbox.offer(many).await();
    var keys = new ArrayList<>();
    TestDatabase.pool()
        .query("select event_key from inbox order by seq")
        .execute()
        .await()
        .forEach(row -> keys.add(row.getUUID(0)));
    assertThat(keys).isEqualTo(many.stream().map(Arrival::key).toList());
  }

  @Test
  void refuses_what_it_has_no_room_for_and_has_room_again_later() {
    try (var small = open(3)) {
      var three = List.of(arrival("1", "g", "x"), arrival("2", "g", "x"), arrival("3", "g", "x"));
      var taken = small.offer(three);
      assertThatThrownBy(() -> small.offer(List.of(arrival("4", "g", "x"))).await())
          .isInstanceOf(Inbox.Full.class);
      taken.await();
      assertThat(small.offer(List.of(arrival("4", "g", "x"))).await()).isEqualTo(new Taken(1, 0));
    }
  }

  @Test
  void stores_everything_it_was_offered_before_it_closes() {
    var answers =
        IntStream.range(0, 500)
            .mapToObj(i -> inbox.offer(List.of(arrival("id" + i, "g", "x"))))
            .toList();
    inbox.close();
    assertThat(answers).allMatch(answer -> answer.await().accepted() == 1);
    assertThat(count("*")).isEqualTo(500);
    assertThatThrownBy(() -> inbox.offer(List.of(arrival("late", "g", "x"))).await())
        .isInstanceOf(Inbox.Full.class);
  }

  @Test
  void does_not_fail_others_because_the_database_refuses_one() {
    var nul = String.valueOf((char) 0);
    var answers = new ArrayList<Future<Taken>>();
    for (var i = 0; i < 100; i++) {
      answers.add(inbox.offer(List.of(arrival("id" + i, i == 50 ? "g" + nul : "g", "x"))));
    }
    var stored = answers.stream().filter(InboxTest::succeeds).count();
    assertThat(stored).isEqualTo(99);
  }

  private static boolean succeeds(Future<Taken> answer) {
    try {
      answer.await();
      return true;
    } catch (Exception refused) {
      return false;
    }
  }
}
