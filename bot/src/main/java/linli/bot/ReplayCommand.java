package linli.bot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import linli.bot.replay.Replay;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./linli replay}: plays golden conversations and prints where the bot says otherwise. */
@Command(
    name = "replay",
    description = "play golden conversations against a fresh service",
    mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {

  @Option(names = "--loose", description = "accept lines beyond the listed ones")
  private boolean loose;

  @Parameters(arity = "1..*", paramLabel = "FILE.chat")
  private List<Path> files;

  @Override
  public Integer call() throws IOException {
    try (var replay = Replay.open()) {
      var differences = 0;
      for (var file : files) {
        var found = replay.play(file, loose);
        found.forEach(System.out::println);
        System.out.println((found.isEmpty() ? "ok   " : "DIFF ") + file.getFileName());
        differences += found.size();
      }
      return differences == 0 ? 0 : 1;
    }
  }
}
