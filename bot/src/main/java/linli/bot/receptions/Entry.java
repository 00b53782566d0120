package linli.bot.receptions;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * One person with one number at a reception: signed up before, or walked in.
 *
 * @param accountId null for somebody without a chat
 * @param name of a walk-in, or null
 * @param matter what it is about, masked; null when it was not said, or is forgotten
 * @param wish to be visited or called instead of coming, or null
 * @param settledAt when what was left to do was done
 * @param followUp whether the answer given on the spot came true; null while nobody has said
 */
public record Entry(
    String estateId,
    long receptionId,
    int number,
    boolean walkIn,
    String channel,
    String accountId,
    String name,
    String matter,
    String issueType,
    boolean anonymous,
    Wish wish,
    LocalDate visitOn,
    Instant cancelledAt,
    Instant calledAt,
    Outcome outcome,
    String outcomeText,
    Long caseId,
    LocalDate promisedOn,
    Instant settledAt,
    FollowUp followUp) {

  /** Instead of coming to the place. */
  public enum Wish {
    AT_HOME,
    CALL
  }

  /** What became of it at the reception. */
  public enum Outcome {
    /** 现场解答 */
    ANSWERED,
    /** 转办: it is a case now. */
    CASE,
    /** 上会: several parties talk about it. */
    MEETING,
    /** 约定日期: an answer is promised for a day. */
    PROMISED,
    /** 未到: nobody came, nothing to count. */
    ABSENT
  }

  /** What the person says some days later. */
  public enum FollowUp {
    DONE,
    NOT_YET
  }

  public boolean isCancelled() {
    return cancelledAt != null;
  }

  public boolean hasAccount() {
    return accountId != null;
  }

  /** Whether it stands in the queue at the place. */
  boolean queues() {
    return !isCancelled() && wish == null && outcome != Outcome.ABSENT;
  }

  /** Whether it stands in the queue and its turn has not come. */
  boolean waits() {
    return queues() && calledAt == null && outcome == null;
  }

  /** Whether somebody was heard, so that it counts. */
  boolean counts() {
    return outcome != null && outcome != Outcome.ABSENT;
  }

  /** Whether these words are among those that it is about. */
  public boolean says(String words) {
    return words != null && matter != null && List.of(matter.split(";")).contains(words);
  }

  /** Whether something promised is not done yet, or what was said to be done is not. */
  public boolean isUnsettled() {
    var open =
        outcome == Outcome.PROMISED
            || outcome == Outcome.MEETING
            || outcome == Outcome.ANSWERED && followUp == FollowUp.NOT_YET;
    return open && !isCancelled() && settledAt == null;
  }

  @Override
  public String toString() {
    return "Entry[" + number + "]";
  }
}
