package linli.bot.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import linli.bot.cases.Case.State;
import linli.bot.cases.CaseMachine;
import linli.bot.conversation.Command.Verb;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** docs/verbs.md is written from the code: {@code -Dgolden.update=true} writes it anew. */
@DisplayName("The table of verbs")
class VerbTableTest {

  private static final Path FILE = Path.of("../docs/verbs.md");

  /** What a verb does to a case, as the table of transitions calls it; others only tell. */
  private static final Map<Verb, List<String>> MOVES =
      Map.ofEntries(
          Map.entry(Verb.ACCEPT, List.of("accept")),
          Map.entry(Verb.ARRIVE, List.of("arrive")),
          Map.entry(Verb.ON_DUTY, List.of("acknowledge")),
          Map.entry(Verb.DONE, List.of("done")),
          Map.entry(Verb.PAUSE, List.of("pause")),
          Map.entry(Verb.TRANSFER, List.of("transfer", "decide")),
          Map.entry(Verb.TAKE, List.of("take", "accept")),
          Map.entry(Verb.REFUSE, List.of("refuse", "transfer")),
          Map.entry(Verb.RETYPE, List.of("retype", "reroute")),
          Map.entry(Verb.MERGE, List.of("merge")),
          Map.entry(Verb.SPLIT, List.of("split", "open", "unmerge")),
          Map.entry(Verb.FALSE_ALARM, List.of("false_alarm")),
          Map.entry(Verb.URGE, List.of("urge")),
          Map.entry(Verb.ON_BEHALF, List.of("open")),
          Map.entry(Verb.WITHDRAW, List.of("withdraw")),
          Map.entry(Verb.SOLVED, List.of("confirm")),
          Map.entry(Verb.NOT_SOLVED, List.of("not_solved")),
          Map.entry(Verb.ANONYMOUS, List.of("anonymous")));

  private static final String HEAD =
      """
      # Verbs

      What people type (or press as a button) and what it does to a case. Written from `Command.Verb`
      and `linli/cases/transitions.tsv` by `VerbTableTest` (`-Dgolden.update=true`); free wording is
      understood, too. Of staff (那个电梯的单我接了) it is read by `linli/conversation/staff-words.tsv`, in
      their groups and alone; the one open case that fits matter, place and who has it in hand is meant,
      of several it is asked which, and what is in doubt is nothing. Words are regular expressions whose alternatives stand side by side. The texts of
      the answers are in `linli/texts/zh-CN.yml`; what is not possible is answered with what is.

      | words | who | transition (who may): from → to |
      |---|---|---|
      """;

  private final CaseMachine machine = CaseMachine.load();

  @Test
  void is_that_of_the_code() throws Exception {
    var table = table();
    if (Boolean.getBoolean("golden.update")) {
      assertThat(System.getenv("CI")).as("a document must not approve itself on CI").isNull();
      Files.writeString(FILE, table);
    }
    assertThat(Files.readString(FILE)).isEqualTo(table);
  }

  @Test
  void names_every_transition_but_those_that_the_bot_makes_by_itself() {
    var named = MOVES.values().stream().flatMap(List::stream).collect(Collectors.toSet());
    var own = List.of("no_answer", "refine", "raise", "escalate", "resume", "release", "erased");
    assertThat(machine.transitions())
        .extracting(CaseMachine.Transition::verb)
        .allMatch(verb -> named.contains(verb) || own.contains(verb));
  }

  private String table() {
    var lines = new StringBuilder(HEAD);
    for (var verb : Verb.values()) {
      var moves = MOVES.getOrDefault(verb, List.of());
      lines.append(
          "| %s | %s | %s |\n"
              .formatted(
                  verb.words().replace("|", " "),
                  verb.isStaff() ? "staff" : verb.isSetUp() ? "who may set up" : "residents",
                  moves.isEmpty()
                      ? "tells or asks, changes no case"
                      : moves.stream().map(this::move).collect(Collectors.joining("; "))));
    }
    return lines.toString();
  }

  private String move(String name) {
    return machine.transitions().stream()
        .filter(t -> t.verb().equals(name))
        .map(
            t ->
                "`%s` (%s): %s → %s"
                    .formatted(
                        name,
                        t.who().stream().sorted().collect(Collectors.joining(", ")),
                        states(t),
                        t.to() == null ? "the same" : t.to()))
        .collect(Collectors.joining("; "));
  }

  private static String states(CaseMachine.Transition transition) {
    return transition.from().isEmpty()
        ? "new"
        : transition.from().stream().sorted().map(State::name).collect(Collectors.joining(", "));
  }
}
