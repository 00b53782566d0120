package linli.bot.votes;

import java.time.Duration;
import java.time.Instant;
import linli.bot.votes.tally.Kind;
import linli.bot.votes.tally.Matter;
import linli.bot.votes.tally.Policy;
import linli.bot.votes.tally.Scope;

/**
 * A vote (表决).
 *
 * @param no counted per estate; how people call it: 表决1
 * @param noticeDays days between the one of its announcement, which does not count, and its opening
 * @param announcedAt null before
 * @param electorateHash check value of the last household in its log, null before
 * @param headHash check value of the last line of its log
 * @param lines of its log
 * @param dryRun the city's own system decides: a rehearsal
 * @param objectionDays after the result
 * @param submittedAt when its drafter asked for the check, null before
 * @param countedAt null before
 * @param cancelReason null while it is not cancelled
 */
public record Vote(
    String estateId,
    long id,
    int no,
    Matter matter,
    String question,
    Scope scope,
    Policy policy,
    int noticeDays,
    Instant opensAt,
    Instant closesAt,
    State state,
    long draftedBy,
    Instant announcedAt,
    String electorateHash,
    String headHash,
    int lines,
    boolean dryRun,
    int objectionDays,
    Instant submittedAt,
    Instant countedAt,
    String cancelReason) {

  /** How far it has come; open is what is announced and between its times. */
  public enum State {
    DRAFT,
    ANNOUNCED,
    COUNTED,
    CANCELLED
  }

  /** Whether ballots sent at this time count. */
  public boolean isOpenAt(Instant at) {
    return state == State.ANNOUNCED && !at.isBefore(opensAt) && at.isBefore(closesAt);
  }

  /** Whether who was served a ballot and stays silent is counted with the majority. */
  public boolean followsMajority() {
    return policy.silence() == Policy.Silence.FOLLOW_MAJORITY
        && (matter.kind() == Kind.STATUTORY || matter.kind() == Kind.ELEVATOR);
  }

  /** Until when the result can be objected to; null before it is counted. */
  public Instant objectionsUntil() {
    return countedAt == null ? null : countedAt.plus(Duration.ofDays(objectionDays));
  }

  /** When nothing more is taken and it can be counted. */
  public Instant endsAt() {
    return closesAt.plus(policy.grace());
  }
}
