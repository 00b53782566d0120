package linli.bot;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import linli.bot.estates.roster.RosterImport;
import linli.bot.estates.roster.RosterImport.Result;
import linli.bot.estates.roster.RosterProblem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./linli import}: reads the roster of an estate; exit status 1 when a row is wrong. */
@Command(
    name = "import",
    description = "read the roster (名册) of an estate: households, areas, people",
    mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {

  private static final int WRONG_ROWS = 1;

  @Spec private CommandSpec command;

  @Parameters(paramLabel = "FILE", description = "NAME.csv or NAME.xlsx; see docs/roster.md")
  private Path file;

  @Option(names = "--estate", paramLabel = "NAME", description = "whose roster it is")
  private String estate;

  @Option(names = "--yes", description = "apply the changes, do not only show them")
  private boolean yes;

  @Option(names = "--config", paramLabel = "FILE", description = "settings, as for serve")
  private Path config;

  @Override
  public Integer call() {
    return StoredEstates.with(
        new ConfigReader(System::getenv).read(config),
        estate,
        (transactions, found) -> {
          var result = new RosterImport(transactions, Clock.systemUTC(), found.id()).run(file, yes);
          return report(found.name(), result);
        });
  }

  private int report(String name, Result result) {
    var out = command.commandLine().getOut();
    var status =
        switch (result) {
          case Result.Refused refused -> refused(out, refused.problems());
          case Result.Same same -> say(out, List.of(), name + ":与名册没有差异。");
          case Result.Shown shown -> say(out, shown.lines(), name + ":还没有写入。核对后加 --yes 再运行一次。");
          case Result.Applied applied -> say(out, applied.lines(), name + ":已写入。");
        };
    out.flush();
    return status;
  }

  private static int refused(PrintWriter out, List<RosterProblem> problems) {
    problems.forEach(problem -> out.println(problem.line()));
    var rows = problems.stream().mapToInt(RosterProblem::row).distinct().count();
    out.println("%d行有错,什么都没有写入。".formatted(rows));
    return WRONG_ROWS;
  }

  private static int say(PrintWriter out, List<String> lines, String last) {
    lines.forEach(out::println);
    out.println(last);
    return 0;
  }
}
