package linli.bot.estates.roster;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** How somebody belongs to a flat (关系). */
public enum Relation {
  OWNER("业主", "业主|户主|房主|产权人"),
  FAMILY("家人", "家人|家属|家里人|老伴|爱人|儿子|女儿|父亲|母亲"),
  TENANT("租客", "租客|租户|租房的?|承租人");

  static final String WORDS = "业主、家人或租客";

  private final String word;
  private final Pattern said;

  Relation(String word, String said) {
    this.word = word;
    this.said = Pattern.compile(said);
  }

  public String word() {
    return word;
  }

  /** As the database writes it. */
  public String column() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Relation ofColumn(String value) {
    return valueOf(value.toUpperCase(Locale.ROOT));
  }

  public static Optional<Relation> ofWord(String word) {
    return Arrays.stream(values()).filter(relation -> relation.word.equals(word)).findFirst();
  }

  /** As people say it: 户主, 老伴, 租户 … */
  public static Optional<Relation> ofSaid(String said) {
    return Arrays.stream(values()).filter(r -> r.said.matcher(said.strip()).matches()).findFirst();
  }
}
