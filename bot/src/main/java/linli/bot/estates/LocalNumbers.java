package linli.bot.estates;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;

/** What can be dialled in an estate, in the order in which it is said. */
public enum LocalNumbers {
  PROPERTY_DUTY("物业值班"),
  GAS("燃气抢修"),
  LIFT_RESCUE("电梯救援"),
  STREET("街道值守"),
  WATER("供水"),
  HEATING("供暖");

  /** A number that nobody dialled for so long may have changed. */
  public static final int DAYS_TRUSTED = 180;

  private final String what;

  LocalNumbers(String what) {
    this.what = what;
  }

  /** One that the estate has. */
  public record Known(String what, String number, LocalDate checkedOn) {}

  public String purpose() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  public String what() {
    return what;
  }

  /** Where there is no property company the community is on duty. */
  private String whatIn(Estate estate) {
    return this == PROPERTY_DUTY ? duty(estate) : what;
  }

  /** Whose duty it is that the number of the duty rings. */
  public static String duty(Estate estate) {
    return estate.partyOfKind("property").isPresent() ? PROPERTY_DUTY.what : "社区值班";
  }

  public static boolean isPurpose(String purpose) {
    return Arrays.stream(values()).anyMatch(one -> one.purpose().equals(purpose));
  }

  public static boolean isOld(LocalDate checkedOn, LocalDate today) {
    return checkedOn.plusDays(DAYS_TRUSTED).isBefore(today);
  }

  public static List<Known> of(Estate estate) {
    return Arrays.stream(values())
        .filter(one -> estate.numbers().containsKey(one.purpose()))
        .map(
            one -> {
              var known = estate.numbers().get(one.purpose());
              return new Known(one.whatIn(estate), known.number(), known.checkedOn());
            })
        .toList();
  }
}
