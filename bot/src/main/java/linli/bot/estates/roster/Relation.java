package linli.bot.estates.roster;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How somebody belongs to a flat (关系). */
enum Relation {
  OWNER("业主"),
  FAMILY("家人"),
  TENANT("租客");

  static final String WORDS = "业主、家人或租客";

  private final String word;

  Relation(String word) {
    this.word = word;
  }

  String word() {
    return word;
  }

  /** As the database writes it. */
  String column() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Relation ofColumn(String value) {
    return valueOf(value.toUpperCase(Locale.ROOT));
  }

  static Optional<Relation> ofWord(String word) {
    return Arrays.stream(values()).filter(relation -> relation.word.equals(word)).findFirst();
  }
}
