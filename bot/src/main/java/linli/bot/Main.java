package linli.bot;

import java.time.ZoneId;
import java.util.Locale;
import linli.bot.store.CannotStart;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line. */
@Command(
    name = "linli",
    description = "Linli 邻里: community service bot",
    mixinStandardHelpOptions = true,
    version = "Linli 1.0",
    subcommands = {
      ServeCommand.class,
      DoctorCommand.class,
      SandboxCommand.class,
      UnderstandLines.class,
      TrainCommand.class,
      EvaluateCommand.class,
      ReplayCommand.class,
      ImportCommand.class,
      CodeSheetCommand.class,
      ExportRosterCommand.class,
      KnowledgeCommand.class,
      CorrectionsCommand.class,
      TallyCommand.class,
      ExportVoteCommand.class,
      OrdersCommand.class,
      TokenCommand.class,
      BackupCommand.class,
      RestoreCommand.class,
      EstateCommand.class
    })
public final class Main {

  static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final int CANNOT_START = 2;

  private Main() {}

  public static void main(String[] arguments) {
    Locale.setDefault(Locale.ROOT); // digits and dates are the same on every machine
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main()).setExecutionExceptionHandler(Main::explain);
  }

  private static int explain(Exception failure, CommandLine command, CommandLine.ParseResult parsed)
      throws Exception {
    if (failure instanceof CannotStart reason) {
      command.getErr().println("linli: " + reason.getMessage());
      return CANNOT_START;
    }
    throw failure;
  }
}
