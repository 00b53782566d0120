package linli.bot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import linli.bot.store.CannotStart;
import linli.bot.votes.recount.BadVoteFile;
import linli.bot.votes.recount.CaseFile;
import linli.bot.votes.recount.ResultJson;
import linli.bot.votes.tally.Tally;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./linli tally}: counts a vote again; exit status 1 when the file says otherwise. */
@Command(
    name = "tally",
    description = "count votes (表决) of a file: one JSON a line",
    mixinStandardHelpOptions = true)
final class TallyCommand implements Callable<Integer> {

  private static final int DIFFERS = 1;

  @Spec private CommandSpec command;

  @Parameters(paramLabel = "FILE", description = "cases written by hand; see docs/votes.md")
  private Path file;

  @Override
  public Integer call() {
    try {
      return count(Files.readAllBytes(file)) ? 0 : DIFFERS;
    } catch (IOException unreadable) {
      throw new CannotStart("tally: 应为可以读取的文件;实际读不到 " + file, unreadable);
    } catch (BadVoteFile bad) {
      throw new CannotStart("tally: 什么都没有计。" + bad.getMessage(), bad);
    }
  }

  private boolean count(byte[] bytes) {
    var out = command.commandLine().getOut();
    var err = command.commandLine().getErr();
    var same = true;
    for (var read : CaseFile.read(bytes)) {
      var result = Tally.count(read.poll());
      out.println(ResultJson.line(read.id(), result));
      CaseFile.emptyScope(read).ifPresent(err::println);
      if (read.expected() != null) {
        var differences = ResultJson.differences(read.id(), read.expected(), result);
        differences.forEach(err::println);
        same &= differences.isEmpty();
      }
    }
    out.flush();
    err.flush();
    return same;
  }
}
