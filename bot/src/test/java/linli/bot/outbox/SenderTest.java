package linli.bot.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;
import linli.adapters.InboundEvent.Conversation;
import linli.adapters.OutboundMessage;
import linli.adapters.OutboundMessage.Button;
import linli.adapters.Secret;
import linli.adapters.webhook.SignedWebhook;
import linli.bot.Eventually;
import linli.bot.MovableClock;
import linli.bot.channels.Callbacks;
import linli.bot.channels.Channel;
import linli.bot.channels.Channels;
import linli.bot.channels.Replies;
import linli.bot.channels.Tokens;
import linli.bot.store.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The outbox")
class SenderTest {

  private static final Instant NOW = Instant.parse("2026-11-23T00:02:00Z");
  private static final Secret SECRET = new Secret("a secret of the test");

  private final MovableClock clock = new MovableClock(NOW);
  private final List<AutoCloseable> closing = new ArrayList<>();
  private Outbox outbox;
  private Receiver receiver;
  private Sender sender;

  @BeforeEach
  void empty() {
    TestDatabase.clean();
  }

  @AfterEach
  void close() throws Exception {
    for (var each : closing.reversed()) {
      each.close();
    }
  }

  private void start(BiConsumer<HttpServerRequest, JsonObject> answer) {
    start(answer, 1000);
  }

  private void start(BiConsumer<HttpServerRequest, JsonObject> answer, int perSecond) {
    receiver = new Receiver(TestDatabase.vertx(), SECRET, clock, answer);
    closing.add(receiver);
    var webhook = new SignedWebhook(SECRET, clock);
    var channels =
        new Channels(
            List.of(
                new Channel("called", webhook, receiver.address(), null, perSecond),
                new Channel("asked", webhook, null, null, perSecond)));
    var backoff = new Backoff(RandomGenerator.of("L64X128MixRandom"));
    outbox = new Outbox(TestDatabase.pool(), channels, clock, backoff);
    var replies = new Replies(TestDatabase.pool(), clock);
    var callbacks =
        new Callbacks(TestDatabase.vertx(), clock, new Tokens(TestDatabase.pool(), clock), replies);
    closing.add(callbacks);
    sender = new Sender(TestDatabase.pool(), channels, callbacks, outbox, replies, clock);
    closing.add(sender);
  }

  private static OutboundMessage message(String conversation, String text) {
    return new OutboundMessage(
        UUID.randomUUID(),
        conversation,
        Conversation.Type.GROUP,
        null,
        text,
        List.of(new Button("1", "是")),
        "e1",
        "1123-01",
        NOW);
  }

  private void say(OutboundMessage... messages) {
    TestDatabase.transactions()
        .run(
            tx -> {
              List.of(messages).forEach(message -> outbox.add(tx, "called", "e1", message));
              return null;
            });
    sender.wake();
  }

  private static void end(HttpServerRequest request, int status) {
    request.response().setStatusCode(status).end();
  }

  private static Row row(OutboundMessage message) {
    return TestDatabase.pool()
        .preparedQuery("select * from outbox where id = $1")
        .execute(Tuple.of(message.id()))
        .await()
        .iterator()
        .next();
  }

  private static boolean is(OutboundMessage message, String state) {
    return row(message).getString("state").equals(state);
  }

  private static void failed(OutboundMessage message, int attempts) {
    Eventually.until(
        () ->
            row(message).getInteger("attempts") == attempts
                && row(message).getString("last_error") != null);
  }

  @Test
  void posts_a_message_whole_and_signed() {
    start((request, message) -> end(request, 200));
    var said = message("g", "收到");
    say(said);
    Eventually.until(() -> is(said, "sent"));
    assertThat(receiver.received()).hasSize(1);
    var received = receiver.received().getFirst();
    assertThat(received.getString("id")).isEqualTo(said.id().toString());
    assertThat(received.getString("text")).isEqualTo("收到");
    assertThat(received.getString("case")).isEqualTo("1123-01");
    assertThat(received.getString("inReplyTo")).isEqualTo("e1");
    assertThat(received.getJsonArray("buttons")).hasSize(1);
    assertThat(row(said).getOffsetDateTime("sent_at").toInstant()).isEqualTo(NOW);
  }

  @Test
  void sends_nothing_that_was_rolled_back_and_nothing_twice_with_the_same_id() {
    start((request, message) -> end(request, 200));
    var said = message("g", "once");
    say(said, said);
    say(said);
    Eventually.until(() -> is(said, "sent"));
    say(message("g", "last"));
    Eventually.until(() -> receiver.texts().contains("last"));
    assertThat(receiver.texts()).containsExactly("once", "last");
  }

  @Test
  void keeps_the_order_of_a_conversation() {
    start((request, message) -> end(request, 200));
    var many = new ArrayList<OutboundMessage>();
    for (var i = 0; i < 30; i++) {
      many.add(message("g", Integer.toString(i)));
    }
    say(many.toArray(OutboundMessage[]::new));
    Eventually.until(() -> receiver.received().size() == 30);
    assertThat(receiver.texts()).isEqualTo(many.stream().map(OutboundMessage::text).toList());
  }

  @Test
  void tries_again_later_and_lets_nobody_overtake() {
    var failures = new AtomicInteger(2);
    start((request, message) -> end(request, failures.getAndDecrement() > 0 ? 500 : 200));
    var first = message("g", "first");
    var second = message("g", "second");
    say(first, second);
    failed(first, 1);
    assertThat(row(first).getString("last_error")).isEqualTo("http 500");
    clock.forward(Duration.ofSeconds(1));
    failed(first, 2);
    clock.forward(Duration.ofSeconds(2));
    Eventually.until(() -> is(second, "sent"));
    assertThat(receiver.texts()).containsExactly("first", "first", "first", "second");
  }

  @Test
  void waits_as_long_as_the_receiver_asks_for() {
    start(
        (request, message) ->
            request.response().setStatusCode(429).putHeader("Retry-After", "120").end());
    var said = message("g", "x");
    say(said);
    Eventually.until(() -> row(said).getString("last_error") != null);
    assertThat(row(said).getOffsetDateTime("next_attempt_at").toInstant())
        .isEqualTo(NOW.plusSeconds(120));
  }

  @Test
  void makes_a_dead_letter_of_what_is_refused_and_goes_on() {
    start((request, message) -> end(request, message.getString("text").equals("bad") ? 400 : 200));
    var bad = message("g", "bad");
    var good = message("g", "good");
    say(bad, good);
    Eventually.until(() -> is(good, "sent"));
    assertThat(row(bad).getString("state")).isEqualTo("dead");
    assertThat(row(bad).getString("last_error")).isEqualTo("http 400");
    assertThat(receiver.texts()).containsExactly("bad", "good");
  }

  @Test
  void says_everything_in_its_order_after_an_outage_of_hours() {
    var away = new AtomicBoolean(true);
    start((request, message) -> end(request, away.get() ? 503 : 200));
    var first = message("g", "first");
    var second = message("g", "second");
    say(first, second);
    for (var attempt = 1; attempt < 12; attempt++) {
      failed(first, attempt);
      clock.forward(Duration.ofMinutes(30));
    }
    failed(first, 12);
    away.set(false);
    clock.forward(Duration.ofMinutes(5));
    Eventually.until(() -> is(second, "sent"));
    assertThat(receiver.texts()).hasSize(14).endsWith("first", "second");
    assertThat(receiver.texts()).containsOnlyOnce("second");
  }

  @Test
  void makes_a_dead_letter_of_what_was_not_taken_for_a_day() {
    start((request, message) -> end(request, 503));
    var said = message("g", "x");
    say(said);
    for (var attempt = 1; attempt < Backoff.ENOUGH; attempt++) {
      failed(said, attempt);
      clock.forward(Duration.ofMinutes(5));
    }
    failed(said, Backoff.ENOUGH);
    clock.forward(Duration.ofHours(23));
    failed(said, Backoff.ENOUGH + 1);
    assertThat(is(said, "pending")).isTrue();
    clock.forward(Duration.ofHours(1));
    Eventually.until(() -> is(said, "dead"));
    assertThat(row(said).getInteger("attempts")).isEqualTo(Backoff.ENOUGH + 2);
  }

  @Test
  void does_not_let_a_slow_conversation_hold_up_the_others() {
    var held = new CopyOnWriteArrayList<HttpServerRequest>();
    start(
        (request, message) -> {
          if (message.getString("text").equals("slow")) {
            held.add(request);
          } else {
            end(request, 200);
          }
        });
    var slow = message("slow", "slow");
    var quick = message("quick", "quick");
    say(slow);
    Eventually.until(() -> held.size() == 1);
    say(quick);
    Eventually.until(() -> is(quick, "sent"));
    assertThat(is(slow, "pending")).isTrue();
    held.forEach(request -> end(request, 200));
    Eventually.until(() -> is(slow, "sent"));
  }

  @Test
  void posts_again_with_the_same_id_what_a_dead_process_had_in_its_hands() {
    start((request, message) -> end(request, 200));
    var said = message("g", "x");
    sender.close();
    say(said);
    TestDatabase.pool()
        .preparedQuery("update outbox set attempts = 1, next_attempt_at = $1")
        .execute(Tuple.of(NOW.plusSeconds(30).atOffset(java.time.ZoneOffset.UTC)))
        .await();
    clock.forward(Duration.ofSeconds(31));
    start((request, message) -> end(request, 200));
    Eventually.until(() -> is(said, "sent"));
    assertThat(receiver.received()).hasSize(1);
  }

  @Test
  void stops_although_a_receiver_hangs_and_leaves_the_message_to_its_lease() {
    start((request, message) -> {});
    var said = message("g", "x");
    say(said);
    Eventually.until(() -> receiver.received().size() == 1);
    var start = System.nanoTime();
    sender.close();
    // The receiver itself would be given ten seconds.
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
    assertThat(is(said, "pending")).isTrue();
  }

  @Test
  void keeps_what_nobody_is_called_for_until_somebody_asks() {
    start((request, message) -> end(request, 200));
    var said = message("g", "x");
    TestDatabase.transactions()
        .run(
            tx -> {
              outbox.add(tx, "asked", null, said);
              return null;
            });
    assertThat(is(said, "polled")).isTrue();
    var page = new Messages(TestDatabase.pool()).after("asked", Messages.Cursor.BEGINNING, 50);
    assertThat(page).extracting(Messages.Said::message).containsExactly(said);
  }

  @Test
  void sends_no_faster_than_the_channel_may() {
    var start = System.nanoTime();
    start((request, message) -> end(request, 200), 10);
    for (var i = 0; i < 14; i++) {
      say(message("g" + i, "x"));
    }
    Eventually.until(() -> receiver.received().size() == 14);
    // Ten at once, the others one every tenth of a second.
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(390));
  }
}
