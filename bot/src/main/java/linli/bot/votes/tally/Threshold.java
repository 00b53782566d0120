package linli.bot.votes.tally;

import java.math.BigInteger;

/**
 * A part of a whole that must be reached. 以上 includes the number itself, 过半数 does not: Civil Code
 * art. 1259.
 */
enum Threshold {
  TWO_THIRDS(2, 3, true),
  THREE_QUARTERS(3, 4, true),
  MORE_THAN_HALF(1, 2, false);

  private final BigInteger numerator;
  private final BigInteger denominator;
  private final boolean inclusive;

  Threshold(long numerator, long denominator, boolean inclusive) {
    this.numerator = BigInteger.valueOf(numerator);
    this.denominator = BigInteger.valueOf(denominator);
    this.inclusive = inclusive;
  }

  boolean isMet(long part, long whole) {
    var order =
        BigInteger.valueOf(part)
            .multiply(denominator)
            .compareTo(BigInteger.valueOf(whole).multiply(numerator));
    return inclusive ? order >= 0 : order > 0;
  }
}
