package linli.bot.speech;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** Points in time as residents say them, in Asia/Shanghai. */
public final class ChinaTime {

  public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm");

  private ChinaTime() {}

  public static LocalDate date(Instant at) {
    return at.atZone(ZONE).toLocalDate();
  }

  public static ZonedDateTime zoned(Instant at) {
    return at.atZone(ZONE);
  }

  public static String clock(Instant at) {
    return CLOCK.format(at.atZone(ZONE));
  }

  /** {@code 11月25日09:00}: the same whenever it is read. */
  public static String dayAndTime(Instant at) {
    var local = at.atZone(ZONE);
    return local.getMonthValue() + "月" + local.getDayOfMonth() + "日" + CLOCK.format(local);
  }

  /** {@code 08:32} today, {@code 明天08:02}, {@code 11月25日17:30}; the end of a day is 24:00. */
  public static String deadline(Instant at, Instant now) {
    var local = at.atZone(ZONE);
    var endOfDay = local.toLocalTime().equals(LocalTime.MIDNIGHT);
    var day = endOfDay ? local.toLocalDate().minusDays(1) : local.toLocalDate();
    var clock = endOfDay ? "24:00" : CLOCK.format(local);
    var today = date(now);
    if (day.equals(today)) {
      return clock;
    }
    if (day.equals(today.plusDays(1))) {
      return "明天" + clock;
    }
    return day.getMonthValue() + "月" + day.getDayOfMonth() + "日" + clock;
  }
}
