package linli.schedules;

import java.util.List;

/** A calendar file that cannot be used; the message names every line at fault. */
public final class CalendarRefused extends RuntimeException {

  CalendarRefused(String file, List<String> faults) {
    super(file + " is refused: " + String.join("; ", faults));
  }
}
