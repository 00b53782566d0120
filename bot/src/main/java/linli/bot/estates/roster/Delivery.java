package linli.bot.estates.roster;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whether the developer (建设单位) has sold a flat and handed it over (交付). */
enum Delivery {
  DELIVERED("已交付"),
  /** Sold, and the developer votes for it: 法释〔2009〕7号 art. 1 and 9. */
  UNDELIVERED("未交付"),
  /** Its owner is the developer. */
  UNSOLD("未售");

  private final String word;

  Delivery(String word) {
    this.word = word;
  }

  String word() {
    return word;
  }

  /** As the database writes it. */
  String column() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Delivery ofColumn(String value) {
    return valueOf(value.toUpperCase(Locale.ROOT));
  }

  /** An empty cell is a flat that was handed over. */
  static Optional<Delivery> ofWord(String word) {
    return word.isEmpty()
        ? Optional.of(DELIVERED)
        : Arrays.stream(values()).filter(delivery -> delivery.word.equals(word)).findFirst();
  }

  static String words() {
    return Arrays.stream(values()).map(Delivery::word).collect(Collectors.joining("、")) + "或空";
  }
}
