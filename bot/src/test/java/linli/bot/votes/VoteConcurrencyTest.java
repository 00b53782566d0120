package linli.bot.votes;

import static linli.bot.votes.VoteStage.CLOSES;
import static linli.bot.votes.VoteStage.ESTATE;
import static linli.bot.votes.VoteStage.person;
import static linli.bot.votes.VoteStage.run;
import static linli.bot.votes.VoteStage.sql;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import linli.bot.due.DueWork;
import linli.bot.store.TestDatabase;
import linli.bot.votes.recount.ExportFile;
import linli.bot.votes.recount.ExportFile.Read;
import linli.bot.votes.tally.Choice;
import linli.bot.votes.tally.Household;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Two hundred ballots that come at once")
class VoteConcurrencyTest {

  private static final Instant LAST_SECOND = CLOSES.minusSeconds(1);
  private static final String[] VOTERS = {"赵一", "钱二", "孙三", "李四", "周五", "吴六", "郑七", "王八"};

  /** As many as the pool has connections, one left for the count. */
  private static final int AT_ONCE = 15;

  private final VoteStage stage = new VoteStage();
  private final Vote vote = stage.open();

  /** The receipt, where the ballot was taken. */
  private static List<String> receipt(CastResult result) {
    return switch (result) {
      case CastResult.Counted counted -> List.of(counted.receipt());
      case CastResult.OwnersDiffer differ -> List.of(differ.receipt());
      case CastResult.Unknown x -> List.of();
      case CastResult.NotOpenYet x -> List.of();
      case CastResult.Closed x -> List.of();
      case CastResult.NotAnOwner x -> List.of();
    };
  }

  private Callable<List<String>> chat(String name, Choice choice) {
    var ballot = new NewBallot(ESTATE, vote.id(), person(name), choice, LAST_SECOND, LAST_SECOND);
    return () -> receipt(run(tx -> stage.ballots.cast(tx, ballot)));
  }

  private Callable<List<String>> paper(PaperResult entered) {
    var paperId = ((PaperResult.Entered) entered).paperId();
    var second = person("楚网格");
    return () ->
        run(
            tx ->
                stage.ballots.confirm(tx, ESTATE, vote.id(), paperId, second, LAST_SECOND)
                        instanceof PaperResult.Confirmed confirmed
                    ? receipt(confirmed.cast())
                    : List.<String>of());
  }

  /** The count as another node does it, in the middle of the ballots. */
  private Callable<List<String>> closing() {
    var node = new DueWork(TestDatabase.pool(), TestDatabase.transactions(), stage.clock);
    var votes = new Votes(node, stage.random);
    assertThat(votes).isNotNull();
    return () -> {
      node.runDue(CLOSES.plus(Duration.ofMinutes(10)));
      return List.of();
    };
  }

  private List<Callable<List<String>>> burst() {
    var burst = new ArrayList<Callable<List<String>>>();
    for (var i = 0; i < 192; i++) {
      burst.add(chat(VOTERS[i % VOTERS.length], i % 3 == 0 ? Choice.AGAINST : Choice.FOR));
    }
    for (var i = 0; i < 8; i++) {
      burst.add(paper(stage.enter(vote, "1-201", null, Choice.ABSTAIN, VoteStage.OPENS)));
    }
    return burst;
  }

  private static List<String> all(List<Callable<List<String>>> work) {
    try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
      var receipts = new ArrayList<String>();
      for (Future<List<String>> done : threads.invokeAll(work)) {
        receipts.addAll(done.get());
      }
      return receipts;
    } catch (InterruptedException | ExecutionException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private static List<String> receiptsInLog() {
    return sql("select receipt from vote_log where kind = 'ballot' order by receipt").stream()
        .map(row -> row.getString(0))
        .toList();
  }

  @Test
  void are_all_in_the_log_exactly_once_and_chained() {
    var acknowledged = all(burst());

    assertThat(acknowledged).hasSize(200).doesNotHaveDuplicates();
    assertThat(receiptsInLog()).containsExactlyElementsOf(acknowledged.stream().sorted().toList());
    var sound = (Read.Sound) ExportFile.read(stage.count(vote));
    assertThat(sound.vote().result().path("participantsOwners").asLong()).isBetween(6L, 7L);
  }

  @Test
  void and_a_closing_between_them_leave_exactly_those_that_were_acknowledged() {
    var work = burst();
    work.add(100, closing());
    Collections.shuffle(work, stage.random);

    var acknowledged = all(work);

    assertThat(receiptsInLog()).containsExactlyElementsOf(acknowledged.stream().sorted().toList());
    var sound = (Read.Sound) ExportFile.read(stage.export(vote).orElseThrow());
    assertThat(
            sound.vote().poll().households().stream()
                .map(Household::ballots)
                .mapToInt(List::size)
                .sum())
        .isEqualTo(acknowledged.size());
  }
}
