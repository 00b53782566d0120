package linli.bot.whistles;

import java.time.Instant;

/**
 * One party called to a case.
 *
 * @param fromParty null: a resident called
 * @param blownBy person, or null: a resident, or the ladder itself
 * @param reason masked words of staff, or null
 * @param refusals how often it was sent on (退) before it came here
 * @param decided the community said that it is theirs: they cannot refuse
 */
public record Whistle(
    String estateId,
    long id,
    long caseId,
    Level fromLevel,
    String fromParty,
    String toParty,
    Long blownBy,
    String reason,
    Instant blownAt,
    Instant respondBy,
    Instant arriveBy,
    State state,
    int refusals,
    boolean decided,
    Instant arrivedAt,
    Colour colour) {

  /** Nobody blew it: the ladder climbed by itself. */
  boolean climbed() {
    return fromParty != null && blownBy == null;
  }

  /** Where it stands. */
  public enum State {
    /** 等应答. */
    ASKED,
    /** 已接哨. */
    TAKEN,
    /** 已报到. */
    ARRIVED,
    /** 退, and another party was called. */
    REFUSED,
    /** 退 for the second time: the community decides. */
    DISPUTED,
    /** The community called somebody. */
    DECIDED;

    public boolean isOpen() {
      return this == ASKED || this == TAKEN || this == DISPUTED;
    }
  }

  /** 红哨: there in time. 黑哨: not there in time. */
  public enum Colour {
    RED,
    BLACK
  }

  @Override
  public String toString() {
    return "Whistle[" + id + " " + state + "]";
  }
}
