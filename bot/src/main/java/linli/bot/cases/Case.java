package linli.bot.cases;

import java.time.Instant;
import java.time.LocalDate;
import linli.bot.due.DueItem;

/**
 * A case (工单): one matter, one responsible party, everybody who reported it.
 *
 * @param urgency P0 danger … P3 wish
 * @param summary masked words of the first report
 * @param grade 小区级 社区级 街道级 区级: the level that answers for it now
 * @param role whose task it is inside the party, or null
 * @param handler the person who accepted it, or null
 * @param announcedIn the group that heard its number, or null
 * @param pauses how often it was put off (缓)
 * @param resumeAt while it is put off: when its clock runs again
 * @param mergedInto the case that it became part of, or null
 * @param refused how often another party refused to take it (退)
 * @param handedOver how often it went to another party
 * @param reopened how often a resident said that it was not solved (at most 2)
 */
public record Case(
    String estateId,
    long id,
    LocalDate openedOn,
    int seq,
    String issueType,
    String nature,
    String urgency,
    String hazard,
    String site,
    CasePlace place,
    String summary,
    State state,
    String outcome,
    String grade,
    String partyId,
    String role,
    Long handler,
    boolean anonymous,
    String announcedOn,
    String announcedIn,
    Long relatedCase,
    Instant openedAt,
    Instant respondBy,
    Instant resolveBy,
    Instant respondedAt,
    Instant arrivedAt,
    Instant doneAt,
    String doneText,
    Instant closedAt,
    int reopened,
    int pauses,
    Instant pausedAt,
    Instant resumeAt,
    String pauseReason,
    Long mergedInto,
    int refused,
    int handedOver) {

  /** More than a case is ever reopened. */
  private static final int ROUND = 100;

  /** Where a case stands. */
  public enum State {
    OPEN,
    ASSIGNED,
    ACCEPTED,
    PAUSED,
    DONE,
    CLOSED,
    WITHDRAWN,
    MERGED;

    public boolean isOver() {
      return this == CLOSED || this == WITHDRAWN || this == MERGED;
    }
  }

  /** The speakable number, {@code MMDD-seq}. */
  public String no() {
    return number(openedOn, seq);
  }

  static String number(LocalDate openedOn, int seq) {
    return "%02d%02d-%02d".formatted(openedOn.getMonthValue(), openedOn.getDayOfMonth(), seq);
  }

  /** Which of its deadlines counts: a timer of an earlier one has nothing to do any more. */
  int round() {
    return reopened + ROUND * (pauses + handedOver);
  }

  public boolean isUrgent() {
    return urgency.equals("P0") || urgency.equals("P1");
  }

  /** Of what falls due about it. */
  public int dueUrgency() {
    return switch (urgency) {
      case "P0" -> DueItem.DANGER;
      case "P1" -> DueItem.URGENT;
      default -> DueItem.ORDINARY;
    };
  }

  @Override
  public String toString() {
    return "Case[" + no() + " " + state + "]";
  }
}
