package linli.bot.receptions;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;

/**
 * One reception day (接待日) of an estate.
 *
 * @param nominalOn the fixed day of the month, for example the 15th
 * @param heldOn the day on which it takes place, after the holiday policy
 * @param whereabouts how to find the place, or null
 * @param slot how long one person is heard
 * @param announcedAt null until the group has heard of it
 * @param publishedAt null until the secretary has let the numbers go out
 */
public record Reception(
    String estateId,
    long id,
    LocalDate nominalOn,
    LocalDate heldOn,
    Instant startsAt,
    Instant endsAt,
    String place,
    String whereabouts,
    Duration slot,
    Instant announcedAt,
    Instant publishedAt) {

  public boolean isShifted() {
    return !nominalOn.equals(heldOn);
  }
}
