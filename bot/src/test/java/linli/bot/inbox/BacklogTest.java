package linli.bot.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import linli.adapters.InboundEvent;
import linli.adapters.InboundEvent.Conversation;
import linli.adapters.InboundEvent.Kind;
import linli.adapters.InboundEvent.Sender;
import linli.bot.inbox.Backlog.Batch;
import linli.bot.inbox.Backlog.Waiting;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The backlog of a node")
class BacklogTest {

  private final AtomicLong nanos = new AtomicLong();
  private final Backlog backlog = new Backlog(nanos::get);

  private static Waiting waiting(long seq, String estate) {
    return new Waiting(seq, estate, received(TestEvents.message("id" + seq, "g", "x")));
  }

  private static ReceivedEvent received(InboundEvent event) {
    var key = EventKey.of(TestEvents.CHANNEL, event.id());
    return new ReceivedEvent(
        key, TestEvents.CHANNEL, event, TestEvents.NOW, null, false, List.of());
  }

  private static List<Long> seqs(Batch batch) {
    return batch.events().stream().map(Waiting::seq).toList();
  }

  @Test
  void gives_the_oldest_estate_first_and_each_into_one_hand() {
    backlog.add(List.of(waiting(1, "b"), waiting(2, "a"), waiting(3, "b"), waiting(4, "b")));
    var first = backlog.take(2).orElseThrow();
    assertThat(first.estate()).isEqualTo("b");
    assertThat(seqs(first)).containsExactly(1L, 3L);
    var second = backlog.take(2).orElseThrow();
    assertThat(seqs(second)).containsExactly(2L);
    assertThat(backlog.take(2)).isEmpty();
    backlog.done(first, true);
    assertThat(seqs(backlog.take(2).orElseThrow())).containsExactly(4L);
  }

  @Test
  void takes_in_what_it_knows_only_once() {
    backlog.add(List.of(waiting(1, "a")));
    var batch = backlog.take(9).orElseThrow();
    backlog.add(List.of(waiting(1, "a")));
    assertThat(backlog.known()).containsExactly(1L);
    backlog.done(batch, true);
    assertThat(backlog.known()).isEmpty();
    assertThat(backlog.take(9)).isEmpty();
  }

  @Test
  void forgets_what_stands_behind_events_that_still_wait() {
    backlog.add(List.of(waiting(1, "a"), waiting(2, "a"), waiting(3, "b")));
    backlog.done(backlog.take(1).orElseThrow(), false);
    assertThat(backlog.known()).containsExactly(3L);
  }

  @Test
  void is_short_until_enough_wait_that_nobody_has_in_hand() {
    backlog.add(LongStream.range(0, 64).mapToObj(seq -> waiting(seq, "a")).toList());
    assertThat(backlog.isShort()).isFalse();
    backlog.take(1);
    assertThat(backlog.isShort()).isTrue();
  }

  @Test
  void leaves_an_estate_alone_that_another_node_works_in_and_goes_on_with_the_others() {
    backlog.add(List.of(waiting(1, "a"), waiting(2, "a"), waiting(3, "b")));
    backlog.putBack(backlog.take(1).orElseThrow());
    assertThat(backlog.take(1).orElseThrow().estate()).isEqualTo("b");
    assertThat(backlog.take(1)).isEmpty();
    assertThat(backlog.known()).containsExactlyInAnyOrder(1L, 2L, 3L);
    nanos.addAndGet(100_000_000);
    assertThat(seqs(backlog.take(9).orElseThrow())).containsExactly(1L, 2L);
  }

  @Test
  void is_short_when_all_that_waits_belongs_to_an_estate_in_hand() {
    backlog.add(LongStream.range(0, 200).mapToObj(seq -> waiting(seq, "a")).toList());
    backlog.take(48);
    assertThat(backlog.isShort()).isTrue();
    backlog.add(LongStream.range(200, 4096).mapToObj(seq -> waiting(seq, "a")).toList());
    assertThat(backlog.isShort()).isFalse();
  }

  @Test
  void keeps_the_order_when_an_older_event_comes_later() {
    backlog.add(List.of(waiting(2, "a"), waiting(3, "a")));
    backlog.add(List.of(waiting(1, "a")));
    assertThat(seqs(backlog.take(9).orElseThrow())).containsExactly(1L, 2L, 3L);
  }

  @Test
  void gives_one_event_of_a_private_conversation_at_a_time() {
    var alone = new Conversation("private:x", Conversation.Type.PRIVATE, null);
    var events =
        LongStream.of(1, 2)
            .mapToObj(seq -> new Waiting(seq, "a", received(inPrivate(seq, alone))))
            .toList();
    backlog.add(events);
    backlog.add(List.of(waiting(3, "a")));
    var batch = backlog.take(9).orElseThrow();
    assertThat(seqs(batch)).containsExactly(1L, 3L);
    backlog.done(batch, true);
    assertThat(seqs(backlog.take(9).orElseThrow())).containsExactly(2L);
  }

  private static InboundEvent inPrivate(long seq, Conversation alone) {
    return new InboundEvent(
        "id" + seq,
        Kind.MESSAGE,
        alone,
        new Sender("x", null),
        "x",
        false,
        null,
        List.of(),
        null,
        null,
        TestEvents.NOW);
  }
}
