package linli.bot.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import linli.adapters.InboundEvent;
import linli.adapters.InboundEvent.Conversation;
import linli.adapters.Mouth;
import linli.adapters.OutboundMessage;
import linli.adapters.OutboundMessage.Button;
import linli.adapters.Secret;
import linli.adapters.telegram.TelegramMouth;
import linli.adapters.wecom.WecomAppMouth;
import linli.adapters.wecom.WecomKfMouth;
import linli.bot.Eventually;
import linli.bot.MovableClock;
import linli.bot.channels.Callbacks;
import linli.bot.channels.Channel;
import linli.bot.channels.Channels;
import linli.bot.channels.Replies;
import linli.bot.channels.Tokens;
import linli.bot.channels.Vendor;
import linli.bot.store.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The outbox, to platforms of others")
class PlatformSenderTest {

  private static final Instant NOW = Instant.parse("2026-11-23T00:02:00Z");
  private static final Mouth TELEGRAM = new TelegramMouth(new Secret("1:a"));
  private static final Mouth KF = new WecomKfMouth("ww1", new Secret("s"));
  private static final Mouth WECOM = new WecomAppMouth("ww1", 7, new Secret("s"));

  private final MovableClock clock = new MovableClock(NOW);
  private final Vendor vendor = new Vendor(TestDatabase.vertx());
  private final List<AutoCloseable> closing = new ArrayList<>(List.of(vendor));

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

  private static Channel channel(Mouth mouth, URI address) {
    return new Channel("platform", null, mouth, address, null, null, 1000);
  }

  private OutboundMessage say(Mouth mouth, URI address, String text, Button... buttons) {
    var channels = new Channels(List.of(channel(mouth, address)));
    var outbox = new Outbox(TestDatabase.pool(), channels, clock, new Backoff(new Random(1)));
    var replies = new Replies(TestDatabase.pool(), clock);
    var callbacks =
        new Callbacks(TestDatabase.vertx(), clock, new Tokens(TestDatabase.pool(), clock), replies);
    closing.add(callbacks);
    var message =
        new OutboundMessage(
            UUID.randomUUID(),
            "private:p1@wk1",
            Conversation.Type.PRIVATE,
            "p1@wk1",
            text,
            List.of(buttons),
            null,
            null,
            NOW);
    TestDatabase.transactions()
        .run(
            tx -> {
              outbox.add(tx, "platform", "e1", message);
              return null;
            });
    closing.add(new Sender(TestDatabase.pool(), channels, callbacks, outbox, replies, clock));
    return message;
  }

  private static Row row(OutboundMessage message) {
    return TestDatabase.pool()
        .preparedQuery("select * from outbox where id = $1")
        .execute(Tuple.of(message.id()))
        .await()
        .iterator()
        .next();
  }

  private static void failed(OutboundMessage message, int attempts) {
    Eventually.until(
        () ->
            row(message).getInteger("attempts") == attempts
                && row(message).getString("last_error") != null);
  }

  private static void sent(OutboundMessage message) {
    Eventually.until(() -> row(message).getString("state").equals("sent"));
  }

  @Test
  void says_what_waited_for_hours_until_somebody_repaired_the_token() {
    for (var attempt = 1; attempt <= 12; attempt++) {
      vendor.tell(401, "{\"ok\":false}");
    }
    var said = say(TELEGRAM, vendor.address(), "修好了吗?");
    for (var attempt = 1; attempt <= 12; attempt++) {
      failed(said, attempt);
      clock.forward(Duration.ofMinutes(10));
    }
    sent(said);
  }

  @Test
  void does_not_say_a_part_again_that_was_said() {
    vendor.tell(200, "{\"ok\":true}");
    vendor.tell(500, "{}");
    vendor.tell(500, "{}");
    var sentences = IntStream.range(0, 280).mapToObj("这是第%d句话,不长也不短。"::formatted);
    var said = say(TELEGRAM, vendor.address(), sentences.collect(Collectors.joining()));
    failed(said, 1);
    clock.forward(Duration.ofSeconds(1));
    failed(said, 2);
    clock.forward(Duration.ofSeconds(2));
    sent(said);
    var texts = vendor.messages().stream().map(each -> each.body().getString("text")).toList();
    assertThat(texts).hasSize(5);
    assertThat(texts.get(0)).isNotEqualTo(texts.get(1));
    assertThat(texts.subList(2, 4)).containsOnly(texts.get(1));
    assertThat(String.join("", texts.get(0), texts.get(3), texts.get(4))).isEqualTo(said.text());
  }

  @Test
  void does_not_say_a_text_again_when_its_card_was_not_taken() {
    vendor.tell(200, "{\"errcode\":0}");
    vendor.tell(500, "{}");
    var said = say(WECOM, vendor.address(), "说得长一点。".repeat(30), new Button("1", "很好"));
    failed(said, 1);
    clock.forward(Duration.ofSeconds(1));
    sent(said);
    assertThat(vendor.messages())
        .extracting(each -> each.body().getString("msgtype"))
        .containsExactly("text", "template_card", "template_card");
  }

  private void writes() {
    var event =
        new InboundEvent(
            "e" + clock.instant(),
            InboundEvent.Kind.MESSAGE,
            Conversation.alone("p1@wk1"),
            new InboundEvent.Sender("p1@wk1", null),
            "在吗",
            false,
            null,
            List.of(),
            null,
            null,
            clock.instant());
    new Replies(TestDatabase.pool(), clock)
        .heard(channel(KF, vendor.address()), List.of(event), List.of())
        .await();
  }

  private void lost(OutboundMessage message) {
    Eventually.until(() -> row(message).getString("state").equals("dead"));
    assertThat(row(message).getString("last_error")).isEqualTo("no reply window");
  }

  @Test
  void answers_in_customer_service_five_times_after_somebody_wrote_and_again_after_the_next() {
    lost(say(KF, vendor.address(), "没人写过"));
    writes();
    for (var answer = 1; answer <= 5; answer++) {
      sent(say(KF, vendor.address(), "第" + answer + "句"));
    }
    lost(say(KF, vendor.address(), "第六句"));
    clock.forward(Duration.ofMinutes(1));
    writes();
    sent(say(KF, vendor.address(), "再一句"));
    assertThat(vendor.messages()).hasSize(6);
  }

  @Test
  void answers_in_customer_service_for_48_hours() {
    writes();
    clock.forward(Duration.ofHours(48).minusSeconds(1));
    sent(say(KF, vendor.address(), "还来得及"));
    clock.forward(Duration.ofSeconds(1));
    lost(say(KF, vendor.address(), "太晚了"));
  }

  @Test
  void counts_each_part_of_a_long_answer() {
    writes();
    sent(say(KF, vendor.address(), "说得长一点。".repeat(250)));
    assertThat(vendor.messages()).hasSize(3);
    sent(say(KF, vendor.address(), "四"));
    sent(say(KF, vendor.address(), "五"));
    lost(say(KF, vendor.address(), "六"));
  }

  @Test
  void notes_a_failure_when_the_answer_is_no_http() {
    var garbage =
        TestDatabase.vertx()
            .createNetServer()
            .connectHandler(socket -> socket.handler(asked -> socket.write("garbage\r\n\r\n")))
            .listen(0, "127.0.0.1")
            .await();
    closing.add(() -> garbage.close().await());
    var said = say(TELEGRAM, URI.create("http://127.0.0.1:" + garbage.actualPort()), "修好了吗?");
    failed(said, 1);
    assertThat(row(said).getOffsetDateTime("next_attempt_at").toInstant())
        .isBefore(NOW.plusSeconds(2));
  }
}
