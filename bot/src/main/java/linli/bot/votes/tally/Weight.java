package linli.bot.votes.tally;

/**
 * What the law weighs: exclusive area and owners.
 *
 * @param area in 0.01 m²
 */
public record Weight(long area, long owners) {

  static final Weight NONE = new Weight(0, 0);

  /**
   * @throws ArithmeticException beyond the range of a long
   */
  Weight plus(Weight other) {
    return new Weight(Math.addExact(area, other.area), Math.addExact(owners, other.owners));
  }

  /** Without a part of it. */
  public Weight minus(Weight part) {
    return new Weight(area - part.area, owners - part.owners);
  }

  /** Leads strictly in both. */
  boolean exceeds(Weight other) {
    return area > other.area && owners > other.owners;
  }
}
