package linli.schedules;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;

/**
 * How long something may take, and on which clock. Its text is what {@link #parse} reads: {@code
 * PT24H}, {@code PT4H@work}, {@code P3WD}.
 */
public sealed interface TimeLimit {

  /** Every hour counts, day and night. */
  record AroundTheClock(Duration duration) implements TimeLimit {
    public AroundTheClock {
      requirePositive(duration);
    }

    @Override
    public String toString() {
      return duration.toString();
    }
  }

  /** Only working hours of working days count. */
  record WorkingHours(Duration duration) implements TimeLimit {
    public WorkingHours {
      requirePositive(duration);
    }

    @Override
    public String toString() {
      return duration + AT_WORK;
    }
  }

  /** Whole working days; the day on which the clock starts is day 0. */
  record WorkingDays(int days) implements TimeLimit {
    public WorkingDays {
      if (days < 1) {
        throw new IllegalArgumentException("a time limit is longer than nothing, not " + days);
      }
    }

    @Override
    public String toString() {
      return "P" + days + "WD";
    }
  }

  String AT_WORK = "@work";
  Pattern WORKING_DAYS = Pattern.compile("P([0-9]{1,3})WD");

  /**
   * Reads a limit as the catalogues write it.
   *
   * @throws IllegalArgumentException with what is expected when the text is none
   */
  static TimeLimit parse(String text) {
    try {
      return read(text.strip());
    } catch (DateTimeParseException | IllegalArgumentException | ArithmeticException wrong) {
      throw new IllegalArgumentException(
          "\"%s\" is not a time limit; expected PT24H (around the clock), PT4H@work (working hours)"
                  .formatted(text)
              + " or P3WD (working days), longer than nothing",
          wrong);
    }
  }

  private static TimeLimit read(String text) {
    var workingDays = WORKING_DAYS.matcher(text);
    if (workingDays.matches()) {
      return new WorkingDays(Integer.parseInt(workingDays.group(1)));
    }
    if (!text.endsWith(AT_WORK)) {
      return new AroundTheClock(Duration.parse(text));
    }
    if (!text.startsWith("PT")) {
      throw new IllegalArgumentException("a day has no fixed number of working hours");
    }
    return new WorkingHours(Duration.parse(text.substring(0, text.length() - AT_WORK.length())));
  }

  private static void requirePositive(Duration duration) {
    if (!duration.isPositive()) {
      throw new IllegalArgumentException("a time limit is longer than nothing, not " + duration);
    }
  }
}
