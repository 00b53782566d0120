package linli.bot.meetings;

import java.time.Instant;

/**
 * What somebody has to do because of a meeting, or because the same happened too often.
 *
 * @param meetingId of a decision, or null
 * @param caseId of a decision about a case, or null
 * @param building of a root cause, or null
 * @param issueType of a root cause, or null
 * @param what masked words
 * @param doneText masked words, or null while it is open
 */
public record MeetingTask(
    String estateId,
    long id,
    Kind kind,
    Long meetingId,
    Long caseId,
    String building,
    String issueType,
    String partyId,
    String what,
    Instant dueAt,
    Instant doneAt,
    String doneText) {

  /** Where it comes from. */
  public enum Kind {
    DECISION,
    ROOT_CAUSE
  }

  @Override
  public String toString() {
    return "MeetingTask[" + id + "]";
  }
}
