package linli.bot.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import linli.bot.Features;
import linli.bot.media.Fetch;
import linli.bot.media.FileBlobs;
import linli.bot.store.TestDatabase;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The golden conversations")
class GoldenConversationsTest {

  private static final Path DIRECTORY = Path.of("src/test/resources/conversations");
  private static final Fetch FETCH = new Fetch(TestDatabase.vertx(), Duration.ofSeconds(1), false);
  private static final Features.Knowledge KNOWLEDGE = Features.Knowledge.load();

  @TempDir Path data;

  @TestFactory
  Stream<DynamicTest> are_what_the_bot_says() throws Exception {
    try (var files = Files.walk(DIRECTORY)) {
      return files.filter(GoldenConversationsTest::isWanted).sorted().toList().stream()
          .map(f -> DynamicTest.dynamicTest(f.getFileName().toString(), () -> play(f)));
    }
  }

  /** {@code -Dgolden.only=J4} plays only the files whose names begin so. */
  private static boolean isWanted(Path file) {
    var name = file.getFileName().toString();
    return name.endsWith(".chat") && name.startsWith(System.getProperty("golden.only", ""));
  }

  /** A failed event is tried again when the clock moves on: its answers would come late. */
  private static long failedEvents() {
    return TestDatabase.pool()
        .query("select count(*) from inbox where attempts > 0")
        .execute()
        .await()
        .iterator()
        .next()
        .getLong(0);
  }

  private void play(Path file) throws Exception {
    TestDatabase.clean();
    var stage =
        new Stage(
            TestDatabase.pool(),
            TestDatabase.transactions(),
            KNOWLEDGE,
            file.getParent(),
            FileBlobs.in(data),
            FETCH);
    var name = file.getFileName().toString();
    var lines = Stage.lines(file);
    var player = new Player(name, stage, false);
    var differences = player.play(ScriptReader.read(name, lines));
    assertThat(failedEvents()).as("events of " + name + " that failed at first").isZero();
    if (Boolean.getBoolean("golden.update")) {
      assertThat(System.getenv("CI")).as("an answer must not approve itself on CI").isNull();
      Files.write(file, player.rewritten(lines));
      return;
    }
    assertThat(differences).as(name).isEmpty();
  }
}
