package linli.bot;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import linli.nlp.Models;
import linli.nlp.UnderstandCommand;
import linli.nlp.Understander;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./linli understand}: one message a line in, one JSON a line out. */
@Command(
    name = "understand",
    description = "say what messages mean: one a line on standard input",
    mixinStandardHelpOptions = true)
final class UnderstandLines implements Callable<Integer> {

  @Option(
      names = "--explain",
      description = "and why: rules that decided, what suppressed a danger, what spoke most for it")
  private boolean explain;

  @Option(
      names = "--models",
      paramLabel = "DIR",
      description = "models that train wrote, instead of those of the build")
  private Path models;

  @Override
  public Integer call() throws IOException {
    var understander = Understander.load(models == null ? Models.shipped() : Models.in(models));
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    for (var line = in.readLine(); line != null; line = in.readLine()) {
      out.println(
          explain
              ? UnderstandCommand.explain(understander, line)
              : UnderstandCommand.answer(understander, line));
    }
    return 0;
  }
}
