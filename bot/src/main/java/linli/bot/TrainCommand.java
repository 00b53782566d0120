package linli.bot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.Callable;
import linli.nlp.Models;
import linli.nlp.training.CorpusException;
import linli.nlp.training.LabelledText;
import linli.nlp.training.MeasuredText;
import linli.nlp.training.ModelFiles;
import linli.nlp.training.Trainer;
import linli.nlp.training.Trial;
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

  @Option(
      names = "--with",
      paramLabel = "FILE",
      description = {
        "learn from these, too, as corrections prints them; the models are written only when",
        "they are not worse than those in --out (else those of the build) on the --frozen messages"
      })
  private List<Path> with = List.of();

  @Option(
      names = "--frozen",
      paramLabel = "DIR",
      description = "messages in the form of the corpus that nothing learns from")
  private Path frozen = Path.of(System.getProperty("linli.home", "."), "nlp-models", "held-out");

  @Override
  public Integer call() {
    try {
      if (!with.isEmpty()) {
        return adopt();
      }
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

  /** A trial in a folder beside it; what fails leaves everything as it was. */
  private int adopt() throws IOException {
    var candidates = Files.createTempDirectory("linli-models");
    try {
      var messages = Trainer.train(corpus, with, candidates);
      var inUse = Files.isDirectory(out) ? Models.in(out) : Models.shipped();
      var trial = Trial.of(inUse, Models.in(candidates), tsv(frozen));
      say("before:\n" + MeasuredText.figures(trial.before()).stripTrailing());
      say("after:\n" + MeasuredText.figures(trial.after()).stripTrailing());
      if (!trial.isPassed()) {
        return refuse("the new models are worse: nothing is written");
      }
      Files.createDirectories(out);
      for (var file : list(candidates)) {
        Files.copy(file, out.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
      say("%,d messages learned, adopted in %s".formatted(messages, out));
      return 0;
    } finally {
      for (var file : list(candidates)) {
        Files.delete(file);
      }
      Files.delete(candidates);
    }
  }

  private static List<Path> tsv(Path folder) throws IOException {
    return list(folder).stream().filter(file -> file.toString().endsWith(".tsv")).toList();
  }

  private static List<Path> list(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.sorted().toList();
    }
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
