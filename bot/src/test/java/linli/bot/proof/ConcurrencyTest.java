package linli.bot.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import linli.adapters.Secret;
import linli.bot.Domain;
import linli.bot.Features;
import linli.bot.LinliConfig;
import linli.bot.LinliConfig.ChannelSettings;
import linli.bot.MovableClock;
import linli.bot.Service;
import linli.bot.Wiring;
import linli.bot.cases.Case.State;
import linli.bot.cases.CaseMachine;
import linli.bot.estates.EstateFile;
import linli.bot.proof.Message.Kind;
import linli.bot.store.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Many people at the same instant")
class ConcurrencyTest {

  private static final Secret SECRET = new Secret("the secret of the proof");
  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final int MESSAGES = 200;
  private static final int THREADS = 8;
  private static final int NEIGHBOURS = 30;
  private static final List<String> CONVERSATIONS =
      List.of("private:a", "private:b", "private:c", "3号楼邻里群", "幸福里业主群");

  private static final Features.Knowledge KNOWLEDGE = Features.Knowledge.load();

  private final long seed = Long.getLong("linli.seed", System.nanoTime());
  private final MovableClock clock = new MovableClock(Instant.parse("2026-11-23T02:00:00Z"));

  @TempDir Path data;
  private TestDatabase.Fresh database;
  private Service service;
  private Platform platform;
  private Reader reader;

  @BeforeEach
  void start() {
    database = TestDatabase.fresh();
    service = Service.open(config(), clock, ConcurrencyTest::domain);
    platform = new Platform(SECRET, service.port(), clock);
    reader = new Reader(platform, "webhook", line -> {});
  }

  private LinliConfig config() {
    var webhook = new ChannelSettings("webhook", SECRET, null, null, null, 1000);
    return new LinliConfig(
        new LinliConfig.Http("127.0.0.1", 0, 100_000),
        data,
        new LinliConfig.Database(new Secret(database.url()), 16),
        true,
        Map.of("webhook", webhook),
        new LinliConfig.Inbox(4, 4096),
        LinliConfig.Media.DEFAULT,
        null,
        null);
  }

  private static Domain domain(Wiring wiring) {
    var features =
        new Features(KNOWLEDGE, wiring.outbox(), wiring.due(), Map.of(), false, wiring.clock());
    features.importEstate(wiring.transactions(), EstateFile.shippedDemo(), "webhook");
    Ledger.answerEverything(wiring.database().pool());
    features.loadEstates(wiring.database().pool());
    return features.domain(router -> {});
  }

  @AfterEach
  void stop() {
    platform.abandon();
    reader.close();
    service.close();
    database.close();
  }

  @Test
  void each_of_two_hundred_messages_has_one_effect_although_eight_threads_deliver_them_all() {
    var messages = messages();
    var accepted = new AtomicInteger();
    together(
        THREADS,
        thread -> {
          var own = new ArrayList<>(messages);
          Collections.shuffle(own, new Random(seed + thread));
          for (var message : own) {
            accepted.addAndGet(platform.deliver(List.of(message)));
          }
        });
    assertThat(accepted).as("seed " + seed).hasValue(MESSAGES);
    awaitEverythingSaid();
    var ledger = new Ledger(database.database().pool(), messages);
    ledger.check();
    ledger.checkRead("webhook", reader.lines());
  }

  private static List<Message> messages() {
    var messages = new ArrayList<Message>();
    for (var n = 0; n < MESSAGES; n++) {
      var conversation = CONVERSATIONS.get(n % CONVERSATIONS.size());
      var isPrivate = conversation.startsWith("private:");
      var sender = isPrivate ? conversation.substring(8) : "g" + n % 7;
      if (n % 2 == 0) {
        var flat = "%d号楼1单元%d0%d家里停水了".formatted(1 + n % 6, 1 + n / 12 % 11, 1 + n / 6 % 2);
        var trouble = n < 132 ? flat : flat.replace("家里停水了", "暖气不热");
        messages.add(message(n, conversation, sender, Kind.REPORT, trouble));
      } else {
        messages.add(
            message(n, conversation, sender, isPrivate ? Kind.CHAT : Kind.CHATTER, "今天天气真好"));
      }
    }
    return messages;
  }

  private static Message message(
      int n, String conversation, String sender, Kind kind, String text) {
    return new Message("webhook", "m-" + n, conversation, sender, kind, text, null, null);
  }

  @Test
  void thirty_neighbours_with_the_same_broken_lift_are_one_case() {
    together(
        NEIGHBOURS,
        n -> {
          var sender = "neighbour-" + n;
          var conversation = n % 3 == 0 ? "3号楼邻里群" : "private:" + sender;
          platform.deliver(List.of(message(n, conversation, sender, Kind.REPORT, "3号楼2单元电梯坏了")));
        });
    awaitEverythingSaid();
    assertThat(count("select count(*) from cases")).isOne();
    assertThat(count("select count(distinct account_id) from case_report")).isEqualTo(NEIGHBOURS);
    assertThat(count("select count(*) from case_report")).isEqualTo(NEIGHBOURS);
    assertThat(count("select count(*) from case_report where kind = 'report'")).isOne();
    assertThat(count("select count(*) from inbox where attempts > 0"))
        .as("events that failed at first")
        .isZero();
    var answered = reader.lines().stream().map(line -> line.getString("inReplyTo")).toList();
    for (var n = 0; n < NEIGHBOURS; n++) {
      assertThat(answered).containsOnlyOnce("m-" + n);
    }
    assertThat(reader.lines().stream().map(ConcurrencyTest::conversation))
        .filteredOn("派单群"::equals)
        .as("tasks for staff")
        .hasSize(1);
  }

  @Test
  void fifty_people_at_one_case_leave_a_legal_history() {
    platform.deliver(List.of(message(0, "private:a", "a", Kind.REPORT, "3号楼2单元电梯坏了")));
    awaitEverythingSaid();
    var no = text("select to_char(opened_on, 'MMDD') || '-' || lpad(seq::text, 2, '0') from cases");
    var said =
        List.of(
            List.of("派单群", "小周", "接单 " + no),
            List.of("派单群", "小周", "到场 " + no),
            List.of("派单群", "小周", "缓 " + no + " 等配件 1天"),
            List.of("派单群", "小周", "办结 " + no + " 换了门锁触点"),
            List.of("private:a", "a", "好了 " + no),
            List.of("private:a", "a", "没好 " + no),
            List.of("private:a", "a", "撤销 " + no),
            List.of("private:王芳", "王芳", "转 " + no + " 街道 试试"),
            List.of("private:王芳", "王芳", "催 " + no),
            List.of("private:赵干事", "赵干事", "接单 " + no));
    together(
        50,
        n -> {
          var line = said.get(n % said.size());
          platform.deliver(
              List.of(message(n + 1, line.get(0), line.get(1), Kind.CHAT, line.get(2))));
        });
    awaitEverythingSaid();
    assertThat(count("select count(*) from inbox where attempts > 0")).as("failed").isZero();
    assertThat(count("select count(*) from case_history")).isGreaterThan(1);
    assertLegal();
  }

  /** Each step begins where the one before ended, and the table of transitions allows it. */
  private void assertLegal() {
    var machine = CaseMachine.load();
    String before = null;
    var sql = "select verb, from_state, to_state from case_history order by case_id, n";
    for (var row : database.database().pool().query(sql).execute().await()) {
      var verb = row.getString("verb");
      assertThat(row.getString("from_state")).as("seed " + seed + " " + verb).isEqualTo(before);
      if (before != null) {
        assertThat(machine.move(State.valueOf(before), verb).map(Enum::name))
            .as(verb + " from " + before)
            .contains(row.getString("to_state"));
      }
      before = row.getString("to_state");
    }
  }

  private String text(String sql) {
    return database.database().pool().query(sql).execute().await().iterator().next().getString(0);
  }

  private static String conversation(JsonObject line) {
    return line.getJsonObject("conversation").getString("id");
  }

  private interface Work {
    void of(int thread);
  }

  /** Starts them all behind one gate; what one of them throws fails the test. */
  private static void together(int threads, Work work) {
    var gate = new CountDownLatch(1);
    var failures = new ConcurrentLinkedQueue<Throwable>();
    var running = new ArrayList<Thread>();
    for (var n = 0; n < threads; n++) {
      var thread = n;
      running.add(Thread.ofVirtual().start(() -> behind(gate, failures, () -> work.of(thread))));
    }
    gate.countDown();
    Await.until(LONGEST, "all deliveries", () -> running.stream().noneMatch(Thread::isAlive));
    assertThat(failures).isEmpty();
  }

  private static void behind(CountDownLatch gate, Queue<Throwable> failures, Runnable work) {
    try {
      gate.await();
      work.run();
    } catch (Throwable failed) {
      failures.add(failed);
    }
  }

  private void awaitEverythingSaid() {
    Await.until(
        LONGEST,
        "everything being processed and read",
        () ->
            count("select count(*) from inbox where processed_at is null") == 0
                && count("select count(*) from outbox") == reader.count());
  }

  private long count(String sql) {
    return database.database().pool().query(sql).execute().await().iterator().next().getLong(0);
  }
}
