package linli.nlp.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts a message where one statement ends and the next begins (分句). */
public final class Clauses {
  private static final Pattern BREAK =
      Pattern.compile(
          "[,;。!?、…~\\n]+|\\.{2,}|(?<=\\p{IsHan})\\s+(?=\\p{IsHan})|(?=还有|另外|再就是|顺便|而且)");

  private Clauses() {}

  /** One clause and where it stands in the text. */
  public record Clause(String text, int begin, int end) {}

  public static List<Clause> of(String text) {
    List<Clause> clauses = new ArrayList<>();
    Matcher breaks = BREAK.matcher(text);
    int begin = 0;
    while (breaks.find()) {
      add(clauses, text, begin, breaks.start());
      begin = breaks.end();
    }
    add(clauses, text, begin, text.length());
    return clauses;
  }

  private static void add(List<Clause> clauses, String text, int begin, int end) {
    if (end > begin) {
      clauses.add(new Clause(text.substring(begin, end), begin, end));
    }
  }
}
