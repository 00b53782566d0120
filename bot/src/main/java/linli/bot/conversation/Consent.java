package linli.bot.conversation;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A line that ends with 本人同意: somebody speaks for a person without a phone, and asked them.
 *
 * @param words the line without it
 */
record Consent(String words) {

  private static final Pattern WRITTEN =
      Pattern.compile("[,,。\\s]*(?:已?(?:经)?(?:本人)?(?:已)?同意)[。!!]*\\s*$");

  /** Empty where nobody says that the person agreed. */
  static Optional<Consent> in(String line) {
    var written = WRITTEN.matcher(line);
    return written.find()
        ? Optional.of(new Consent(line.substring(0, written.start()).strip()))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return "Consent[]";
  }
}
