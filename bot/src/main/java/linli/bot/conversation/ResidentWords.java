package linli.bot.conversation;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import linli.bot.cases.CaseNo;
import linli.bot.conversation.Command.Verb;

/**
 * Reads what residents say in their own words of verbs that ask or set something (字太小了看不清): by
 * rules that must explain the whole sentence. What speaks of a matter is not theirs.
 */
final class ResidentWords {

  private static final String RESOURCE = "/linli/conversation/resident-words.tsv";

  /** Longer talk is no verb. */
  private static final int LONGEST = 30;

  private static final Pattern CLAUSES = Pattern.compile("[\\s,,。;;!!??、~…]+");

  private static final Pattern ASIDE =
      Pattern.compile(
          "(?:你好|您好|小邻|喂|请问|麻烦(?:你|您|了)?|谢谢(?:你|您)?|多谢|辛苦了?|好吧|行吗|可以吗|好吗|那个|唉|哎|呃)?[啊呀吧呢哦了]?");

  private record Row(Verb verb, Pattern words) {}

  private final List<Row> rows;

  private ResidentWords(List<Row> rows) {
    this.rows = rows;
  }

  static ResidentWords load() {
    try (var in = ResidentWords.class.getResourceAsStream(RESOURCE);
        var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return new ResidentWords(
          lines
              .lines()
              .filter(line -> !line.startsWith("#") && !line.startsWith("verb\t"))
              .map(line -> line.split("\t", 2))
              .map(cells -> new Row(Verb.valueOf(cells[0]), Pattern.compile(cells[1])))
              .toList());
    } catch (IOException broken) {
      throw new IllegalStateException(RESOURCE, broken);
    }
  }

  /** The one verb that every part of the sentence says; empty when it says anything else. */
  Optional<Command> read(String text) {
    var said = CaseNo.removedFrom(text);
    if (said.length() > LONGEST) {
      return Optional.empty();
    }
    Verb verb = null;
    for (var clause : CLAUSES.split(said)) {
      var meant = verb(clause);
      if (meant == null && !ASIDE.matcher(clause).matches()) {
        return Optional.empty();
      }
      if (meant != null && verb != null && meant != verb) {
        return Optional.empty();
      }
      verb = meant == null ? verb : meant;
    }
    return Optional.ofNullable(verb).map(meant -> new Command(meant, CaseNo.allIn(text), ""));
  }

  private Verb verb(String clause) {
    for (var row : rows) {
      if (row.words().matcher(clause).matches()) {
        return row.verb();
      }
    }
    return null;
  }
}
