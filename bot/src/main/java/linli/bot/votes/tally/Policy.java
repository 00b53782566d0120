package linli.bot.votes.tally;

import java.time.Duration;

/**
 * Rules that the law leaves to cities, to the rules of an owners' assembly (议事规则) or to a covenant
 * (管理规约).
 *
 * @param proxyLimit for how many owners one agent may vote; null: any number
 * @param grace how long after closing a ballot may arrive that was sent before
 */
public record Policy(
    Silence silence,
    InvalidRule invalid,
    Precedence precedence,
    ElevatorProfile elevatorProfile,
    Integer proxyLimit,
    CoOwnerKey coOwnerKey,
    Duration grace) {

  /** What an owner's silence means. */
  public enum Silence {
    /** He took no part; the rule of the law. */
    NOT_PARTICIPATING,
    /**
     * Whoever was served the ballot and says nothing follows the option that leads in area and in
     * owners. Only where the assembly's own rules say so: MOHURD's 业主大会和业主委员会指导规则 art. 26.
     */
    FOLLOW_MAJORITY
  }

  /** What a wrongly marked ballot of an owner means; the law is silent. */
  public enum InvalidRule {
    NOT_PARTICIPATING,
    /** It counts as returned: a participant who abstains. */
    AS_ABSTAIN
  }

  /** Which of an owner's ballots stands when some are on paper. */
  public enum Precedence {
    LAST_VALID,
    ELECTRONIC_FIRST,
    PAPER_FIRST
  }

  /** What a lift needs. */
  public enum ElevatorProfile {
    /** Two thirds take part, three quarters of them agree. */
    CIVIL_CODE,
    /**
     * Two thirds of all area and of all owners agree, and no written objection is open: rules of
     * Jinan (济南) of 2019, art. 7 and 11.
     */
    ALL_TWO_THIRDS
  }

  /** When flats of co-owners belong to one and the same voter. */
  public enum CoOwnerKey {
    /** Exactly the same people: the flats of A and of A with B have two voters. */
    EXACT,
    /** People who own a flat together are one voter with all their flats. */
    SHARED
  }

  /** Between sending and arriving. */
  private static final Duration GRACE = Duration.ofMinutes(10);

  /** The same but for what silence means. */
  public Policy withSilence(Silence other) {
    return new Policy(other, invalid, precedence, elevatorProfile, proxyLimit, coOwnerKey, grace);
  }

  public static Policy standard() {
    return new Policy(
        Silence.NOT_PARTICIPATING,
        InvalidRule.NOT_PARTICIPATING,
        Precedence.LAST_VALID,
        ElevatorProfile.CIVIL_CODE,
        null,
        CoOwnerKey.EXACT,
        GRACE);
  }
}
