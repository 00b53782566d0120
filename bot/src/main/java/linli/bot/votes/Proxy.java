package linli.bot.votes;

/**
 * That an owner lets somebody vote for him (委托), with a letter of which a picture is kept.
 *
 * @param household pseudonym of one of the owner's flats
 * @param owner his pseudonym
 * @param agentPerson who shall vote
 * @param agent his pseudonym
 * @param accepted whether he has agreed
 */
public record Proxy(
    String estateId,
    int no,
    long voteId,
    String household,
    String owner,
    long agentPerson,
    String agent,
    boolean accepted) {
  @Override
  public String toString() {
    return "Proxy[" + no + "]";
  }
}
