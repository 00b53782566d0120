package linli.bot.cases;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import linli.bot.cases.Case.State;

/** The state machine of a case, read from {@code transitions.tsv}. */
public final class CaseMachine {

  private final List<Transition> transitions;

  /**
   * One row.
   *
   * @param to null: the state stays
   * @param who {@code party}, {@code staff}, {@code reporter}, {@code bot}
   */
  public record Transition(String verb, Set<State> from, State to, Set<String> who) {}

  private CaseMachine(List<Transition> transitions) {
    this.transitions = transitions;
  }

  /** Reads the table that the product ships. */
  public static CaseMachine load() {
    var resource = "/linli/cases/transitions.tsv";
    try (var in = CaseMachine.class.getResourceAsStream(resource);
        var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return new CaseMachine(
          lines.lines().filter(line -> !line.startsWith("#")).map(CaseMachine::row).toList());
    } catch (IOException broken) {
      throw new IllegalStateException(resource, broken);
    }
  }

  private static Transition row(String line) {
    var cells = line.split("\t");
    var from =
        Arrays.stream(cells[1].split(","))
            .filter(state -> !state.equals("-"))
            .map(State::valueOf)
            .collect(Collectors.toUnmodifiableSet());
    var to = cells[2].equals("=") ? null : State.valueOf(cells[2]);
    return new Transition(cells[0], from, to, Set.of(cells[3].split(",")));
  }

  /** Where the verb leads from this state, or empty when it is not possible there. */
  public Optional<State> move(State from, String verb) {
    return transitions.stream()
        .filter(t -> t.verb().equals(verb) && t.from().contains(from))
        .map(t -> t.to() == null ? from : t.to())
        .findFirst();
  }

  /**
   * @throws IllegalStateException when a change did not lead where the table says
   */
  void verify(State from, String verb, State to) {
    if (move(from, verb).filter(to::equals).isEmpty()) {
      throw new IllegalStateException(verb + " does not lead from " + from + " to " + to);
    }
  }

  public List<Transition> transitions() {
    return transitions;
  }
}
