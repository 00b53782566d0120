package linli.bot.whistles;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import linli.bot.estates.StaffRole;
import linli.schedules.TimeLimit;

/** The rules of the ladder, in the order in which they are written. */
public final class WhistleRules {

  private static final String SHIPPED = "/linli/whistles/rules.tsv";

  private static final String REPORTER = "reporter";

  private final List<WhistleRule> rules;

  private WhistleRules(List<WhistleRule> rules) {
    this.rules = rules;
  }

  /** The file cannot be used; the message names the line and what was expected. */
  public static final class BadRules extends RuntimeException {
    BadRules(String source, int line, String problem) {
      super("%s, line %d: %s".formatted(source, line, problem));
    }
  }

  /** The rules that the product ships. */
  public static WhistleRules shipped() {
    try (InputStream in = WhistleRules.class.getResourceAsStream(SHIPPED)) {
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), SHIPPED);
    } catch (IOException unreadable) {
      throw new IllegalStateException(SHIPPED, unreadable);
    }
  }

  /**
   * Those of an operator.
   *
   * @throws BadRules when a line cannot be used
   * @throws IOException when the file cannot be read
   */
  public static WhistleRules read(Path file) throws IOException {
    return parse(Files.readString(file), file.toString());
  }

  /**
   * Reads the table; {@code #} begins a comment.
   *
   * @throws BadRules when a line cannot be used, or closes a circle
   */
  public static WhistleRules parse(String text, String source) {
    var rules = new ArrayList<WhistleRule>();
    var lines = text.lines().toList();
    for (int at = 0; at < lines.size(); at++) {
      if (lines.get(at).isBlank() || lines.get(at).startsWith("#")) {
        continue;
      }
      try {
        rules.add(added(lines.get(at).split("\t"), rules));
      } catch (IllegalArgumentException wrong) {
        throw new BadRules(source, at + 1, wrong.getMessage());
      }
    }
    if (rules.isEmpty()) {
      throw new BadRules(source, 1, "expected at least one rule");
    }
    return new WhistleRules(List.copyOf(rules));
  }

  private static WhistleRule added(String[] cells, List<WhistleRule> before) {
    if (cells.length != 6) {
      throw new IllegalArgumentException(
          "expected from, to, who, when, respond and arrive, parted by tabs; got %d cells"
              .formatted(cells.length));
    }
    var rule = withWhen(cells);
    if (before.stream().anyMatch(r -> r.from() == rule.from() && r.to() == rule.to())) {
      throw new IllegalArgumentException(
          "%s to %s stands there already".formatted(rule.from().id(), rule.to().id()));
    }
    circle(rule, before)
        .ifPresent(
            circle -> {
              throw new IllegalArgumentException("whistles in a circle: " + circle);
            });
    return rule;
  }

  private static WhistleRule withWhen(String[] cells) {
    var late = false;
    var neighbours = 0;
    for (var condition : cells[3].split(",")) {
      if (condition.equals("late")) {
        late = true;
      } else if (condition.matches("neighbours=[1-9]\\d{0,3}")) {
        neighbours = Integer.parseInt(condition.substring("neighbours=".length()));
      } else if (!cells[3].equals("any")) {
        throw new IllegalArgumentException(
            "expected any, late or neighbours=3, got \"%s\"".formatted(condition));
      }
    }
    return new WhistleRule(
        level(cells[0]),
        level(cells[1]),
        who(cells[2]),
        late,
        neighbours,
        TimeLimit.parse(cells[4]),
        TimeLimit.parse(cells[5]));
  }

  private static Level level(String id) {
    return Level.byId(id)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "expected one of %s, got \"%s\""
                        .formatted(
                            Arrays.stream(Level.values())
                                .map(Level::id)
                                .collect(Collectors.joining(", ")),
                            id)));
  }

  private static Set<String> who(String cell) {
    if (cell.equals("-")) {
      return Set.of();
    }
    for (var role : cell.split(",")) {
      if (!role.equals(REPORTER) && StaffRole.byId(role).isEmpty()) {
        throw new IllegalArgumentException(
            "expected %s, %s or -, got \"%s\"".formatted(REPORTER, StaffRole.ids(), role));
      }
    }
    return Set.of(cell.split(","));
  }

  /** The way back from where the rule leads to where it begins, as people read it. */
  private static Optional<String> circle(WhistleRule rule, List<WhistleRule> before) {
    return way(rule.to(), rule.from(), before, EnumSet.noneOf(Level.class))
        .map(way -> rule.from().id() + " → " + way);
  }

  private static Optional<String> way(
      Level from, Level to, List<WhistleRule> rules, Set<Level> seen) {
    if (from == to) {
      return Optional.of(from.id());
    }
    if (!seen.add(from)) {
      return Optional.empty();
    }
    return rules.stream()
        .filter(rule -> rule.from() == from)
        .flatMap(rule -> way(rule.to(), to, rules, seen).stream())
        .findFirst()
        .map(way -> from.id() + " → " + way);
  }

  public Optional<WhistleRule> between(Level from, Level to) {
    return rules.stream().filter(r -> r.from() == from && r.to() == to).findFirst();
  }

  /** Titles of the roles that may call somebody of that level. */
  public List<String> whoCall(Level to) {
    return rules.stream()
        .filter(r -> r.to() == to)
        .flatMap(r -> r.who().stream())
        .distinct()
        .flatMap(role -> StaffRole.byId(role).stream())
        .sorted()
        .map(StaffRole::title)
        .toList();
  }

  /** The steps up from a level, the next one first. */
  public List<WhistleRule> from(Level from) {
    return rules.stream().filter(r -> r.from() == from).toList();
  }

  /** What a reporter may do. */
  public List<WhistleRule> ofReporters() {
    return rules.stream().filter(r -> r.who().contains(REPORTER)).toList();
  }
}
