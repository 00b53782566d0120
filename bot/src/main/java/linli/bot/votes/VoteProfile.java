package linli.bot.votes;

import linli.bot.votes.tally.Kind;
import linli.bot.votes.tally.Matter;
import linli.bot.votes.tally.Policy;

/**
 * By whose rules an estate votes: those of a city, read from {@code profiles.tsv}.
 *
 * @param official the decision is made in the city's own electronic system; ours is a rehearsal
 * @param noticeDays between the day of the announcement, which does not count, and the opening
 * @param leastDays that voting lasts
 * @param mostDays that voting lasts
 * @param objectionDays after the result
 * @param silenceSource which rule of this estate's assembly (议事规则) lets who was served and stays
 *     silent follow the majority; null where none does
 */
public record VoteProfile(
    String id,
    String name,
    boolean official,
    int noticeDays,
    int leastDays,
    int mostDays,
    int objectionDays,
    Policy policy,
    String silenceSource) {

  /** A consultation decides nothing: it may begin as soon as it is announced. */
  public int noticeDaysFor(Matter matter) {
    return matter.kind() == Kind.CONSULTATION ? 0 : noticeDays;
  }

  /** A consultation may last some hours only. */
  public int leastDaysFor(Matter matter) {
    return matter.kind() == Kind.CONSULTATION ? 0 : leastDays;
  }

  /** The same city's rules where the assembly has its own one for silence. */
  VoteProfile following(String source) {
    return new VoteProfile(
        id,
        name,
        official,
        noticeDays,
        leastDays,
        mostDays,
        objectionDays,
        policy.withSilence(Policy.Silence.FOLLOW_MAJORITY),
        source);
  }

  /** Silence is never an answer where all must agree, and where nothing is decided. */
  public Policy policyFor(Matter matter) {
    return switch (matter.kind()) {
      case STATUTORY, ELEVATOR -> policy;
      case UNANIMOUS, CONSULTATION -> policy.withSilence(Policy.Silence.NOT_PARTICIPATING);
    };
  }

  /** Whether what comes out is a rehearsal only. */
  public boolean isDryRun(Matter matter) {
    return official && matter.kind() != Kind.CONSULTATION;
  }
}
