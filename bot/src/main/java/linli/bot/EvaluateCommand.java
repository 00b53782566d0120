package linli.bot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import linli.nlp.Understander;
import linli.nlp.training.CorpusException;
import linli.nlp.training.Evaluator;
import linli.nlp.training.HeldOut;
import linli.nlp.training.MeasuredText;
import linli.nlp.training.Measuring;
import linli.nlp.training.ModelFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./linli evaluate}: how right the understanding or one model is on labelled messages. */
@Command(
    name = "evaluate",
    description = {
      "measure on labelled messages: with --model one model, else the whole understanding",
      "(FILE then has the form of the corpus); --open measures the open sets of a folder"
    },
    mixinStandardHelpOptions = true)
final class EvaluateCommand implements Callable<Integer> {

  private static final int WRONG_LINE = 1;

  @Spec private CommandSpec command;

  @Parameters(
      arity = "0..*",
      paramLabel = "FILE",
      description = "lines of label<TAB>text, or in the form of the corpus")
  private List<Path> files = List.of();

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description = "a file that train wrote, or types, intents, hazards")
  private String model;

  @Option(
      names = "--open",
      paramLabel = "DIR",
      description = "folder with chat_open.tsv and the like")
  private Path open;

  @Option(names = "--json", description = "one JSON object instead of a table")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    if (files.isEmpty() == (open == null) || model != null && files.size() != 1) {
      throw new ParameterException(
          command.commandLine(), "expected --open DIR, or FILE...; with --model exactly one FILE");
    }
    try {
      say(measured());
      return 0;
    } catch (CorpusException wrong) {
      return refuse(wrong.getMessage());
    } catch (IOException | UncheckedIOException unreadable) {
      return refuse("cannot read: " + unreadable.getMessage());
    }
  }

  private String measured() throws IOException {
    if (model != null) {
      var measured = new Measuring(ModelFiles.open(model)).measure(files.getFirst());
      return json ? MeasuredText.json(measured) : MeasuredText.table(measured);
    }
    var understander = Understander.load();
    var figures =
        open != null
            ? new Evaluator(understander, open).measure()
            : new HeldOut(understander).measure(files);
    return json ? MeasuredText.figuresJson(figures) : MeasuredText.figures(figures);
  }

  private int refuse(String reason) {
    command.commandLine().getErr().println("linli: " + reason);
    return WRONG_LINE;
  }

  private void say(String text) {
    var out = command.commandLine().getOut();
    out.println(text.stripTrailing());
    out.flush();
  }
}
