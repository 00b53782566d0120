package linli.bot.estates;

/** Times of a duty roster as people write them: {@code 08:30}, {@code 24:00}. */
public final class DutyHours {

  private static final int MINUTES_OF_A_DAY = 24 * 60;

  private DutyHours() {}

  public static boolean isClock(String text) {
    return text.matches("([01]\\d|2[0-3]):[0-5]\\d|24:00");
  }

  /** Minute of the day on which a shift begins; 0 when nothing is written. */
  public static int from(String clock) {
    return clock == null ? 0 : minute(clock);
  }

  /** Minute of the day on which a shift ends; 1440 when nothing is written. */
  public static int to(String clock) {
    return clock == null ? MINUTES_OF_A_DAY : minute(clock);
  }

  private static int minute(String clock) {
    return Integer.parseInt(clock.substring(0, 2)) * 60 + Integer.parseInt(clock.substring(3));
  }

  static String written(int minute) {
    return "%02d:%02d".formatted(minute / 60, minute % 60);
  }
}
