package linli.bot;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import linli.bot.store.CannotStart;
import linli.bot.votes.recount.BadVoteFile;
import linli.bot.votes.recount.CaseFile;
import linli.bot.votes.recount.ExportFile;
import linli.bot.votes.recount.ExportFile.Read;
import linli.bot.votes.recount.ResultJson;
import linli.bot.votes.tally.Result;
import linli.bot.votes.tally.Tally;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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

  @Parameters(
      paramLabel = "FILE",
      description = "cases written by hand, or the export of a vote; see docs/votes.md")
  private Path file;

  @Option(
      names = "--hash",
      paramLabel = "HASH",
      description = "the published check value (校验码) of an export")
  private String published;

  @Override
  public Integer call() {
    try {
      var bytes = Files.readAllBytes(file);
      var same = ExportFile.looksLikeOne(bytes) ? recount(bytes) : countCases(bytes);
      return same ? 0 : DIFFERS;
    } catch (IOException unreadable) {
      throw new CannotStart("tally: 应为可以读取的文件;实际读不到 " + file, unreadable);
    } catch (BadVoteFile bad) {
      throw new CannotStart("tally: 什么都没有计。" + bad.getMessage(), bad);
    } finally {
      command.commandLine().getOut().flush();
      command.commandLine().getErr().flush();
    }
  }

  private boolean countCases(byte[] bytes) {
    var same = true;
    for (var read : CaseFile.read(bytes)) {
      CaseFile.emptyScope(read).ifPresent(command.commandLine().getErr()::println);
      var result = Tally.count(read.poll());
      command.commandLine().getOut().println(ResultJson.line(read.id(), result));
      same &= isAsStated(read.id(), result, read.expected());
    }
    return same;
  }

  private boolean recount(byte[] bytes) {
    return switch (ExportFile.read(bytes)) {
      case Read.Tampered tampered -> {
        tampered.damages().forEach(command.commandLine().getErr()::println);
        yield false;
      }
      case Read.Sound sound -> {
        var vote = sound.vote();
        var result = Tally.count(vote.poll());
        command.commandLine().getOut().println(ResultJson.wholeLine(vote.id(), result));
        yield isAsPublished(sound.hash()) & isAsStated(vote.id(), result, vote.result());
      }
    };
  }

  private boolean isAsPublished(String hash) {
    if (published == null || published.strip().equalsIgnoreCase(hash)) {
      return true;
    }
    command
        .commandLine()
        .getErr()
        .println("校验码:公布的是%s;文件的是%s。这不是公布的那份文件。".formatted(published.strip(), hash));
    return false;
  }

  /** Whether the count comes to what is stated; where nothing is stated it does. */
  private boolean isAsStated(String id, Result result, JsonNode stated) {
    if (stated == null) {
      return true;
    }
    var differences = ResultJson.differences(id, stated, result);
    differences.forEach(command.commandLine().getErr()::println);
    return differences.isEmpty();
  }
}
