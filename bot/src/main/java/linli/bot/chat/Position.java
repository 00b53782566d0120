package linli.bot.chat;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A place between two lines of the transcript.
 *
 * @param epoch names one run of the service: numbers begin again with each
 * @param number of the line before it
 */
record Position(String epoch, long number) {

  private static final Pattern FORM = Pattern.compile("([0-9a-z]{1,16})\\.(\\d{1,15})");

  static Optional<Position> parse(String text) {
    if (text == null) {
      return Optional.empty();
    }
    var parts = FORM.matcher(text);
    return parts.matches()
        ? Optional.of(new Position(parts.group(1), Long.parseLong(parts.group(2))))
        : Optional.empty();
  }

  String text() {
    return epoch + '.' + number;
  }
}
