package linli.schedules.quartz;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

@DisplayName("A killed node")
@EnabledIfSystemProperty(named = "linli.proof", matches = "true", disabledReason = "with -Pproof")
@Timeout(120)
class TakeoverProofTest {

  @RepeatedTest(3)
  void is_replaced_by_another_within_the_promised_time() throws IOException, InterruptedException {
    try (var database = TestDatabase.start()) {
      var doomed = sweepingNode(database.url(), "one-of-many");
      var killed = new CountDownLatch(1);
      var swept = new CountDownLatch(3);
      var work = Work.every("sweep", Duration.ofSeconds(1), () -> count(killed, swept));
      var scheduling = Scheduling.start(database.pool(), 2, List.of(work));

      doomed.destroyForcibly().waitFor();
      killed.countDown();
      var begin = System.nanoTime();
      assertThat(swept.await(Scheduling.TAKEOVER_SECONDS + 3, SECONDS)).isTrue();
      System.out.printf(
          "three sweeps by the other node within %d ms of the kill%n",
          (System.nanoTime() - begin) / 1_000_000);
      scheduling.close();
    }
  }

  @Test
  void that_was_alone_goes_on_at_once_when_it_is_started_again()
      throws IOException, InterruptedException {
    try (var database = TestDatabase.start()) {
      sweepingNode(database.url(), "alone").destroyForcibly().waitFor();
      var swept = new CountDownLatch(3);
      var work = Work.every("sweep", Duration.ofSeconds(1), swept::countDown);
      var begin = System.nanoTime();
      var scheduling = Scheduling.startAlone(database.pool(), 2, List.of(work));
      assertThat(swept.await(9, SECONDS)).isTrue();
      System.out.printf(
          "three sweeps within %d ms of the restart%n", (System.nanoTime() - begin) / 1_000_000);
      scheduling.close();
    }
  }

  private static void count(CountDownLatch killed, CountDownLatch swept) {
    if (killed.getCount() == 0) {
      swept.countDown();
    }
  }

  /** Returns when the node has swept twice. */
  private static Process sweepingNode(String url, String role) throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var node =
        new ProcessBuilder(
                java,
                "-cp",
                System.getProperty("java.class.path"),
                DoomedNode.class.getName(),
                url,
                role)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    var lines = node.inputReader().lines().filter("swept"::equals).limit(2).count();
    assertThat(lines).isEqualTo(2);
    return node;
  }
}
