package linli.bot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import linli.nlp.training.CorpusException;
import linli.nlp.training.LabelledText;
import linli.nlp.training.ModelFiles;
import linli.nlp.training.Trainer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code ./linli train}: models from labelled lines; exit status 1 when a line is wrong or the
 * model cannot be written.
 */
@Command(
    name = "train",
    description = {
      "learn from labelled messages: from FILEs with label<TAB>text one model, else from the corpus",
      "the product's own three (types, intents, hazards)"
    },
    mixinStandardHelpOptions = true)
final class TrainCommand implements Callable<Integer> {

  private static final int WRONG_LINE = 1;

  @Spec private CommandSpec command;

  @Parameters(arity = "0..*", paramLabel = "FILE", description = "lines of label<TAB>text")
  private List<Path> files = List.of();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "PATH",
      description = "the model's file; without FILE the folder for the three")
  private Path out;

  @Option(
      names = "--corpus",
      paramLabel = "DIR",
      description = "instead of the shipped corpus, in the same form")
  private Path corpus = Path.of(System.getProperty("linli.home", "."), "nlp-models", "corpus");

  @Override
  public Integer call() {
    try {
      var messages = files.isEmpty() ? own() : given();
      say("%,d messages learned, written to %s".formatted(messages, out));
      return 0;
    } catch (CorpusException wrong) {
      return refuse(wrong.getMessage());
    } catch (IOException unwritten) {
      return refuse("cannot write: " + unwritten.getMessage());
    }
  }

  private int refuse(String reason) {
    command.commandLine().getErr().println("linli: " + reason);
    return WRONG_LINE;
  }

  private int own() throws IOException {
    return Trainer.train(corpus, Files.createDirectories(out));
  }

  private int given() throws IOException {
    var lines = LabelledText.read(files);
    ModelFiles.write(ModelFiles.train(lines), out);
    return lines.size();
  }

  private void say(String line) {
    var writer = command.commandLine().getOut();
    writer.println(line);
    writer.flush();
  }
}
