package linli.bot.votes.tally;

import java.util.Locale;

/** How files spell names of this package. */
final class Codes {

  private Codes() {}

  static String of(Enum<?> name) {
    return name.name().toLowerCase(Locale.ROOT);
  }
}
