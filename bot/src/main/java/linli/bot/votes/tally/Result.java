package linli.bot.votes.tally;

/**
 * The result of a count.
 *
 * @param participants whose ballots count, with those whom silence attributed
 * @param attributed silent owners who were counted with the majority; part of the sums above
 * @param invalidOwners owners with no ballot that could be counted although they cast one
 * @param quorumMet null for a consultation
 * @param passed null for a consultation
 */
public record Result(
    Weight scope,
    Weight participants,
    Weight inFavour,
    Weight against,
    Weight abstaining,
    Weight attributed,
    long invalidOwners,
    Boolean quorumMet,
    Boolean passed,
    boolean binding,
    Reason reason) {}
