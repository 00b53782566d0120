package linli.bot.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import linli.adapters.InboundEvent.Conversation;
import linli.adapters.OutboundMessage;
import linli.adapters.Secret;
import linli.adapters.webhook.SignedWebhook;
import linli.bot.channels.Channel;
import linli.bot.channels.Channels;
import linli.bot.outbox.Messages.Cursor;
import linli.bot.outbox.Messages.Said;
import linli.bot.store.EstateLock;
import linli.bot.store.TestDatabase;
import linli.bot.store.Transaction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Asking for messages")
class MessagesTest {

  private static final Instant NOW = Instant.parse("2026-11-23T00:02:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  private final Messages messages = new Messages(TestDatabase.pool());
  private final Outbox outbox =
      new Outbox(
          TestDatabase.pool(),
          new Channels(
              List.of(
                  new Channel("c", new SignedWebhook(new Secret("s"), CLOCK), null, null, 1),
                  new Channel("d", new SignedWebhook(new Secret("s"), CLOCK), null, null, 1))),
          CLOCK,
          new Backoff(ThreadLocalRandom.current()));

  private final List<SqlConnection> connections = new ArrayList<>();

  /** Closed after the test, whatever became of it: an open transaction would block all others. */
  private SqlConnection connection() {
    var connection = TestDatabase.pool().getConnection().await();
    connections.add(connection);
    return connection;
  }

  @AfterEach
  void close() {
    for (var connection : connections) {
      connection.query("rollback").execute().await();
      connection.close().await();
    }
  }

  @BeforeEach
  void empty() {
    TestDatabase.clean();
  }

  private void say(Transaction tx, String channel, String text) {
    outbox.add(
        tx,
        channel,
        null,
        new OutboundMessage(
            UUID.randomUUID(), "g", Conversation.Type.GROUP, null, text, null, null, null, NOW));
  }

  private void say(String text) {
    TestDatabase.transactions()
        .run(
            tx -> {
              say(tx, "c", text);
              return null;
            });
  }

  private List<String> read(Cursor from) {
    return texts(messages.after("c", from, 500));
  }

  private static List<String> texts(List<Said> page) {
    return page.stream().map(said -> said.message().text()).toList();
  }

  @Test
  void gives_them_in_order_page_by_page_and_only_those_of_the_channel() {
    List.of("1", "2", "3", "4", "5").forEach(this::say);
    TestDatabase.transactions()
        .run(
            tx -> {
              say(tx, "d", "other");
              return null;
            });
    var first = messages.after("c", Cursor.BEGINNING, 2);
    assertThat(texts(first)).containsExactly("1", "2");
    var handedBack = Cursor.parse(first.getLast().cursor().text()).orElseThrow();
    assertThat(read(handedBack)).containsExactly("3", "4", "5");
  }

  @Test
  void never_skips_what_an_older_transaction_says_later() {
    var slow = connection();
    slow.query("begin").execute().await();
    var slowly = new Transaction(slow);
    say(slowly, "c", "written first, committed last");
    slowly.flush();
    slow.query("select 1").execute().await(); // by now it is written
    say("committed first");
    assertThat(read(Cursor.BEGINNING)).isEmpty();
    slow.query("commit").execute().await();
    assertThat(read(Cursor.BEGINNING))
        .containsExactly("written first, committed last", "committed first");
  }

  @Test
  void keeps_the_order_of_changes_that_waited_for_each_other() {
    var early = connection();
    early.query("begin").execute().await();
    early.query("select pg_current_xact_id()").execute().await(); // as one that claimed an event
    say("the change that came first");
    var waiting = new Transaction(early);
    EstateLock.take(waiting, "e1");
    say(waiting, "c", "the change that waited for it");
    waiting.flush();
    early.query("select 1").execute().await();
    early.query("commit").execute().await();
    assertThat(read(Cursor.BEGINNING))
        .containsExactly("the change that came first", "the change that waited for it");
  }

  @Test
  void gives_each_message_once_to_who_follows_the_cursor_while_many_speak() throws Exception {
    var writers = new ArrayList<Thread>();
    for (var w = 0; w < 6; w++) {
      var name = "w" + w;
      writers.add(
          Thread.startVirtualThread(
              () -> {
                for (var i = 0; i < 40; i++) {
                  say(name + "-" + i);
                }
              }));
    }
    var seen = new ArrayList<String>();
    var cursor = Cursor.BEGINNING;
    var writing = true;
    while (writing) {
      writing = writers.stream().anyMatch(Thread::isAlive);
      for (var said : messages.after("c", cursor, 7)) {
        seen.add(said.message().text());
        cursor = said.cursor();
      }
    }
    for (var said : messages.after("c", cursor, 500)) {
      seen.add(said.message().text());
    }
    assertThat(seen).hasSize(240).doesNotHaveDuplicates();
  }

  @Test
  void takes_only_its_own_cursors() {
    assertThat(Cursor.parse("")).contains(Cursor.BEGINNING);
    assertThat(Cursor.parse(null)).contains(Cursor.BEGINNING);
    assertThat(Cursor.parse("7; drop table outbox")).isEmpty();
    assertThat(Cursor.parse("fffffffffffffffff.1")).isEmpty();
    assertThat(Cursor.parse("1f.2")).contains(new Cursor("31", 2));
  }
}
