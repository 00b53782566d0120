package linli.adapters;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * How far the time in a request may be from ours, in either direction: what was captured cannot be
 * used much later, and what is dated into the future cannot be kept for then.
 */
public record FreshTime(InstantSource clock, Duration largest) {

  /**
   * Checks the time of a request.
   *
   * @param digits whole seconds or milliseconds since 1970, as they came; null when missing
   * @throws Refusal {@link Reason#BAD_SIGNATURE} when it is no time at all, for a signature without
   *     one proves nothing; {@link Reason#EXPIRED_TIMESTAMP}
   */
  public void check(String digits, Unit unit) {
    if (digits == null || digits.isEmpty() || digits.length() > 15 || !isNumber(digits)) {
      throw new Refusal(Reason.BAD_SIGNATURE);
    }
    var number = Long.parseLong(digits);
    var time =
        unit == Unit.SECONDS
            ? Instant.ofEpochSecond(Math.min(number, 253_402_300_799L))
            : Instant.ofEpochMilli(number);
    if (Duration.between(time, clock.instant()).abs().compareTo(largest) > 0) {
      throw new Refusal(Reason.EXPIRED_TIMESTAMP);
    }
  }

  private static boolean isNumber(String text) {
    return text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** What a platform counts in. */
  public enum Unit {
    SECONDS,
    MILLISECONDS
  }
}
