package linli.nlp.privacy;

import java.time.DateTimeException;
import java.time.LocalDate;

/** Tells identity and card numbers from other long numbers. */
final class Checksums {
  private static final int[] IDENTITY_WEIGHTS = {
    7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2
  };
  private static final String IDENTITY_CHECKS = "10X98765432";
  private static final int EARLIEST_YEAR = 1900;

  private Checksums() {}

  /**
   * 18 characters with a birthday and the check digit of GB 11643, or the old 15 with a birthday.
   */
  static boolean isIdentityNumber(String number) {
    if (number.length() == 15) {
      return isDay(EARLIEST_YEAR + part(number, 6, 8), part(number, 8, 10), part(number, 10, 12));
    }
    return number.length() == 18
        && part(number, 6, 10) >= EARLIEST_YEAR
        && isDay(part(number, 6, 10), part(number, 10, 12), part(number, 12, 14))
        && checkOf(number) == Character.toUpperCase(number.charAt(17));
  }

  private static char checkOf(String number) {
    int sum = 0;
    for (int i = 0; i < IDENTITY_WEIGHTS.length; i++) {
      sum += (number.charAt(i) - '0') * IDENTITY_WEIGHTS[i];
    }
    return IDENTITY_CHECKS.charAt(sum % 11);
  }

  private static int part(String number, int begin, int end) {
    return Integer.parseInt(number.substring(begin, end));
  }

  private static boolean isDay(int year, int month, int day) {
    try {
      LocalDate.of(year, month, day);
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }

  /** The check of ISO/IEC 7812 (Luhn). */
  static boolean isCardNumber(String number) {
    int sum = 0;
    for (int i = 0; i < number.length(); i++) {
      int digit = number.charAt(number.length() - 1 - i) - '0';
      int doubled = i % 2 == 0 ? digit : digit * 2;
      sum += doubled > 9 ? doubled - 9 : doubled;
    }
    return sum % 10 == 0;
  }
}
