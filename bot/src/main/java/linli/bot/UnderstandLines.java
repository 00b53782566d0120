package linli.bot;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import linli.nlp.UnderstandCommand;
import linli.nlp.Understander;
import picocli.CommandLine.Command;

/** {@code ./linli understand}: one message a line in, one JSON a line out. */
@Command(
    name = "understand",
    description = "say what messages mean: one a line on standard input",
    mixinStandardHelpOptions = true)
final class UnderstandLines implements Callable<Integer> {

  @Override
  public Integer call() throws IOException {
    var understander = Understander.load();
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    for (var line = in.readLine(); line != null; line = in.readLine()) {
      out.println(UnderstandCommand.answer(understander, line));
    }
    return 0;
  }
}
