package linli.schedules;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;

/** The night (21:00–08:00 Beijing time), in which only hazards disturb a group. */
public final class QuietHours {

  public static final LocalTime BEGIN = LocalTime.of(21, 0);
  public static final LocalTime END = LocalTime.of(8, 0);

  private QuietHours() {}

  public static boolean contains(Instant instant) {
    return !after(instant).equals(instant);
  }

  /** The same instant, or the end of the quiet hours in which it lies. */
  public static Instant after(Instant instant) {
    var time = LocalTime.ofInstant(instant, WorkCalendar.ZONE);
    var date = LocalDate.ofInstant(instant, WorkCalendar.ZONE);
    if (!time.isBefore(BEGIN)) {
      return endOn(date.plusDays(1));
    }
    return time.isBefore(END) ? endOn(date) : instant;
  }

  private static Instant endOn(LocalDate date) {
    return date.atTime(END).atZone(WorkCalendar.ZONE).toInstant();
  }
}
