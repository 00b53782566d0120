package linli.bot;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import linli.bot.cases.TypeCorrections;
import linli.bot.cases.TypeCorrections.Example;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./linli corrections}: what staff re-typed, in the form of the corpus. */
@Command(
    name = "corrections",
    description = {
      "print the messages of cases that staff gave another type (改类), masked, in the form of the",
      "corpus: read them, then ./linli train --with FILE"
    },
    mixinStandardHelpOptions = true)
final class CorrectionsCommand implements Callable<Integer> {

  @Spec private CommandSpec command;

  @Option(names = "--estate", paramLabel = "NAME", description = "of which estate")
  private String estate;

  @Option(names = "--config", paramLabel = "FILE", description = "settings, as for serve")
  private Path config;

  @Override
  public Integer call() {
    var examples =
        StoredEstates.with(
            new ConfigReader(System::getenv).read(config),
            estate,
            (transactions, found) ->
                transactions.run(tx -> new TypeCorrections().examples(tx, found.id())));
    var out = command.commandLine().getOut();
    examples.forEach(example -> out.println(line(example)));
    out.flush();
    return 0;
  }

  private static String line(Example example) {
    return String.join("\t", "report", example.type(), "-", oneLine(example.text()));
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }
}
