package linli.bot.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import linli.adapters.InboundEvent.Conversation;
import linli.adapters.Mouth;
import linli.adapters.OutboundMessage;
import linli.adapters.Secret;
import linli.adapters.feishu.FeishuMouth;
import linli.adapters.slack.SlackMouth;
import linli.adapters.telegram.TelegramMouth;
import linli.adapters.wecom.WecomAppMouth;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Somebody took back our key at the platform, and an hour later gave us it again. */
@DisplayName("A key that was revoked")
class RevokedKeyTest {

  private static final Instant NOW = Instant.parse("2026-11-23T00:02:00Z");
  private static final Secret SECRET = new Secret("s");
  private static final int CONVERSATIONS = 10;
  private static final int LINES = 4;
  private static final Pattern LINE = Pattern.compile("\\d+/\\d+");

  private final MovableClock clock = new MovableClock(NOW);
  private final ListAppender<ILoggingEvent> logs = new ListAppender<>();
  private final Logger root = (Logger) LoggerFactory.getLogger("linli");
  private final List<String> said = Collections.synchronizedList(new ArrayList<>());
  private final List<AutoCloseable> closing = new ArrayList<>();
  private volatile boolean revoked = true;
  private volatile int knocks;
  private HttpServer server;

  @BeforeEach
  void start() {
    TestDatabase.clean();
    logs.start();
    root.addAppender(logs);
    server =
        TestDatabase.vertx()
            .createHttpServer()
            .requestHandler(
                request -> request.body().onSuccess(body -> answer(request, body.toString())))
            .listen(0, "127.0.0.1")
            .await();
    closing.add(() -> server.close().await());
  }

  @AfterEach
  void close() throws Exception {
    root.detachAppender(logs);
    for (var each : closing.reversed()) {
      each.close();
    }
  }

  /** What any of the platforms says, all in one. */
  private void answer(HttpServerRequest request, String body) {
    knocks++;
    if (revoked) {
      var telegram = request.path().startsWith("/bot");
      request
          .response()
          .setStatusCode(telegram ? 401 : 200)
          .end("{\"ok\":false,\"error\":\"token_revoked\",\"code\":10014,\"errcode\":40001}");
      return;
    }
    var line = LINE.matcher(body); // requests for tokens have none
    if (line.find()) {
      said.add(line.group());
    }
    request
        .response()
        .end(
            new JsonObject()
                .put("ok", true)
                .put("code", 0)
                .put("errcode", 0)
                .put("access_token", "t")
                .put("expires_in", 7200)
                .put("tenant_access_token", "t")
                .put("expire", 7200)
                .encode());
  }

  private static Mouth mouth(String platform) {
    return switch (platform) {
      case "slack" -> new SlackMouth(SECRET);
      case "telegram" -> new TelegramMouth(SECRET);
      case "feishu" -> new FeishuMouth("cli", SECRET);
      default -> new WecomAppMouth("ww1", 7, SECRET);
    };
  }

  private static OutboundMessage line(int conversation, int line) {
    return new OutboundMessage(
        UUID.randomUUID(),
        "private:p" + conversation,
        Conversation.Type.PRIVATE,
        "p" + conversation,
        conversation + "/" + line,
        List.of(),
        null,
        null,
        NOW);
  }

  private List<ILoggingEvent> logged(Level level) {
    return List.copyOf(logs.list).stream().filter(each -> each.getLevel() == level).toList();
  }

  private static long count(String sql) {
    return TestDatabase.pool().query(sql).execute().await().iterator().next().getLong(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"slack", "telegram", "feishu", "wecom"})
  void is_said_once_and_what_waited_goes_out_in_its_order_when_it_is_repaired(String platform) {
    var base = URI.create("http://127.0.0.1:" + server.actualPort());
    var channel = new Channel("platform", null, mouth(platform), base, null, null, 1000);
    var channels = new Channels(List.of(channel));
    var outbox = new Outbox(TestDatabase.pool(), channels, clock, new Backoff(new Random(1)));
    var replies = new Replies(TestDatabase.pool(), clock);
    var callbacks =
        new Callbacks(TestDatabase.vertx(), clock, new Tokens(TestDatabase.pool(), clock), replies);
    closing.add(callbacks);
    TestDatabase.transactions()
        .run(
            tx -> {
              for (var at = 0; at < LINES * CONVERSATIONS; at++) {
                var line = line(at % CONVERSATIONS, at / CONVERSATIONS);
                outbox.add(tx, "platform", "e1", line);
              }
              return null;
            });
    closing.add(new Sender(TestDatabase.pool(), channels, callbacks, outbox, replies, clock));
    var states = new ChannelStates(TestDatabase.pool(), clock);
    Eventually.until(() -> states.read(channels).getFirst().keyRefused());
    var end = NOW.plus(Duration.ofHours(1));
    Eventually.until(
        () -> {
          clock.forward(Duration.ofSeconds(5));
          return clock.instant().isAfter(end);
        });
    assertThat(states.read(channels).getFirst().waiting()).isEqualTo(LINES * CONVERSATIONS);
    assertThat(logged(Level.ERROR)).hasSize(1);
    assertThat(logged(Level.ERROR).getFirst().getMessage())
        .isEqualTo("channel down: its key is refused");
    assertThat(logged(Level.WARN)).isEmpty();
    assertThat(knocks).isLessThan(150);

    revoked = false;
    Eventually.until(
        () -> {
          clock.forward(Duration.ofSeconds(5));
          return count("select count(*) from outbox where state <> 'sent'") == 0;
        });
    Eventually.until(() -> !states.read(channels).getFirst().keyRefused());
    for (var at = 0; at < CONVERSATIONS; at++) {
      var of = at + "/";
      // This clock runs through leases: what was under way may have been said again.
      assertThat(said.stream().filter(line -> line.startsWith(of)).distinct())
          .containsExactlyElementsOf(IntStream.range(0, LINES).mapToObj(i -> of + i).toList());
    }
  }
}
