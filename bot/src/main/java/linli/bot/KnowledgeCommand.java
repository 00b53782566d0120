package linli.bot;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import linli.bot.estates.Estate;
import linli.bot.knowledge.BadEntries;
import linli.bot.knowledge.EntryFile;
import linli.bot.knowledge.WrittenAnswers;
import linli.bot.store.EstateLock;
import linli.bot.store.Transactions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./linli knowledge}: an estate's own answers; exit status 1 when an entry is wrong. */
@Command(
    name = "knowledge",
    description = {
      "take over FILE with answers of an estate's own (docs/knowledge.md);",
      "without FILE say how often each answer was given and was enough"
    },
    mixinStandardHelpOptions = true)
final class KnowledgeCommand implements Callable<Integer> {

  private static final int WRONG_ENTRY = 1;

  private final WrittenAnswers written = new WrittenAnswers();

  @Spec private CommandSpec command;

  @Parameters(arity = "0..1", paramLabel = "FILE", description = "YAML, see docs/knowledge.md")
  private Path file;

  @Option(names = "--estate", paramLabel = "NAME", description = "whose answers they are")
  private String estate;

  @Option(names = "--config", paramLabel = "FILE", description = "settings, as for serve")
  private Path config;

  @Override
  public Integer call() {
    try {
      var entries = file == null ? null : EntryFile.read(file);
      return StoredEstates.with(
          new ConfigReader(System::getenv).read(config),
          estate,
          (transactions, found) ->
              entries == null ? uses(transactions, found) : put(transactions, found, entries));
    } catch (BadEntries wrong) {
      command.commandLine().getErr().println("linli: " + wrong.getMessage());
      return WRONG_ENTRY;
    }
  }

  private int put(Transactions transactions, Estate found, List<EntryFile.Written> entries) {
    transactions.run(
        tx -> {
          EstateLock.take(tx, found.id());
          written.put(tx, found.id(), entries);
          return null;
        });
    say("%s:已写入%d条。".formatted(found.name(), entries.size()));
    return 0;
  }

  private int uses(Transactions transactions, Estate found) {
    var uses = transactions.run(tx -> written.uses(tx, found.id()));
    say("%s:答过%d种问题。".formatted(found.name(), uses.size()));
    uses.forEach(
        use ->
            say(
                "%s 答%d次 现场解答%d次 还要问人%d次"
                    .formatted(use.entry(), use.answered(), use.content(), use.unhelpful())));
    return 0;
  }

  private void say(String line) {
    var out = command.commandLine().getOut();
    out.println(line);
    out.flush();
  }
}
