package linli.bot.meetings;

import java.time.Instant;

/**
 * A joint meeting.
 *
 * @param place or null
 * @param calledBy person, or null: through the API
 * @param minutes masked words, or null while nobody wrote them
 */
public record Meeting(
    String estateId,
    long id,
    Instant heldAt,
    String place,
    Long calledBy,
    String minutes,
    Instant minutesAt) {

  /** Why a case is on the agenda. */
  public enum Reason {
    OVERDUE,
    OWNERLESS,
    MANY_PARTIES
  }

  /** One line of the agenda. */
  public record Item(long caseId, Reason reason) {}

  @Override
  public String toString() {
    return "Meeting[" + id + "]";
  }
}
