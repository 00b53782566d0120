package linli.bot;

import static linli.bot.TestService.NO_HAZARDS;
import static linli.bot.TestService.domain;
import static linli.bot.TestService.event;
import static linli.bot.TestService.messages;
import static linli.bot.TestService.post;
import static linli.bot.TestService.request;
import static linli.bot.TestService.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import linli.adapters.InboundEvent;
import linli.adapters.OutboundMessage;
import linli.adapters.webhook.Signature;
import linli.bot.inbox.EventHandler;
import linli.bot.inbox.EventKey;
import linli.bot.inbox.TestEvents;
import linli.bot.store.CannotStart;
import linli.bot.store.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The service")
class ServiceTest {

  private final MovableClock clock = new MovableClock(TestEvents.NOW);
  private final List<String> handled = Collections.synchronizedList(new ArrayList<>());

  @TempDir Path data;
  private Service service;
  private Wiring wiring;

  @BeforeEach
  void start() {
    TestDatabase.clean();
    wiring =
        new Wiring(
            TestService.vertx(),
            TestService.config(data, TestDatabase.url(), null),
            TestDatabase.database(),
            clock);
    EventHandler echo =
        (tx, estate, received) -> {
          handled.add(received.event().text());
          wiring.outbox().add(tx, received.channel(), estate, answer(received.event()));
          return "answered";
        };
    service = Service.start(wiring, domain(echo, NO_HAZARDS));
  }

  @AfterEach
  void stop() {
    service.close();
  }

  private OutboundMessage answer(InboundEvent event) {
    return new OutboundMessage(
        UUID.nameUUIDFromBytes(event.id().getBytes(java.nio.charset.StandardCharsets.UTF_8)),
        event.conversation().id(),
        event.conversation().type(),
        null,
        "echo " + event.text(),
        null,
        event.id(),
        null,
        clock.instant());
  }

  private JsonArray said() {
    return new JsonObject(messages(service, clock, "after=").body()).getJsonArray("messages");
  }

  @Test
  void answers_a_message_end_to_end() {
    var response = post(service, clock, event("1", "电梯坏了"));
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("{\"accepted\":1,\"duplicates\":0}");
    Eventually.until(() -> said().size() == 1);
    var answer = said().getJsonObject(0);
    assertThat(answer.getString("text")).isEqualTo("echo 电梯坏了");
    assertThat(answer.getString("inReplyTo")).isEqualTo("1");
    assertThat(answer.getJsonObject("conversation").getString("type")).isEqualTo("group");
    assertThat(answer.getString("createdAt")).isEqualTo("2026-11-23T08:02:00+08:00");
  }

  @Test
  void takes_a_redelivery_and_says_nothing_again() {
    post(service, clock, event("1", "a"));
    assertThat(post(service, clock, event("1", "a")).body())
        .isEqualTo("{\"accepted\":0,\"duplicates\":1}");
    assertThat(post(service, clock, "[" + event("1", "a") + "," + event("2", "b") + "]").body())
        .isEqualTo("{\"accepted\":1,\"duplicates\":1}");
    Eventually.until(() -> said().size() == 2);
    assertThat(handled).containsExactly("a", "b");
  }

  @Test
  void takes_an_array_whole_or_not_at_all() {
    var response = post(service, clock, "[" + event("1", "a") + ",{\"id\":\"2\"}]");
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(new JsonObject(response.body()).getString("path")).isEqualTo("$[1].conversation");
    assertThat(post(service, clock, "[]").body()).isEqualTo("{\"accepted\":0,\"duplicates\":0}");
    assertThat(post(service, clock, event("1", "a")).body())
        .isEqualTo("{\"accepted\":1,\"duplicates\":0}");
  }

  @Test
  void pages_through_what_was_said() {
    post(
        service,
        clock,
        "[" + event("1", "a") + "," + event("2", "b") + "," + event("3", "c") + "]");
    Eventually.until(() -> said().size() == 3);
    var first = new JsonObject(messages(service, clock, "after=&limit=2").body());
    assertThat(first.getJsonArray("messages")).hasSize(2);
    var next = first.getString("next");
    assertThat(first.getJsonArray("messages").getJsonObject(1).getString("cursor")).isEqualTo(next);
    var second = new JsonObject(messages(service, clock, "after=" + next).body());
    assertThat(second.getJsonArray("messages")).hasSize(1);
    var last = second.getString("next");
    var third = new JsonObject(messages(service, clock, "after=" + last).body());
    assertThat(third.getJsonArray("messages")).isEmpty();
    assertThat(third.getString("next")).isEqualTo(last);
  }

  @ParameterizedTest
  @ValueSource(strings = {"limit=0", "limit=501", "limit=many", "after=nonsense"})
  void refuses_a_query_that_it_does_not_understand(String query) {
    var response = messages(service, clock, query);
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(new JsonObject(response.body()).getString("path"))
        .isEqualTo(query.substring(0, query.indexOf('=')));
  }

  @Test
  void refuses_who_has_no_signature_or_one_for_something_else() {
    var unsigned =
        request(service, "/hooks/webhook").POST(BodyPublishers.ofString(event("1", "a")));
    assertThat(send(unsigned).statusCode()).isEqualTo(401);
    assertThat(send(request(service, "/hooks/webhook/messages?after=")).statusCode())
        .isEqualTo(401);
    clock.forward(Duration.ofMinutes(6));
    var old = new MovableClock(TestEvents.NOW);
    assertThat(post(service, old, event("1", "a")).statusCode()).isEqualTo(401);
    assertThat(messages(service, old, "after=").statusCode()).isEqualTo(401);
  }

  @Test
  void answers_what_it_does_not_have_in_json_and_without_a_trace() {
    assertThat(
            send(request(service, "/hooks/none").POST(BodyPublishers.ofString("x"))).statusCode())
        .isEqualTo(404);
    assertThat(send(request(service, "/hooks/none/messages")).statusCode()).isEqualTo(404);
    assertThat(send(request(service, "/nothing")).statusCode()).isEqualTo(404);
    assertThat(send(request(service, "/hooks/webhook").DELETE()).statusCode()).isEqualTo(405);
    var large = post(service, clock, event("1", "x".repeat(100_001)));
    assertThat(large.statusCode()).isEqualTo(413);
    assertThat(large.body()).isEqualTo("{\"error\":\"body too large\"}");
  }

  @Test
  void tells_whether_it_is_alive_and_ready() {
    assertThat(send(request(service, "/healthz")).statusCode()).isEqualTo(200);
    var ready = send(request(service, "/readyz"));
    assertThat(ready.statusCode()).isEqualTo(200);
    assertThat(new JsonObject(ready.body()).getJsonObject("checks"))
        .isEqualTo(
            new JsonObject().put("database", true).put("migrations", true).put("models", true));
  }

  @Test
  void shows_its_numbers_only_to_who_has_the_token() throws IOException {
    assertThat(send(request(service, "/metrics")).statusCode()).isEqualTo(401);
    assertThat(metrics("wrong").statusCode()).isEqualTo(401);
    var file = data.resolve("api.token");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    post(service, clock, event("1", "a"));
    var numbers = metrics(Files.readString(file));
    assertThat(numbers.statusCode()).isEqualTo(200);
    assertThat(numbers.body())
        .contains("linli_inbox_pending", "linli_outbox_dead 0.0", "linli_due_overdue 0.0")
        .contains("linli_http_requests_seconds_count{route=\"/hooks/{channel}\",status=\"200\"} 1");
  }

  private HttpResponse<String> metrics(String token) {
    return send(request(service, "/metrics").header("Authorization", "Bearer " + token));
  }

  @Test
  void loses_nothing_that_it_acknowledged_when_it_stops() {
    var acknowledged = Collections.synchronizedList(new ArrayList<String>());
    var senders = new ArrayList<Thread>();
    for (var s = 0; s < 8; s++) {
      var name = "s" + s;
      senders.add(
          Thread.startVirtualThread(
              () -> {
                for (var i = 0; i < 200; i++) {
                  try {
                    if (post(service, clock, event(name + "-" + i, "x")).statusCode() == 200) {
                      acknowledged.add(name + "-" + i);
                    }
                  } catch (IllegalStateException stopped) {
                    return;
                  }
                }
              }));
    }
    Eventually.until(() -> acknowledged.size() > 50);
    service.close();
    senders.forEach(ServiceTest::join);
    var stored = new ArrayList<UUID>();
    TestDatabase.pool()
        .query("select event_key from inbox")
        .execute()
        .await()
        .forEach(row -> stored.add(row.getUUID(0)));
    assertThat(stored)
        .containsAll(acknowledged.stream().map(id -> EventKey.of("webhook", id)).toList());
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  @Test
  void shares_the_work_with_another_node_and_keeps_each_conversation_in_order() {
    EventHandler note =
        (tx, estate, received) -> {
          handled.add(received.event().conversation().id() + " " + received.event().text());
          return "noted";
        };
    var other = new Wiring(TestService.vertx(), wiring.config(), TestDatabase.database(), clock);
    service.close();
    try (var one = Service.start(wiring, domain(note, NO_HAZARDS));
        var two = Service.start(other, domain(note, NO_HAZARDS))) {
      for (var i = 0; i < 120; i++) {
        var event = event("id" + i, Integer.toString(i)).replace("\"g\"", "\"g" + i % 6 + "\"");
        assertThat(post(i % 2 == 0 ? one : two, clock, event).statusCode()).isEqualTo(200);
      }
      Eventually.until(() -> handled.size() >= 120);
    }
    assertThat(handled).hasSize(120).doesNotHaveDuplicates();
    for (var conversation = 0; conversation < 6; conversation++) {
      var prefix = "g" + conversation + " ";
      var order =
          handled.stream()
              .filter(each -> each.startsWith(prefix))
              .map(each -> Integer.valueOf(each.substring(prefix.length())))
              .toList();
      assertThat(order).isSorted().hasSize(20);
    }
  }

  @Test
  void says_that_its_port_is_taken() {
    var taken = service.port();
    var config = wiring.config();
    var same =
        new LinliConfig(
            new LinliConfig.Http("127.0.0.1", taken, 1000),
            config.data(),
            config.database(),
            true,
            config.channels(),
            config.inbox(),
            config.media(),
            null,
            null);
    assertThatThrownBy(
            () -> Service.open(same, clock, parts -> domain((tx, e, r) -> "x", NO_HAZARDS)))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining("http.port")
        .hasMessageContaining(Integer.toString(taken));
  }

  @Test
  void generates_a_secret_for_a_channel_that_has_none() throws IOException {
    var settings =
        new LinliConfig.ChannelSettings(
            "webhook", null, URI.create("http://127.0.0.1:1/"), null, null, 1);
    var config = wiring.config();
    var without =
        new LinliConfig(
            config.http(),
            data,
            config.database(),
            true,
            java.util.Map.of("mine", settings),
            config.inbox(),
            config.media(),
            null,
            null);
    var parts = new Wiring(TestService.vertx(), without, TestDatabase.database(), clock);
    var secret = new linli.adapters.Secret(Files.readString(data.resolve("mine.secret")));
    var header = new Signature(secret, clock).sign(new byte[0]);
    assertThat(parts.configuredChannels().get("mine").own().orElseThrow().mayRead(header, null))
        .isTrue();
  }
}
