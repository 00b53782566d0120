package linli.nlp.hazard;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import linli.nlp.text.Table;
import linli.nlp.text.TermScanner;

/**
 * The file {@code hazard-rules.tsv}, read: classes of words, rules over them, vetoes. Immutable.
 */
final class HazardRules {
  /** Number of the class whose words hide what they contain. */
  static final int MASK = 0;

  private static final String ANY = "*";
  private final Map<String, Integer> kinds = new LinkedHashMap<>();
  private final List<List<String>> words = new ArrayList<>();
  private final Map<String, List<Rule>> rules = new LinkedHashMap<>();
  private final List<Veto> vetoes = new ArrayList<>();
  private final TermScanner scanner;

  /**
   * @param kinds classes that must occur
   * @param absent classes that must not
   * @param reach characters that a hit may be away from the first class's
   */
  record Rule(int[] kinds, int[] absent, int reach) {}

  /** How near a veto must stand to what it vetoes. */
  enum Scope {
    MESSAGE,
    TWICE_IN_MESSAGE,
    TWICE_IN_LETTER,
    NEAR,
    BEFORE,
    AFTER
  }

  /**
   * @param hazards ids that it concerns; empty = all
   */
  record Veto(Scope scope, Set<String> hazards, int kind) {
    boolean concerns(String hazard) {
      return hazards.isEmpty() || hazards.contains(hazard);
    }
  }

  HazardRules() {
    kind("mask");
    for (String[] row : Table.rows("hazard-rules.tsv")) {
      read(row);
    }
    scanner = new TermScanner(words);
  }

  private void read(String[] row) {
    switch (row[0]) {
      case "class" -> words.get(kind(row[1])).addAll(wordsOf(row[2]));
      case "mask" -> words.get(MASK).addAll(wordsOf(row[1]));
      case "order" ->
          List.of(row[1].split(" ")).forEach(hazard -> rules.put(hazard, new ArrayList<>()));
      case "rule" -> rules.get(row[1]).add(rule(row[2], Integer.parseInt(row[3])));
      case "veto" -> vetoes.add(veto(row));
      default -> throw new IllegalStateException("hazard-rules.tsv: unknown line " + row[0]);
    }
  }

  private static List<String> wordsOf(String column) {
    return Arrays.stream(column.split(" ")).map(word -> word.replace('_', ' ')).toList();
  }

  private int kind(String name) {
    return kinds.computeIfAbsent(
        name,
        missing -> {
          words.add(new ArrayList<>());
          return kinds.size();
        });
  }

  private Rule rule(String column, int reach) {
    String[] names = column.split(" ");
    int[] present =
        Arrays.stream(names).filter(name -> !name.startsWith("!")).mapToInt(this::kind).toArray();
    int[] absent =
        Arrays.stream(names)
            .filter(name -> name.startsWith("!"))
            .mapToInt(name -> kind(name.substring(1)))
            .toArray();
    return new Rule(present, absent, reach);
  }

  private Veto veto(String[] row) {
    Scope scope =
        switch (row[1]) {
          case "message" -> Scope.MESSAGE;
          case "message2" -> Scope.TWICE_IN_MESSAGE;
          case "letter" -> Scope.TWICE_IN_LETTER;
          case "near" -> Scope.NEAR;
          case "before" -> Scope.BEFORE;
          case "after" -> Scope.AFTER;
          default -> throw new IllegalStateException("hazard-rules.tsv: unknown veto " + row[1]);
        };
    return new Veto(scope, row[2].equals(ANY) ? Set.of() : Set.of(row[2].split(" ")), kind(row[3]));
  }

  TermScanner scanner() {
    return scanner;
  }

  int numberOfKinds() {
    return kinds.size();
  }

  int kindNamed(String name) {
    return kinds.get(name);
  }

  /** Hazard id to its rules, the hazard told first in front. */
  Map<String, List<Rule>> rules() {
    return rules;
  }

  List<Veto> vetoes() {
    return vetoes;
  }

  /** Classes that no line defines, for the test of the file. */
  List<String> undefined() {
    Map<String, Integer> open = new HashMap<>(kinds);
    return open.entrySet().stream()
        .filter(entry -> words.get(entry.getValue()).isEmpty())
        .map(Map.Entry::getKey)
        .toList();
  }
}
