package linli.bot.votes.tally;

import java.util.List;

/**
 * One exclusive part (专有部分) of the register, with the ballots cast for it.
 *
 * @param owners keys of its registered owners, sorted; names are no keys
 * @param areaHundredths in 0.01 m²
 * @param representative the co-owner whom they named to speak for them, or null
 * @param marks what else matters
 */
public record Household(
    String id,
    String building,
    String unit,
    List<String> owners,
    long areaHundredths,
    Status status,
    String representative,
    Marks marks,
    List<Ballot> ballots) {

  /** Whose it is. */
  public enum Status {
    DELIVERED,
    /** The developer has not sold it. */
    UNSOLD,
    /** Sold, not handed over: the developer votes for it, 法释〔2009〕7号 art. 1 and 9. */
    UNDELIVERED
  }

  /**
   * @param served the ballot was delivered to its owner, and this is recorded
   * @param exclusivePartOccupied the lift takes something of what belongs to this flat alone
   * @param openObjection its owner objects in writing, and this is not settled
   * @param applicant it is the home that shall become a shop
   * @param interested outside the scope, but it has proved that it would suffer
   * @param excludedFromRoll the register says that it is no exclusive part
   */
  public record Marks(
      boolean served,
      boolean exclusivePartOccupied,
      boolean openObjection,
      boolean applicant,
      boolean interested,
      boolean excludedFromRoll) {

    public static final Marks USUAL = new Marks(true, false, false, false, false, false);
  }

  boolean isDevelopers() {
    return status != Status.DELIVERED;
  }

  @Override
  public String toString() {
    return "Household[]";
  }
}
