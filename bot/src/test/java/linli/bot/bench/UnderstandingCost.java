package linli.bot.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import linli.nlp.HazardGate;
import linli.nlp.Understander;

/** What it costs to understand a message of about 20 characters, warm, on one thread. */
final class UnderstandingCost {

  private static final int SHORTEST = 15;
  private static final int LONGEST = 25;
  private static final int WARM_UP_ROUNDS = 20;
  private static final int ROUNDS = 5;

  /** Nanoseconds a message: the hazard gate alone, and everything. */
  record Cost(double gate, double understanding, int messages) {}

  private UnderstandingCost() {}

  static Cost measure(Path corpus) {
    var messages =
        Stream.concat(Mix.lines(corpus, "chat").stream(), Mix.lines(corpus, "report").stream())
            .filter(text -> text.length() >= SHORTEST && text.length() <= LONGEST)
            .toList();
    var gate = HazardGate.load();
    var understander = Understander.load();
    return new Cost(
        nanos(messages, text -> gate.check(text).hashCode()),
        nanos(messages, text -> understander.understand(text).intent().length()),
        messages.size());
  }

  private static double nanos(List<String> messages, ToIntFunction<String> work) {
    var sum = 0;
    for (var i = 0; i < WARM_UP_ROUNDS; i++) {
      sum += messages.stream().mapToInt(work).sum();
    }
    var medians = new Medians();
    for (var i = 0; i < ROUNDS; i++) {
      var start = System.nanoTime();
      for (var text : messages) {
        sum += work.applyAsInt(text);
      }
      medians.add("round", (System.nanoTime() - start) / (double) messages.size());
    }
    if (sum == Integer.MIN_VALUE) {
      System.err.println(); // the work may not be left out
    }
    return medians.of("round");
  }
}
