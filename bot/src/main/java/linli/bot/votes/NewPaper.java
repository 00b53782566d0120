package linli.bot.votes;

import java.time.Instant;
import linli.bot.votes.tally.Choice;

/**
 * A ballot on paper that somebody enters (录入纸票).
 *
 * @param signedBy who signed it, null where the flat has one owner
 * @param signedAt noon of the day where only the day is written
 * @param photo where its picture is kept
 * @param batchNo under which it is confirmed
 */
public record NewPaper(
    String estateId,
    long voteId,
    String building,
    String unit,
    String room,
    Long signedBy,
    Choice choice,
    Instant signedAt,
    String photo,
    long enteredBy,
    int batchNo) {
  @Override
  public String toString() {
    return "NewPaper[]";
  }
}
