package linli.bot.votes;

import java.time.Instant;
import linli.bot.votes.tally.Matter;
import linli.bot.votes.tally.Policy;
import linli.bot.votes.tally.Scope;

/**
 * A vote that somebody wants.
 *
 * @param noticeDays days between the one of its announcement, which does not count, and its opening
 * @param draftedBy person
 */
public record NewVote(
    String estateId,
    Matter matter,
    String question,
    Scope scope,
    Policy policy,
    int noticeDays,
    Instant opensAt,
    Instant closesAt,
    long draftedBy) {}
