package linli.bot.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import linli.bot.inbox.Backlog.Batch;
import linli.bot.inbox.Backlog.Waiting;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The backlog of a node")
class BacklogTest {

  private final Backlog backlog = new Backlog();

  private static Waiting waiting(long seq, String estate) {
    return new Waiting(seq, estate, null);
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
}
