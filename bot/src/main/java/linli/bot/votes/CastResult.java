package linli.bot.votes;

/** What came of a ballot. */
public sealed interface CastResult {

  /**
   * It is in the log.
   *
   * @param receipt by which its voter finds it in the export (回执码); several, with 、 between them,
   *     of who is several voters
   * @param again the same person answered before; the vote's policy says which answer stands
   */
  record Counted(Vote vote, String receipt, boolean again) implements CastResult {

    /** As how many voters it counts. */
    public int receipts() {
      return receipt.split("、").length;
    }
  }

  /** It is in the log, but the owners of the flat answered differently: nothing counts so far. */
  record OwnersDiffer(Vote vote, String receipt) implements CastResult {}

  /** No such vote in this estate, or none that was announced. */
  record Unknown() implements CastResult {}

  record NotOpenYet(Vote vote) implements CastResult {}

  /** Sent or arrived too late, or the vote was cancelled. */
  record Closed(Vote vote) implements CastResult {}

  /** The person owns nothing in the scope. */
  record NotAnOwner(Vote vote) implements CastResult {}
}
