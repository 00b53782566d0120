package linli.bot.inbox;

import static linli.bot.inbox.TestEvents.arrival;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import linli.bot.MovableClock;
import linli.bot.store.EstateLock;
import linli.bot.store.TestDatabase;
import linli.bot.store.Transaction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("Processing the inbox")
class ProcessingTest {

  private static final EstateResolver ONE_ESTATE =
      (tx, events) -> events.stream().map(event -> Optional.of("e1")).toList();

  private final MovableClock clock = new MovableClock(TestEvents.NOW);
  private final List<String> handled = Collections.synchronizedList(new ArrayList<>());

  @BeforeEach
  void empty() {
    TestDatabase.clean();
  }

  private Processing processing(EstateResolver estates, EventHandler handler) {
    return new Processing(TestDatabase.transactions(), clock, estates, handler);
  }

  private Processing processing(EventHandler handler) {
    return processing(ONE_ESTATE, handler);
  }

  private String note(Transaction tx, String estate, ReceivedEvent received) {
    handled.add(received.event().text());
    return "noted";
  }

  private static void store(Arrival... arrivals) {
    new Arrivals(TestDatabase.pool()).insert(List.of(arrivals));
  }

  private static List<Row> rows() {
    var rows = new ArrayList<Row>();
    TestDatabase.pool()
        .query("select * from inbox order by seq")
        .execute()
        .await()
        .forEach(rows::add);
    return rows;
  }

  @Test
  void hands_each_event_over_as_it_came_and_in_order() {
    store(arrival("1", "g", "a"), arrival("2", "h", "b"), arrival("3", "g", "c"));
    var seen = new ArrayList<ReceivedEvent>();
    var done =
        processing(
                (tx, estate, received) -> {
                  seen.add(received);
                  return "seen";
                })
            .drain();
    assertThat(done).isEqualTo(3);
    assertThat(seen.getFirst())
        .isEqualTo(
            new ReceivedEvent(
                EventKey.of(TestEvents.CHANNEL, "1"),
                TestEvents.CHANNEL,
                TestEvents.message("1", "g", "a"),
                TestEvents.NOW,
                null,
                false,
                List.of()));
    assertThat(seen).extracting(each -> each.event().text()).containsExactly("a", "b", "c");
  }

  @Test
  void erases_what_was_said_and_keeps_when_and_what_became_of_it() {
    store(arrival("1", "g", "电梯坏了"));
    processing(this::note).drain();
    var row = rows().getFirst();
    assertThat(row.getString("payload")).isNull();
    assertThat(row.getString("conversation")).isNull();
    assertThat(row.getString("outcome")).isEqualTo("noted");
    assertThat(row.getOffsetDateTime("processed_at").toInstant()).isEqualTo(TestEvents.NOW);
  }

  @Test
  void keeps_the_order_of_each_conversation_while_eight_workers_run() throws Exception {
    var perConversation = 40;
    var conversations = 25;
    var seen = new ConcurrentHashMap<String, List<Integer>>();
    var left = new CountDownLatch(perConversation * conversations);
    var arrivals = new ArrayList<Arrival>();
    for (var i = 0; i < perConversation; i++) {
      for (var c = 0; c < conversations; c++) {
        arrivals.add(arrival(c + "-" + i, "g" + c, Integer.toString(i)));
      }
    }
    var processing =
        processing(
            (tx, events) ->
                events.stream()
                    .map(one -> Optional.of("e" + one.event().conversation().id().hashCode() % 5))
                    .toList(),
            (tx, estate, received) -> {
              var event = received.event();
              seen.computeIfAbsent(
                      event.conversation().id(),
                      x -> Collections.synchronizedList(new ArrayList<>()))
                  .add(Integer.valueOf(event.text()));
              left.countDown();
              return "seen";
            });
    try (var workers = new Workers(processing, 8)) {
      arrivals.forEach(
          arrival -> {
            store(arrival);
            workers.wake();
          });
      assertThat(left.await(30, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(seen).hasSize(conversations);
    assertThat(seen.values())
        .allSatisfy(order -> assertThat(order).isSorted().hasSize(perConversation));
    assertThat(rows()).allMatch(row -> row.getString("outcome").equals("seen"));
  }

  @Test
  void lets_nobody_else_change_the_estate_meanwhile() {
    var inside = new AtomicInteger();
    var most = new AtomicInteger();
    for (var i = 0; i < 60; i++) {
      store(arrival("id" + i, "g" + i, "x"));
    }
    EventHandler handler =
        (tx, estate, received) -> {
          most.accumulateAndGet(inside.incrementAndGet(), Math::max);
          tx.query("select 1").execute().await();
          inside.decrementAndGet();
          return "seen";
        };
    var threads = new ArrayList<Thread>();
    for (var i = 0; i < 6; i++) {
      threads.add(Thread.startVirtualThread(() -> processing(handler).drain()));
    }
    threads.forEach(ProcessingTest::join);
    assertThat(most).hasValue(1);
    assertThat(rows()).allMatch(row -> row.getString("outcome") != null);
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  @Nested
  class When_the_handler_fails {

    private static final String WRITE =
        """
        insert into due_work (estate_id, kind, subject, due_at)
        values ($1, 'written', $2, $3)
        """;

    private static String write(Transaction tx, String estate, ReceivedEvent received) {
      tx.preparedQuery(WRITE)
          .execute(Tuple.of(estate, received.event().id(), TestEvents.NOW.atOffset(ZoneOffset.UTC)))
          .await();
      if (received.event().text().equals("poison")) {
        throw new IllegalStateException("poison");
      }
      return "written";
    }

    private static long written() {
      return TestDatabase.pool()
          .query("select count(*) from due_work")
          .execute()
          .await()
          .iterator()
          .next()
          .getLong(0);
    }

    @Test
    void nothing_of_what_it_wrote_remains_and_the_others_are_done() {
      store(arrival("1", "g", "a"), arrival("2", "h", "poison"), arrival("3", "i", "b"));
      processing(When_the_handler_fails::write).drain();
      assertThat(written()).isEqualTo(2);
      assertThat(rows())
          .extracting(row -> row.getString("outcome"))
          .containsExactly("written", null, "written");
      assertThat(rows().get(1).getInteger("attempts")).isOne();
    }

    @Test
    void its_conversation_waits_while_the_event_is_tried_again() {
      store(arrival("1", "g", "poison"), arrival("2", "g", "b"));
      var processing = processing(When_the_handler_fails::write);
      processing.drain();
      clock.forward(Duration.ofMillis(900));
      assertThat(processing.drain()).isZero();
      assertThat(written()).isZero();
    }

    @Test
    void a_long_queue_behind_it_holds_up_nobody_else() {
      var flood = new ArrayList<Arrival>();
      flood.add(arrival("bad", "g", "poison"));
      for (var i = 0; i < 400; i++) {
        flood.add(arrival("flood" + i, "g", "x"));
      }
      store(flood.toArray(Arrival[]::new));
      var processing = processing(When_the_handler_fails::write);
      processing.drain();
      store(arrival("late", "h", "y"));
      processing.drain();
      assertThat(rows().getLast().getString("outcome")).isEqualTo("written");
      assertThat(rows().get(1).getString("outcome")).isNull();
    }

    @Test
    void it_is_tried_five_times_then_parked_and_the_conversation_goes_on() {
      store(arrival("1", "g", "poison"), arrival("2", "g", "b"));
      var processing = processing(When_the_handler_fails::write);
      for (var seconds : List.of(0, 1, 2, 4, 8)) {
        clock.forward(Duration.ofSeconds(seconds));
        processing.drain();
      }
      var poison = rows().getFirst();
      assertThat(poison.getInteger("attempts")).isEqualTo(5);
      assertThat(poison.getOffsetDateTime("parked_at")).isNotNull();
      assertThat(poison.getString("payload")).isNotNull();
      assertThat(rows().getLast().getString("outcome")).isEqualTo("written");
      clock.forward(Duration.ofDays(1));
      assertThat(processing.drain()).isZero();
    }

    @Test
    void a_broken_statement_or_an_endless_recursion_is_counted_in_the_same_way() {
      store(arrival("1", "g", "sql"), arrival("2", "h", "stack"), arrival("3", "i", "b"));
      Map<String, Runnable> faults = Map.of("stack", this::endless);
      var processing =
          processing(
              (tx, estate, received) -> {
                if (received.event().text().equals("sql")) {
                  tx.query("select from nowhere").execute().await();
                }
                faults.getOrDefault(received.event().text(), () -> {}).run();
                return "done";
              });
      processing.drain();
      assertThat(rows()).extracting(row -> row.getInteger("attempts")).containsExactly(1, 1, 0);
      assertThat(rows().getLast().getString("outcome")).isEqualTo("done");
    }

    /** It lasts longer than the five attempts that park an event. */
    @Test
    void because_the_disk_is_full_nothing_is_counted_and_everything_is_processed_afterwards() {
      store(arrival("1", "g", "a"), arrival("2", "h", "b"));
      var full = new AtomicReference<>(true);
      var processing =
          processing(
              (tx, estate, received) -> {
                if (full.get()) {
                  tx.query("do $$ begin raise sqlstate '53100'; end $$").execute().await();
                }
                return "done";
              });
      for (var attempt = 0; attempt < 6; attempt++) {
        assertThatThrownBy(processing::drain).isNotNull();
        clock.forward(Duration.ofSeconds(10));
      }
      assertThat(rows())
          .allMatch(row -> row.getInteger("attempts") == 0 && row.getValue("parked_at") == null);
      full.set(false);
      processing.drain();
      assertThat(rows()).extracting(row -> row.getString("outcome")).containsOnly("done");
    }

    private void endless() {
      endless();
    }

    @Test
    void an_event_that_cannot_be_read_is_parked_too() {
      store(arrival("1", "g", "a"), arrival("2", "h", "b"));
      TestDatabase.pool().query("update inbox set payload = '{' where seq = 1").execute().await();
      processing(When_the_handler_fails::write).drain();
      assertThat(rows())
          .extracting(row -> row.getString("outcome"))
          .containsExactly(null, "written");
    }
  }

  @Test
  void an_event_that_belongs_to_no_estate_is_counted_and_parked_alone() {
    store(arrival("1", "nobodys", "a"), arrival("2", "g", "b"), arrival("3", "nobodys", "c"));
    EstateResolver resolver =
        (tx, events) ->
            events.stream()
                .map(event -> event.event().conversation().id().equals("g") ? "e1" : null)
                .map(Optional::ofNullable)
                .toList();
    var processing = processing(resolver, this::note);
    processing.drain();
    assertThat(handled).containsExactly("b");
    assertThat(rows()).extracting(row -> row.getInteger("attempts")).containsExactly(1, 0, 1);
    for (var seconds : List.of(1, 2, 4, 8)) {
      clock.forward(Duration.ofSeconds(seconds));
      processing.drain();
    }
    assertThat(rows().getFirst().getOffsetDateTime("parked_at")).isNotNull();
    store(arrival("4", "g", "d"));
    processing.drain();
    assertThat(handled).containsExactly("b", "d");
  }

  @Test
  void an_event_that_belongs_to_another_estate_by_now_is_processed_there() {
    store(arrival("1", "g", "moves"), arrival("2", "g", "a"));
    var estate = new AtomicReference<>("old");
    var at = new ArrayList<String>();
    EstateResolver resolver =
        (tx, events) -> {
          var now = estate.getAndSet("new");
          return events.stream().map(event -> Optional.of(now)).toList();
        };
    EventHandler handler =
        (tx, where, received) -> {
          at.add(where);
          return "done";
        };
    assertThat(processing(resolver, handler).drain()).isEqualTo(2);
    assertThat(at).containsExactly("new", "new");
  }

  @Test
  void what_another_node_did_meanwhile_is_not_done_again() {
    store(arrival("1", "g", "a"), arrival("2", "g", "b"));
    var other = processing(this::note);
    EstateResolver meanwhile =
        (tx, events) -> {
          other.drain();
          return events.stream().map(event -> Optional.of("e1")).toList();
        };
    assertThat(processing(meanwhile, this::note).drain()).isZero();
    assertThat(handled).containsExactly("a", "b");
  }

  @Test
  void work_of_a_process_that_died_in_the_middle_is_done_by_another() {
    store(arrival("1", "g", "a"));
    var connection = TestDatabase.pool().getConnection().await();
    connection.begin().await();
    EstateLock.take(new Transaction(connection), "e1");
    assertThat(processing(this::note).processSome(false)).isEqualTo(Processing.Round.elsewhere(1));
    connection.query("rollback").execute().await();
    connection.close().await();
    assertThat(processing(this::note).drain()).isOne();
  }

  @Test
  void an_event_that_is_tried_again_goes_before_what_came_after_it() {
    store(arrival("1", "g", "first"));
    for (var i = 0; i < 60; i++) {
      store(arrival("h" + i, "h" + i, "x"));
    }
    store(arrival("2", "g", "second"));
    var failed = new AtomicInteger();
    var processing =
        processing(
            (tx, estate, received) -> {
              if (received.event().text().equals("first") && failed.getAndIncrement() < 2) {
                throw new IllegalStateException("once (in the batch, and alone)");
              }
              return note(tx, estate, received);
            });
    processing.processSome(true);
    clock.forward(Duration.ofSeconds(2));
    processing.drain();
    assertThat(handled.stream().filter(t -> !t.equals("x"))).containsExactly("first", "second");
  }

  @Test
  void an_estate_in_which_another_node_works_holds_up_no_other() {
    for (var i = 0; i < 300; i++) {
      store(arrival("hot" + i, "hot" + i, "x"));
    }
    store(arrival("other", "other", "other"));
    EstateResolver resolver =
        (tx, events) ->
            events.stream()
                .map(
                    e -> Optional.of(e.event().conversation().id().startsWith("hot") ? "e1" : "e2"))
                .toList();
    var connection = TestDatabase.pool().getConnection().await();
    connection.begin().await();
    EstateLock.take(new Transaction(connection), "e1");
    var processing = processing(resolver, this::note);
    for (var i = 0; i < 50; i++) {
      processing.processSome(false);
    }
    connection.query("rollback").execute().await();
    connection.close().await();
    assertThat(handled).containsExactly("other");
  }
}
