package linli.bot.bench;

/**
 * Counts durations in buckets that are at most 1/64 wide: no value is off by more than 1.6 %. Not
 * safe for several threads.
 */
final class Histogram {

  private static final int FINE_BITS = 6;
  private static final int FINE = 1 << FINE_BITS;

  private final long[] counts = new long[FINE * (64 - FINE_BITS)];
  private long total;
  private long largest;

  void record(long nanos) {
    var value = Math.max(0, nanos);
    counts[bucket(value)]++;
    total++;
    largest = Math.max(largest, value);
  }

  long total() {
    return total;
  }

  double largestMillis() {
    return largest / 1e6;
  }

  /**
   * The upper edge of the bucket that the quantile falls into, in milliseconds.
   *
   * @param quantile from 0 to 1
   */
  double millis(double quantile) {
    var wanted = (long) Math.ceil(quantile * total);
    var seen = 0L;
    for (var i = 0; i < counts.length; i++) {
      seen += counts[i];
      if (seen >= wanted && seen > 0) {
        return upperEdge(i) / 1e6;
      }
    }
    return 0;
  }

  private static int bucket(long value) {
    if (value < FINE) {
      return (int) value;
    }
    var shift = 63 - Long.numberOfLeadingZeros(value) - FINE_BITS;
    return (shift + 1) * FINE + (int) ((value >>> shift) - FINE);
  }

  private static double upperEdge(int bucket) {
    if (bucket < FINE) {
      return bucket;
    }
    var shift = bucket / FINE - 1;
    return (double) ((bucket % FINE + FINE + 1L) << shift);
  }
}
