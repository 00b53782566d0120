package linli.bot.votes;

import java.time.Instant;
import linli.bot.votes.tally.Matter;
import linli.bot.votes.tally.Policy;
import linli.bot.votes.tally.Scope;

/**
 * A vote (表决).
 *
 * @param noticeDays days between the one of its announcement, which does not count, and its opening
 * @param announcedAt null before
 * @param electorateHash check value of the last household in its log, null before
 * @param headHash check value of the last line of its log
 * @param lines of its log
 */
public record Vote(
    String estateId,
    long id,
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
    int lines) {

  /** How far it has come; open is what is announced and between its times. */
  public enum State {
    DRAFT,
    ANNOUNCED,
    COUNTED,
    CANCELLED
  }

  /** When nothing more is taken and it can be counted. */
  public Instant endsAt() {
    return closesAt.plus(policy.grace());
  }
}
