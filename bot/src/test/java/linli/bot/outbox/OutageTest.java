package linli.bot.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import linli.adapters.InboundEvent.Conversation;
import linli.adapters.OutboundMessage;
import linli.adapters.Secret;
import linli.adapters.webhook.SignedWebhook;
import linli.bot.Eventually;
import linli.bot.MovableClock;
import linli.bot.channels.Callbacks;
import linli.bot.channels.Channel;
import linli.bot.channels.ChannelStates;
import linli.bot.channels.Channels;
import linli.bot.channels.Replies;
import linli.bot.channels.Tokens;
import linli.bot.store.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

@DisplayName("A platform that is away")
class OutageTest {

  private static final Instant NOW = Instant.parse("2026-11-23T00:02:00Z");
  private static final Secret SECRET = new Secret("a secret of the test");
  private static final int CONVERSATIONS = 40;
  private static final int LINES = 5;

  private final MovableClock clock = new MovableClock(NOW);
  private final List<AutoCloseable> closing = new ArrayList<>();
  private final ListAppender<ILoggingEvent> logs = new ListAppender<>();
  private final Logger log = (Logger) LoggerFactory.getLogger(Sender.class);
  private volatile int status = 200;
  private Receiver receiver;
  private Channels channels;
  private Outbox outbox;

  @BeforeEach
  void start() {
    TestDatabase.clean();
    logs.start();
    log.addAppender(logs);
    receiver =
        new Receiver(
            TestDatabase.vertx(),
            SECRET,
            clock,
            (request, message) -> request.response().setStatusCode(status).end());
    closing.add(receiver);
  }

  @AfterEach
  void close() throws Exception {
    log.detachAppender(logs);
    for (var each : closing.reversed()) {
      each.close();
    }
  }

  private void node(int perSecond) {
    channels =
        new Channels(
            List.of(
                new Channel(
                    "called",
                    new SignedWebhook(SECRET, clock),
                    receiver.address(),
                    null,
                    perSecond)));
    var replies = new Replies(TestDatabase.pool(), clock);
    outbox = new Outbox(TestDatabase.pool(), channels, clock, new Backoff(new Random(1)));
    var callbacks =
        new Callbacks(TestDatabase.vertx(), clock, new Tokens(TestDatabase.pool(), clock), replies);
    closing.add(callbacks);
    closing.add(new Sender(TestDatabase.pool(), channels, callbacks, outbox, replies, clock));
  }

  private void say(int conversation, int line) {
    var message =
        new OutboundMessage(
            UUID.randomUUID(),
            "g" + conversation,
            Conversation.Type.GROUP,
            null,
            conversation + "/" + line,
            List.of(),
            null,
            null,
            NOW);
    TestDatabase.transactions()
        .run(
            tx -> {
              outbox.add(tx, "called", "e1", message);
              return null;
            });
  }

  private Instant forward(Duration time) {
    clock.forward(time);
    return clock.instant();
  }

  private static long count(String sql) {
    return TestDatabase.pool().query(sql).execute().await().iterator().next().getLong(0);
  }

  private ChannelStates.State state() {
    return new ChannelStates(TestDatabase.pool(), clock).read(channels).getFirst();
  }

  private long said(Level level) {
    return List.copyOf(logs.list).stream().filter(each -> each.getLevel() == level).count();
  }

  @Test
  void for_an_hour_loses_nothing_says_so_once_and_keeps_the_order_of_each_conversation() {
    node(1000);
    status = 503;
    for (var line = 0; line < LINES; line++) {
      for (var conversation = 0; conversation < CONVERSATIONS; conversation++) {
        say(conversation, line);
      }
    }
    Eventually.until(() -> state().failingSince() != null);
    Eventually.until(() -> forward(Duration.ofSeconds(1)).isAfter(NOW.plus(Duration.ofHours(1))));
    assertThat(state().waiting()).isEqualTo(CONVERSATIONS * LINES);
    assertThat(state().failingCode()).isEqualTo("http 503");
    assertThat(said(Level.ERROR)).isEqualTo(1);
    assertThat(said(Level.WARN)).isLessThan(40);
    var knocks = receiver.received().size();
    assertThat(knocks).as("knocks at the door in an hour").isLessThan(100);
    status = 200;
    Eventually.until(
        () -> {
          forward(Duration.ofSeconds(1));
          return count("select count(*) from outbox where state <> 'sent'") == 0;
        });
    Eventually.until(() -> state().failingSince() == null);
    var texts =
        receiver.received().stream().skip(knocks).map(each -> each.getString("text")).toList();
    for (var conversation = 0; conversation < CONVERSATIONS; conversation++) {
      var of = conversation + "/";
      var heard = texts.stream().filter(text -> text.startsWith(of)).distinct().toList();
      assertThat(heard).isEqualTo(IntStream.range(0, LINES).mapToObj(i -> of + i).toList());
    }
  }

  @Test
  void is_not_flooded_when_it_is_back() {
    node(20);
    status = 503;
    for (var conversation = 0; conversation < CONVERSATIONS; conversation++) {
      say(conversation, 0);
    }
    Eventually.until(() -> state().failingSince() != null);
    status = 200;
    var before = receiver.received().size();
    var start = System.nanoTime();
    Eventually.until(
        () -> {
          clock.forward(Duration.ofMillis(500)); // far below the lease of a post under way
          return count("select count(*) from outbox where state <> 'sent'") == 0;
        });
    assertThat(receiver.received().size() - before).isEqualTo(CONVERSATIONS);
    // Twenty at once, the others one every twentieth of a second.
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(950));
  }

  @Test
  void is_not_supposed_because_one_message_is_refused_again_and_again() {
    var bad = new AtomicInteger();
    receiver =
        new Receiver(
            TestDatabase.vertx(),
            SECRET,
            clock,
            (request, message) -> {
              var poison = message.getString("text").equals("0/0");
              bad.addAndGet(poison ? 1 : 0);
              request.response().setStatusCode(poison ? 500 : 200).end();
            });
    closing.add(receiver);
    node(1000);
    say(0, 0);
    for (var round = 1; round < 12; round++) {
      var knocks = bad.get();
      say(round, 0);
      Eventually.until(
          () -> {
            forward(Duration.ofSeconds(5));
            return bad.get() > knocks;
          });
    }
    Eventually.until(() -> count("select count(*) from outbox where state = 'pending'") == 1);
    assertThat(state().failingSince()).isNull();
  }

  @Test
  void is_written_to_no_faster_by_two_nodes_than_by_one() {
    node(20);
    node(20);
    var start = System.nanoTime();
    for (var conversation = 0; conversation < CONVERSATIONS; conversation++) {
      say(conversation, 0);
    }
    Eventually.until(() -> receiver.received().size() == CONVERSATIONS);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(900));
  }
}
