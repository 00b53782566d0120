package linli.bot.receptions;

import java.time.Instant;
import java.time.LocalDate;
import linli.bot.speech.ChinaTime;

/** Day, time and place of a reception as people say them. */
public final class ReceptionTimes {

  private static final String WEEKDAYS = "一二三四五六日";

  private ReceptionTimes() {}

  /** 11月25日(周三) */
  public static String day(LocalDate day) {
    return date(day) + "(周" + WEEKDAYS.charAt(day.getDayOfWeek().getValue() - 1) + ")";
  }

  /** 11月25日 */
  public static String date(LocalDate day) {
    return day.getMonthValue() + "月" + day.getDayOfMonth() + "日";
  }

  /** 19:00-20:30 */
  public static String span(Reception about) {
    return clock(about.startsAt()) + "-" + clock(about.endsAt());
  }

  public static String clock(Instant at) {
    return ChinaTime.clock(at);
  }

  /** 红帆驿站(2号楼东侧) */
  public static String place(Reception about) {
    return about.whereabouts() == null
        ? about.place()
        : about.place() + "(" + about.whereabouts() + ")";
  }
}
