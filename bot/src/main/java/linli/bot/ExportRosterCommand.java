package linli.bot;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import linli.bot.estates.roster.RosterExport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./linli export-roster}: writes what {@code import} reads, with names and phones. */
@Command(
    name = "export-roster",
    description = "write the roster (名册) of an estate as CSV",
    mixinStandardHelpOptions = true)
final class ExportRosterCommand implements Callable<Integer> {

  @Spec private CommandSpec command;

  @Parameters(paramLabel = "FILE.csv", description = "a file that does not exist yet")
  private Path file;

  @Option(names = "--estate", paramLabel = "NAME", description = "whose roster")
  private String estate;

  @Option(names = "--config", paramLabel = "FILE", description = "settings, as for serve")
  private Path config;

  @Override
  public Integer call() {
    var rows =
        StoredEstates.with(
            new ConfigReader(System::getenv).read(config),
            estate,
            (transactions, found) -> RosterExport.run(transactions, found.id(), file));
    var out = command.commandLine().getOut();
    out.println("已导出%d行。文件含姓名和手机号,请妥善保管。".formatted(rows));
    out.flush();
    return 0;
  }
}
