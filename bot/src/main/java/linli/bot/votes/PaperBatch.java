package linli.bot.votes;

/** A ballot on paper that waits for its second person, by the flat and the person who signed it. */
public record PaperBatch(long voteId, long paperId, long enteredBy, String flat, long signedBy) {
  @Override
  public String toString() {
    return "PaperBatch[" + paperId + "]";
  }
}
