package linli.bot;

import static linli.bot.TestService.SECRET;
import static linli.bot.TestService.domain;
import static linli.bot.TestService.event;
import static linli.bot.TestService.post;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import linli.adapters.OutboundMessage;
import linli.bot.inbox.EventKey;
import linli.bot.inbox.HazardWatch;
import linli.bot.inbox.TestEvents;
import linli.bot.outbox.Messages;
import linli.bot.outbox.Receiver;
import linli.bot.store.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Advice in danger")
class AdviceTest {

  private static final String FIRE = event("fire", "着火了");

  private final MovableClock clock = new MovableClock(TestEvents.NOW);
  private final AtomicInteger answerWith = new AtomicInteger(200);
  private final HazardWatch watch =
      (channel, event, now) ->
          event.text().contains("着火")
              ? Optional.of(new HazardWatch.Alert("fire", advice(channel, event.id())))
              : Optional.empty();

  @TempDir Path data;
  private TestDatabase.Fresh database;
  private Receiver receiver;
  private Service service;

  private OutboundMessage advice(String channel, String eventId) {
    var key = EventKey.of(channel, eventId);
    return new OutboundMessage(
        new UUID(key.getMostSignificantBits(), ~key.getLeastSignificantBits()),
        "g",
        linli.adapters.InboundEvent.Conversation.Type.GROUP,
        null,
        "立即撤离,拨打119",
        null,
        eventId,
        null,
        clock.instant());
  }

  @BeforeEach
  void start() {
    database = TestDatabase.fresh();
    receiver =
        new Receiver(
            TestService.vertx(),
            SECRET,
            clock,
            (request, message) -> request.response().setStatusCode(answerWith.get()).end());
    service = startService();
  }

  private Service startService() {
    var config = TestService.config(data, database.url(), receiver.address());
    var wiring = new Wiring(TestService.vertx(), config, database.database(), clock);
    return Service.start(wiring, domain((tx, estate, received) -> "opened", watch));
  }

  @AfterEach
  void stop() {
    service.close();
    receiver.close();
    database.close();
  }

  private List<String> states() {
    var states = new java.util.ArrayList<String>();
    database
        .database()
        .pool()
        .query("select state from outbox")
        .execute()
        .await()
        .forEach(row -> states.add(row.getString(0)));
    return states;
  }

  @Test
  void goes_out_once_and_is_kept_as_sent() {
    assertThat(post(service, clock, FIRE).statusCode()).isEqualTo(200);
    Eventually.until(() -> states().equals(List.of("sent")));
    post(service, clock, FIRE);
    assertThat(receiver.texts()).containsExactly("立即撤离,拨打119");
    var page =
        new Messages(database.database().pool())
            .after("webhook", Messages.Cursor.parse("").orElseThrow(), 50);
    assertThat(page).hasSize(1);
  }

  @Test
  void is_not_repeated_by_a_node_that_did_not_give_it() {
    post(service, clock, FIRE);
    Eventually.until(() -> states().equals(List.of("sent")));
    service.close();
    service = startService();
    assertThat(post(service, clock, FIRE).body()).isEqualTo("{\"accepted\":0,\"duplicates\":1}");
    assertThat(receiver.received()).hasSize(1);
  }

  @Test
  void goes_out_while_the_database_is_down_and_the_caller_is_asked_to_come_again() {
    TestDatabase.stopAnswering(database);
    try {
      assertThat(post(service, clock, FIRE).statusCode()).isEqualTo(503);
      assertThat(receiver.texts()).containsExactly("立即撤离,拨打119");
      assertThat(post(service, clock, FIRE).statusCode()).isEqualTo(503);
      assertThat(post(service, clock, event("other", "x")).statusCode()).isEqualTo(503);
    } finally {
      TestDatabase.answerAgain(database);
    }
    assertThat(post(service, clock, FIRE).body()).isEqualTo("{\"accepted\":1,\"duplicates\":0}");
    Eventually.until(() -> states().equals(List.of("sent")));
    assertThat(receiver.received()).hasSize(1);
  }

  @Test
  void that_did_not_arrive_is_sent_again_by_the_outbox() {
    answerWith.set(500);
    assertThat(post(service, clock, FIRE).statusCode()).isEqualTo(200);
    Eventually.until(() -> receiver.received().size() == 1);
    answerWith.set(200);
    Eventually.until(
        () -> {
          clock.forward(Duration.ofMillis(100));
          return states().equals(List.of("sent"));
        });
    assertThat(receiver.received()).hasSizeGreaterThanOrEqualTo(2);
    assertThat(receiver.received())
        .extracting(m -> m.getString("id"))
        .containsOnly(receiver.received().getFirst().getString("id"));
  }
}
