package linli.bot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import linli.bot.store.CannotStart;
import linli.bot.votes.Votes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./linli export-vote}: writes what {@code tally} counts again, without names and rooms. */
@Command(
    name = "export-vote",
    description = "write the log of a vote (表决) that was counted",
    mixinStandardHelpOptions = true)
final class ExportVoteCommand implements Callable<Integer> {

  @Spec private CommandSpec command;

  @Parameters(index = "0", paramLabel = "NO", description = "number of the vote: 1 of 表决1")
  private int no;

  @Parameters(index = "1", paramLabel = "FILE", description = "a file that does not exist yet")
  private Path file;

  @Option(names = "--estate", paramLabel = "NAME", description = "whose vote it is")
  private String estate;

  @Option(names = "--config", paramLabel = "FILE", description = "settings, as for serve")
  private Path config;

  @Override
  public Integer call() {
    var export =
        StoredEstates.with(
            new ConfigReader(System::getenv).read(config),
            estate,
            (transactions, found) -> transactions.run(tx -> Votes.exportByNo(tx, found.id(), no)));
    write(export.orElseThrow(() -> new CannotStart("export-vote: 应为已经计票的表决编号;实际是 " + no)));
    var out = command.commandLine().getOut();
    out.println("已导出。任何人都可以运行 ./linli tally %s 重新计票。".formatted(file));
    out.flush();
    return 0;
  }

  private void write(byte[] export) {
    try {
      Files.write(file, export, StandardOpenOption.CREATE_NEW);
    } catch (IOException refused) {
      throw new CannotStart("export-vote: 应为可以新建的文件;实际不能写 " + file, refused);
    }
  }
}
