package linli.bot.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.sqlclient.Pool;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import linli.adapters.InboundEvent;
import linli.adapters.InboundEvent.Conversation;
import linli.adapters.InboundEvent.Kind;
import linli.adapters.InboundEvent.Sender;
import linli.bot.Features;
import linli.bot.bench.Post.Message;
import linli.bot.store.TestDatabase;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is looked up for many messages together must be what each of them would have found: the same
 * stream of messages, one by one and in batches, leaves the same behind.
 */
@DisplayName("Messages that are worked off together")
class TogetherTest {

  private static final Instant BEGIN = Instant.parse("2026-11-02T02:00:00Z");
  private static final int MESSAGES = 600;
  private static final int LARGEST_BATCH = 48;

  /**
   * What a message can leave behind, without the keys that a database gives. The order of lines
   * between messages is no part of it: advice in a danger goes out before anything is worked off.
   */
  private static final List<String> LEFT =
      List.of(
          "select outcome, hazard from inbox order by seq",
          """
          select conversation, recipient, text, buttons, case_no, in_reply_to, state
          from outbox order by conversation, in_reply_to, seq
          """,
          """
          select opened_on, seq, issue_type, building, unit, room, state, handler, outcome, hazard
          from cases order by case_id
          """,
          """
          select kind, conversation, account_id, choices, answered_at, answer, asked_at
          from question order by conversation, asked_at, kind, choices, answer
          """,
          """
          select conversation, account_id, since, lines, held_since is null as open
          from answer_window order by conversation, since
          """,
          """
          select kind, channel, account_id, public_text, conversation, building, unit, room
          from case_report order by public_text, account_id, kind, conversation
          """,
          "select verb, from_state, to_state, actor, actor_role from case_history order by 1, 2, 4",
          "select kind, occurrence, due_at, done_at from due_work order by 1, 3, 2");

  private final long seed = Long.getLong("linli.seed", 20261127);

  @Test
  void leave_the_same_behind_as_one_by_one(@TempDir Path data) {
    var knowledge = Features.Knowledge.load();
    var events = events();
    var alone = play(data.resolve("alone"), knowledge, each(events));
    var together = play(data.resolve("together"), knowledge, batches(events));
    for (var i = 0; i < LEFT.size(); i++) {
      assertThat(together.get(i))
          .as("%s, seed %d", LEFT.get(i), seed)
          .containsExactlyElementsOf(alone.get(i));
      assertThat(alone.get(i)).as(LEFT.get(i)).isNotEmpty();
    }
  }

  /** After each batch a while passes, the same for both. */
  private List<List<String>> play(
      Path data, Features.Knowledge knowledge, List<List<InboundEvent>> batches) {
    try (var fresh = TestDatabase.fresh()) {
      var database = fresh.database();
      var service = new LocalService(TestDatabase.vertx(), data, database, knowledge, BEGIN);
      service.importEstate(Quarter.file(0));
      var said = 0;
      for (var batch : batches) {
        service.sayAll(batch);
        said += batch.size();
        if (batchEnds().contains(said)) {
          service.advanceTo(BEGIN.plus(Duration.ofSeconds(20L * said)));
        }
      }
      return LEFT.stream().map(sql -> rows(database.pool(), sql)).toList();
    }
  }

  private static List<String> rows(Pool pool, String sql) {
    return StreamSupport.stream(pool.query(sql).execute().await().spliterator(), false)
        .map(row -> row.toJson().encode())
        .toList();
  }

  // --- the stream -------------------------------------------------------------------------------

  private List<List<InboundEvent>> each(List<InboundEvent> events) {
    return events.stream().map(List::of).toList();
  }

  private List<List<InboundEvent>> batches(List<InboundEvent> events) {
    var batches = new ArrayList<List<InboundEvent>>();
    var from = 0;
    for (var end : batchEnds().stream().sorted().toList()) {
      batches.add(events.subList(from, end));
      from = end;
    }
    return batches;
  }

  private HashSet<Integer> batchEnds() {
    var random = new Random(seed);
    var ends = new HashSet<Integer>();
    for (var end = 0; end < MESSAGES; ends.add(end)) {
      end = Math.min(MESSAGES, end + 1 + random.nextInt(LARGEST_BATCH));
    }
    return ends;
  }

  /** Of a private conversation only one message is in a batch: it would be worked off later. */
  private List<InboundEvent> events() {
    var mix =
        new Mix(
            Path.of("..", "nlp-models", "corpus"),
            (int) seed,
            List.of(Quarter.estate(0)),
            Map.of(Quarter.estate(0).id(), 20),
            "1102",
            new HashMap<>());
    var waiting = new ArrayList<>(mix.messages(3 * MESSAGES));
    var ends = batchEnds();
    var events = new ArrayList<InboundEvent>();
    var alone = new HashSet<String>();
    while (events.size() < MESSAGES) {
      var next =
          IntStream.range(0, waiting.size())
              .filter(i -> !waiting.get(i).inPrivate() || !alone.contains(waiting.get(i).sender()))
              .findFirst()
              .orElseThrow();
      var message = waiting.remove(next);
      if (message.inPrivate()) {
        alone.add(message.sender());
      }
      events.add(event(events.size(), message));
      if (ends.contains(events.size())) {
        alone.clear();
      }
    }
    return events;
  }

  private static InboundEvent event(int n, Message message) {
    return new InboundEvent(
        "m" + n,
        Kind.MESSAGE,
        message.inPrivate()
            ? Conversation.alone(message.sender())
            : Conversation.group(message.conversation(), null),
        new Sender(message.sender(), message.sender()),
        message.text(),
        message.mentioned(),
        null,
        List.of(),
        null,
        null,
        null);
  }
}
